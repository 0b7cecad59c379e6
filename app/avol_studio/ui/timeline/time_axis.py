"""The ruler of the timeline: times since the start of the file."""

from __future__ import annotations

import math
from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QFont, QFontMetricsF

from avol_studio.core.time_format import format_time
from avol_studio.ui.style import theme
from avol_studio.ui.timeline.tick_step import tick_step

GAP_PX = 28  # px between two labels


class TimeAxis(pg.AxisItem):
    """An axis above the lanes; `start` is the first time of the file in seconds."""

    def __init__(self) -> None:
        super().__init__("top", tickLength=-4, tickTextOffset=2)
        self.start = 0.0
        self._label_px = 80.0

    def set_theme(self, palette: theme.Theme, font: QFont) -> None:
        """Take over the colours and the font of the window."""
        self.setStyle(tickFont=font)
        self.setPen(palette.line)
        self.setTextPen(palette.muted)
        self._label_px = QFontMetricsF(font).horizontalAdvance("0:00:00.000") + GAP_PX

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[Any]:  # noqa: N803
        """Round times since the start of the file."""
        step = tick_step(maxVal - minVal, int(size / self._label_px))
        first = math.ceil((minVal - self.start) / step - 1e-9)
        last = math.floor((maxVal - self.start) / step + 1e-9)
        return [(step, [self.start + n * step for n in range(first, last + 1)])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Times with as many decimals as tell two ticks apart."""
        decimals = 0 if spacing >= 1 else min(6, math.ceil(-math.log10(spacing) - 1e-9))
        return [format_time(value - self.start, decimals) for value in values]
