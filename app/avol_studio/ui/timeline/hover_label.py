"""The time under the mouse, above the timeline."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from avol_studio.core.time_format import format_time
from avol_studio.ui.timeline.layout import EDGE
from avol_studio.ui.timeline.time_range import TimeRange


class HoverLabel(QLabel):
    """Follows the mouse within its parent, which handles the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.setProperty("role", "time")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_time(self, x: float | None, shown: TimeRange, start: float) -> None:
        """Show the time at `x` since `start`, as exactly as the range allows; None: hide."""
        self.setVisible(x is not None)
        if x is not None:
            decimals = math.ceil(-math.log10(max(shown.span, 1e-6) / 500))
            self.setText(format_time(shown.time(x) - start, max(2, min(6, decimals))))
            self.adjustSize()
            most = self._parent.width() - EDGE - self.width()
            self.move(round(min(max(x - self.width() / 2, 0), most)), 0)
