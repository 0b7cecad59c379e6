"""A pinhole camera that moves slowly through the hall, and its projections.

World: metres, x to the right, y up, z away from the camera; the origin lies on the floor (y = 0) in
the middle of the stage. Image: pixels from the top left.
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
CAMERA_HEIGHT = 1.38


@dataclass(frozen=True, slots=True)
class Camera:
    """Position of the camera; the lens is shifted, not tilted, so verticals stay vertical."""

    x: float
    z: float
    across: float
    """Column of the point straight ahead."""
    horizon: float = 0.285 * HEIGHT

    def project(self, points: Array) -> Array:
        """Projects world points (n, 3) to image points (n, 2)."""
        depth = points[:, 2] - self.z
        column = self.across + FOCAL * (points[:, 0] - self.x) / depth
        row = self.horizon + FOCAL * (CAMERA_HEIGHT - points[:, 1]) / depth
        return np.stack([column, row], axis=1).astype(np.float32)

    def floor(self) -> tuple[int, Array, Array, Array]:
        """First floor row of the image, then x (rows, columns), z (rows, 1), pixels per metre."""
        top = int(self.horizon) + 90
        down = np.arange(top, HEIGHT, dtype=np.float32)[:, None] + 0.5 - self.horizon
        across = np.arange(WIDTH, dtype=np.float32)[None] + 0.5 - self.across
        depth = FOCAL * CAMERA_HEIGHT / down
        x = self.x + across * depth / FOCAL
        return top, x, self.z + depth, FOCAL / depth


def camera(time: float) -> Camera:
    """The camera at a time in seconds: it moves slowly sideways and in depth."""
    return Camera(
        x=0.20 * sin(2 * pi * time / 31 + 0.7),
        z=-6.0 + 0.15 * sin(2 * pi * time / 43 - 0.9),
        across=WIDTH / 2 + 40 * sin(2 * pi * time / 23 + 2.4),
    )
