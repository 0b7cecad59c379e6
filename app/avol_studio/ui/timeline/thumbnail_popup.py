"""The preview above the timeline: the frame at the mouse with its map."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from avol_studio.core.translation import tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.accessible import GRAPHIC

MARGIN = 4  # px around the image


class ThumbnailPopup(QWidget):
    """Floats over its window, ignores the mouse, and has one line of text."""

    accessible_role = GRAPHIC

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Preview frame"))
        self._image, self._text = QImage(), ""
        self.hide()

    def show_image(self, image: NDArray[np.uint8], text: str, above: QPoint) -> None:
        """Show (h, w, 3) RGB and a line of text above a point of the window."""
        height, width = image.shape[:2]
        data = np.ascontiguousarray(image)
        self._image = QImage(
            data.data, width, height, 3 * width, QImage.Format.Format_RGB888
        ).copy()
        self._text = text
        line = theme.px(self, 22)
        self.resize(width + 2 * MARGIN, height + 2 * MARGIN + line)
        most = self.window().width() - self.width()
        left = min(max(0, above.x() - self.width() // 2), most)
        self.move(left, max(0, above.y() - self.height()))
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the image and the text below it."""
        painter, palette = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(palette.line))
        painter.setBrush(QColor(palette.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.drawImage(MARGIN, MARGIN, self._image)
        painter.setFont(theme.font(self, 12))
        painter.setPen(QColor(palette.text))
        top = MARGIN + self._image.height()
        where = QRectF(0, top, self.width(), self.height() - top)
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
