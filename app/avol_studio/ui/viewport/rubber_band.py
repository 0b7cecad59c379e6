"""Choosing a part of the picture by dragging a rectangle over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QRubberBand

if TYPE_CHECKING:
    from avol_studio.ui.viewport.video_view import VideoView

SMALLEST = 0.02  # of width and height; a smaller one is a slip of the hand


class RubberBand(QObject):
    """After `start` the next drag on the picture chooses; a mere click points, or gives up."""

    region_selected = Signal(object)  # (x0, y0, x1, y1) in 0..1 of the picture
    point_selected = Signal(object)  # (x, y) in 0..1 of the picture

    def __init__(self, viewport: VideoView) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, viewport)
        self._start: QPoint | None = None
        self._mirrored = self._waiting = False

    @property
    def waiting(self) -> bool:
        """Whether the next drag is for it."""
        return self._waiting

    def start(self, mirrored: bool = False) -> None:
        """Wait for a drag; mirrored: the picture is shown the other way round."""
        self._mirrored, self._waiting = mirrored, True
        self._viewport.installEventFilter(self)
        self._viewport.setCursor(Qt.CursorShape.CrossCursor)

    def stop(self) -> None:
        """Wait no more."""
        if not self._waiting:
            return
        self._waiting = False
        self._viewport.removeEventFilter(self)
        self._viewport.unsetCursor()
        self._band.hide()
        self._start = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse; other events go on to the picture."""
        kind = event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._start = cast(QMouseEvent, event).position().toPoint()
        elif kind == QEvent.Type.MouseMove and self._start is not None:
            here = cast(QMouseEvent, event).position().toPoint()
            self._band.setGeometry(QRect(self._start, here).normalized())
            self._band.show()
        elif kind == QEvent.Type.MouseButtonRelease and self._start is not None:
            self._choose(self._start, cast(QMouseEvent, event).position().toPoint())
        else:
            return False
        return True

    def _choose(self, start: QPoint, stop: QPoint) -> None:
        self.stop()
        region = self._share(QRect(start, stop).normalized())
        if region[2] - region[0] >= SMALLEST and region[3] - region[1] >= SMALLEST:
            self.region_selected.emit(region)
        elif self._viewport.image_rect.contains(start):
            self.point_selected.emit(((region[0] + region[2]) / 2, (region[1] + region[3]) / 2))

    def _share(self, rect: QRect) -> tuple[float, float, float, float]:
        picture = self._viewport.image_rect
        inside = QRectF(rect).intersected(picture)
        left = (inside.left() - picture.left()) / picture.width()
        right = (inside.right() - picture.left()) / picture.width()
        if self._mirrored:
            left, right = 1 - right, 1 - left
        top = (inside.top() - picture.top()) / picture.height()
        bottom = (inside.bottom() - picture.top()) / picture.height()
        return left, top, right, bottom
