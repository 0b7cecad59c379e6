"""An axis of a plot whose numbers are written as in the rest of the window."""

from __future__ import annotations

import math

import pyqtgraph as pg

from avol_studio.core.translation import number


class NumberAxis(pg.AxisItem):
    """Numbers in the language of the window, with the decimals that tell two ticks apart."""

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """The texts of the ticks."""
        decimals = max(0, math.ceil(-math.log10(spacing * scale) - 1e-9))
        return [number(value * scale, decimals) for value in values]
