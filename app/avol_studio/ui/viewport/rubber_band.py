"""Selects a region of the image by dragging a rectangle."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QRubberBand

from avol_studio.core.translation import tr
from avol_studio.ui.viewport.mode_banner import ModeBanner

if TYPE_CHECKING:
    from avol_studio.ui.viewport.video_view import VideoView

SMALLEST = 0.02  # of width and height; smaller drags count as a click


class RubberBand(QObject):
    """After `start`, the next drag on the image selects a region, a click a point.

    A banner says so until then, or until another tool takes the mouse.
    """

    region_selected = Signal(object)  # (x0, y0, x1, y1) in 0..1 of the image
    point_selected = Signal(object)  # (x, y) in 0..1 of the image
    changed = Signal()
    """It starts or stops waiting."""

    def __init__(self, viewport: VideoView) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, viewport)
        self.banner = ModeBanner(viewport, self.stop, tr("Cancel"))
        self._start: QPoint | None = None
        self._waiting = False
        viewport.tool_started.connect(lambda tool: None if tool is self else self.stop())

    @property
    def waiting(self) -> bool:
        """Whether the next drag selects a region."""
        return self._waiting

    def start(self, hint: str) -> None:
        """Show a hint and wait for a drag."""
        self._viewport.tool_started.emit(self)
        self._waiting = True
        self._viewport.installEventFilter(self)
        self._viewport.setCursor(Qt.CursorShape.CrossCursor)
        self._viewport.setFocus()  # the cell cursor: arrow keys and Enter select too
        self.banner.show_text(hint)
        self.changed.emit()

    def stop(self) -> None:
        """Stop waiting for a drag."""
        if not self._waiting:
            return
        self._waiting = False
        self._viewport.removeEventFilter(self)
        self._viewport.unsetCursor()
        self._viewport.window().setFocus()
        self._band.hide()
        self._start = None
        self.banner.show_text("")
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the mouse; other events go to the viewport."""
        kind = event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            if cast(QMouseEvent, event).button() != Qt.MouseButton.LeftButton:
                return False
            self._start = cast(QMouseEvent, event).position().toPoint()
        elif kind == QEvent.Type.MouseMove and self._start is not None:
            here = cast(QMouseEvent, event).position().toPoint()
            self._band.setGeometry(QRect(self._start, here).normalized())
            self._band.show()
        elif kind == QEvent.Type.MouseButtonRelease and self._start is not None:
            self._select(self._start, cast(QMouseEvent, event).position().toPoint())
        else:
            return False
        return True

    def _select(self, start: QPoint, stop: QPoint) -> None:
        self.stop()
        geometry = self._viewport.image_geometry
        dragged = QRectF(QRect(start, stop).normalized())
        region = geometry.to_box(dragged.intersected(geometry.rect))
        if region[2] - region[0] >= SMALLEST and region[3] - region[1] >= SMALLEST:
            self.region_selected.emit(region)
        elif geometry.rect.contains(start):
            self.point_selected.emit(((region[0] + region[2]) / 2, (region[1] + region[3]) / 2))
