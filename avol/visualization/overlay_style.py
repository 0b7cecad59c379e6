"""Style in which a localization map is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.errors import InputError
from avol.visualization.captions import draw_legend, draw_note, draw_verdict
from avol.visualization.heatmap import COLORMAPS, OPACITY, VIEWS, draw_overlay

if TYPE_CHECKING:
    from avol.localization import Localization


@dataclass(frozen=True)
class OverlayStyle:
    """Parameters of `avol.visualization.heatmap.draw_overlay`; InputError if out of range.

    verdict, legend: draw the verdict, and the colours of the scores, into the image. note: a text
    about the map, such as another sound that it belongs to; "" for none.
    """

    view: str = "heat"
    opacity: float = OPACITY
    threshold: float = 0.0
    colormap: str = "inferno"
    verdict: bool = False
    legend: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        names = (("view", self.view, VIEWS), ("colour map", self.colormap, COLORMAPS))
        for kind, name, known in names:
            if name not in known:
                raise InputError(f"Unknown {kind} {name!r}; choose {', '.join(known)}.")
        for kind, value in (("opacity", self.opacity), ("threshold", self.threshold)):
            if not 0 <= value <= 1:
                raise InputError(f"The {kind} cannot be {value:g}; choose a number from 0 to 1.")

    def draw(self, image: NDArray[np.uint8], localization: Localization) -> NDArray[np.uint8]:
        """Draw the map of a localization on a copy of an image (H, W, 3) uint8 RGB."""
        drawn = draw_overlay(
            image,
            localization.map,
            self.view,
            opacity=self.opacity,
            threshold=self.threshold,
            colormap=self.colormap,
        )
        if not (self.verdict or self.legend or self.note):
            return drawn
        drawn = np.array(drawn)  # the view "off" returns the image itself
        if self.verdict:
            draw_verdict(drawn, localization)
        if self.note:
            draw_note(drawn, self.note, row=int(self.verdict))
        if self.legend and self.view in COLORED_VIEWS:
            draw_legend(drawn, self.opacity, self.threshold, self.colormap)
        return drawn


COLORED_VIEWS = ("heat", "grid")
"""The views with a colour scale, which need a legend."""

DEFAULT_STYLE = OverlayStyle()
