"""How a map is drawn, as a value that can be kept; light, for the window starts with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.errors import InputError
from avol.visualization.heatmap import COLORMAPS, VIEWS, burn

if TYPE_CHECKING:
    from avol.localizer import Localization


@dataclass(frozen=True)
class OverlayStyle:
    """How a map is drawn, as in `avol.visualization.heatmap.burn`; InputError for what that cannot draw."""

    view: str = "heat"
    opacity: float = 0.75
    threshold: float = 0.0
    colormap: str = "inferno"

    def __post_init__(self) -> None:
        names = (("view", self.view, VIEWS), ("colour map", self.colormap, COLORMAPS))
        for kind, name, known in names:
            if name not in known:
                raise InputError(f"There is no {kind} {name!r}: choose {', '.join(known)}.")
        for kind, share in (("opacity", self.opacity), ("threshold", self.threshold)):
            if not 0 <= share <= 1:
                raise InputError(f"The {kind} cannot be {share:g}: choose a number from 0 to 1.")

    def burn(self, image: NDArray[np.uint8], found: Localization) -> NDArray[np.uint8]:
        """The picture (H, W, 3) uint8 RGB with the map in it, as a copy."""
        return burn(
            image,
            found.map,
            self.view,
            opacity=self.opacity,
            threshold=self.threshold,
            colormap=self.colormap,
        )


PLAIN = OverlayStyle()
