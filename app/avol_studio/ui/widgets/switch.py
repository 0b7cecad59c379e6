"""An on/off switch; importing superqt takes longer than painting the window."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from avol_studio.core.system.qt_import import star_imports
from avol_studio.core.translation import tr
from avol_studio.ui.style import theme

with star_imports():  # in qtpy, which superqt imports
    from superqt import QToggleSwitch
    from superqt.switch import QStyleOptionToggleSwitch


class Switch(QToggleSwitch):
    """A superqt switch in the colours of the theme, with a focus ring and its state in words."""

    def __init__(self, name: str, tooltip: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(tooltip)
        side = theme.px(self, 20)
        self.switchWidth, self.switchHeight = round(side * 1.8), side
        self.handleSize = side - 6
        self._show_word(False)
        self.toggled.connect(self._show_word)

    def _show_word(self, on: bool) -> None:
        self.setText(" " + (tr("On") if on else tr("Off")))

    def initStyleOption(self, option: QStyleOptionToggleSwitch) -> None:
        """Take over the colours of the theme."""
        super().initStyleOption(option)
        palette = theme.of(self)
        option.on_color, option.off_color = QColor(palette.accent), QColor(palette.raised)
        option.handle_color = QColor(palette.on_accent if self.isChecked() else palette.muted)

    def drawGroove(self, painter: QPainter, rect: QRectF, option: QStyleOptionToggleSwitch) -> None:
        """Draw the groove, outlined so that it shows on any ground."""
        super().drawGroove(painter, rect, option)
        palette = theme.of(self)
        painter.setPen(QPen(QColor(palette.muted), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inside = rect.adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inside, inside.height() / 2, inside.height() / 2)
        if self.hasFocus():
            theme.paint_ring(painter, QRectF(rect), palette.text, rect.height() / 2)
