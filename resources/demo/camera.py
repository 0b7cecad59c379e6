"""A pinhole camera that drifts slowly through the hall, and the plane-to-picture maps it gives.

World: metres, x to the right, y up, z away from the camera; the origin lies on the floor (y = 0) in
the middle of the stage. Picture: pixels from the top left.
"""

from dataclasses import dataclass
from math import pi, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray
from programme import HEIGHT, WIDTH

Array = NDArray[Any]
"""Always float32."""
FOCAL = 1400.0
EYE = 1.38


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the eye is; the lens is shifted rather than tilted, so that uprights stay upright."""

    x: float
    z: float
    across: float
    """Column of the point straight ahead."""
    horizon: float = 0.285 * HEIGHT

    def project(self, points: Array) -> Array:
        """World points (n, 3) -> picture (n, 2)."""
        depth = points[:, 2] - self.z
        column = self.across + FOCAL * (points[:, 0] - self.x) / depth
        row = self.horizon + FOCAL * (EYE - points[:, 1]) / depth
        return np.stack([column, row], axis=1).astype(np.float32)

    def floor(self) -> tuple[int, Array, Array, Array]:
        """First floor row of the picture, then x (rows, columns), z (rows, 1), pixels per metre."""
        top = int(self.horizon) + 90
        down = np.arange(top, HEIGHT, dtype=np.float32)[:, None] + 0.5 - self.horizon
        across = np.arange(WIDTH, dtype=np.float32)[None] + 0.5 - self.across
        depth = FOCAL * EYE / down
        x = self.x + across * depth / FOCAL
        return top, x, self.z + depth, FOCAL / depth


def camera(time: float) -> Camera:
    """The camera at a moment: a slow arc from side to side, with a breath of nearing."""
    return Camera(
        x=0.20 * sin(2 * pi * time / 31 + 0.7),
        z=-6.0 + 0.15 * sin(2 * pi * time / 43 - 0.9),
        across=WIDTH / 2 + 40 * sin(2 * pi * time / 23 + 2.4),
    )
