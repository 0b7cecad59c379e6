"""The image that the network gets, with its map; parts are masked by dragging or painting."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from avol.perturbation import Rectangle, Stroke
from avol_studio.core.settings.schema import Settings
from avol_studio.core.translation import tr
from avol_studio.ui.lab.overlay_image import fitted_rect, rgb_image
from avol_studio.ui.style import theme
from avol_studio.ui.viewport import heatmap_painter

MaskMode = Literal["rectangle", "paint"]
SMALLEST = 3  # px of a rectangle
_GREY = QColor(127, 127, 127, 200)


class ImageEditor(QWidget):
    """Shows the altered image; a drag masks a rectangle, or paints with a round brush."""

    masked = Signal(object)  # Rectangle or Stroke

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Image that the network gets"))
        self.setToolTip(tr("Drag to cover a part of the image"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 72)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.mode: MaskMode = "rectangle"
        self.radius = 0.04
        self.mirrored = False
        self._image, self._heat, self._aspect = QImage(), QImage(), 1.0
        self._points: list[QPointF] = []

    def show_image(
        self, image: NDArray[np.uint8] | None, aspect: float, scores: NDArray[np.float32] | None
    ) -> None:
        """Show pixels (S, S, 3) with a width of `aspect` times the height, and a map."""
        self._image = QImage() if image is None else rgb_image(image)
        self._aspect = aspect
        self._heat = QImage()
        if scores is not None:
            self._heat = heatmap_painter.heat_image(scores, Settings())
        self.update()

    @property
    def image_rect(self) -> QRectF:
        """Where the image lies."""
        return fitted_rect(self.size(), self._aspect)

    def sizeHint(self) -> QSize:
        """Large enough to paint on."""
        return QSize(theme.px(self, 360), theme.px(self, 220))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a rectangle or a stroke."""
        if event.button() == Qt.MouseButton.LeftButton and not self._image.isNull():
            self._points = [event.position()]
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what would be masked."""
        if self._points:
            self._points = [*self._points[: None if self.mode == "paint" else 1], event.position()]
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Mask what was dragged."""
        points, self._points = [*self._points, event.position()], []
        self.update()
        if len(points) < 2:
            return
        if self.mode == "paint":
            self.masked.emit(Stroke(tuple(map(self._to_image, points)), self.radius))
        elif (points[-1] - points[0]).manhattanLength() >= SMALLEST:
            (x0, y0), (x1, y1) = self._to_image(points[0]), self._to_image(points[-1])
            area = Rectangle(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            if area.left < area.right and area.top < area.bottom:
                self.masked.emit(area)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the image, the map, and the mask that is being drawn."""
        painter, palette = QPainter(self), theme.of(self)
        if self._image.isNull():
            painter.setPen(QColor(palette.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("No image yet"))
            painter.end()
            return
        rect = self.image_rect
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawImage(rect, self._image)
        if not self._heat.isNull():
            painter.drawImage(rect, self._heat)
        painter.setClipRect(rect)
        if self._points and self.mode == "paint":
            join, cap = Qt.PenJoinStyle.RoundJoin, Qt.PenCapStyle.RoundCap
            painter.setPen(QPen(_GREY, 2 * self.radius, Qt.PenStyle.SolidLine, cap, join))
            painter.translate(rect.topLeft())
            painter.scale(rect.width(), rect.height())  # the brush is round in the network's square
            shown = [painter.transform().inverted()[0].map(point) for point in self._points]
            painter.drawPolyline([*shown, shown[-1]])
        elif len(self._points) > 1:
            painter.fillRect(QRectF(self._points[0], self._points[-1]).normalized(), _GREY)
        painter.end()

    def _to_image(self, point: QPointF) -> tuple[float, float]:
        """A point in 0..1 of the original image."""
        rect = self.image_rect
        x = min(max((point.x() - rect.left()) / rect.width(), 0.0), 1.0)
        y = min(max((point.y() - rect.top()) / rect.height(), 0.0), 1.0)
        return (1 - x if self.mirrored else x), y
