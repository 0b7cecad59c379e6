"""An on/off switch."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from avol_studio.core.translation import tr
from avol_studio.ui.style import theme

GAP = 8  # px between groove and word
HANDLE_MARGIN = 3  # px between handle and groove


class Switch(QCheckBox):
    """A check box that looks like a switch, with a focus ring and its state in words."""

    def __init__(self, name: str, tooltip: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(tooltip)

    def sizeHint(self) -> QSize:
        """The groove, and the longer word."""
        letters = self.fontMetrics()
        word = max(letters.horizontalAdvance(text) for text in (tr("On"), tr("Off")))
        groove = self._groove()
        high = max(round(groove.height()) + 2, letters.height())
        return QSize(round(groove.width()) + GAP + word + 2, high)

    def hitButton(self, point: QPoint) -> bool:
        """The whole switch can be clicked."""
        return self.rect().contains(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the groove, outlined so that it shows on any ground, the handle and the word."""
        painter, palette, on = QPainter(self), theme.of(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        groove = self._groove()
        radius = groove.height() / 2
        painter.setPen(QPen(QColor(palette.muted), 1.2))
        painter.setBrush(QColor(palette.accent if on else palette.raised))
        painter.drawRoundedRect(groove.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
        handle = QRectF(0, 0, groove.height(), groove.height())
        handle.moveLeft(groove.right() - handle.width() if on else groove.left())
        handle.moveTop(groove.top())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.on_accent if on else palette.muted))
        painter.drawEllipse(handle.adjusted(*(HANDLE_MARGIN,) * 2, *(-HANDLE_MARGIN,) * 2))
        if self.hasFocus():
            theme.paint_ring(painter, groove, palette.text, radius)
        painter.setPen(QColor(palette.text))
        word = QRectF(self.rect()).adjusted(groove.right() + GAP, 0, 0, 0)
        painter.drawText(word, Qt.AlignmentFlag.AlignVCenter, tr("On") if on else tr("Off"))
        painter.end()

    def _groove(self) -> QRectF:
        side = theme.px(self, 20)
        return QRectF(1, (self.height() - side) / 2, side * 1.8, side)
