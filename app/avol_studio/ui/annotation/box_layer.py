"""The boxes of the shown frame, over the image; the mouse edits them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from avol.evaluation.geometry import Box
from avol_studio.core.translation import tr
from avol_studio.services.annotation.annotation_store import BoxAnnotation, FrameAnnotation
from avol_studio.ui.annotation.box_painter import paint_absent, paint_box, paint_peak
from avol_studio.ui.style import theme
from avol_studio.ui.viewport.image_geometry import NEW, Sides, resized
from avol_studio.ui.viewport.rubber_band import SMALLEST
from avol_studio.ui.widgets.accessible import GRAPHIC

if TYPE_CHECKING:
    from avol_studio.ui.viewport.video_view import VideoView


@dataclass(frozen=True, slots=True)
class _Drag:
    """The box being dragged: number `box` (None: a new one), as it was at the press."""

    box: int | None
    before: Box
    sides: Sides
    start: tuple[float, float]

    def now(self, point: tuple[float, float]) -> Box:
        offset = point[0] - self.start[0], point[1] - self.start[1]
        return resized(self.before, self.sides, offset)


class BoxLayer(QWidget):
    """Lies over a viewport; only takes the mouse while boxes are edited."""

    accessible_role = GRAPHIC

    box_drawn = Signal(object)  # Box
    box_resized = Signal(object)  # (number, Box)
    box_selected = Signal(object)  # number of the selected box, or None
    label_requested = Signal()  # the label of the selected box is to be edited

    def __init__(self, viewport: VideoView) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._frame: FrameAnnotation | None = None
        self._drag: _Drag | None = None
        self._dragged: Box | None = None
        self._editing = False
        self._chosen: int | None = None
        self._peak: tuple[float, float] | None = None
        self._correct: bool | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Boxes on the image"))
        viewport.resized.connect(self._follow_size)
        self.setGeometry(viewport.rect())
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.show_frame(None, None, False)

    # -- content -----------------------------------------------------------------------------

    def show_frame(self, frame: FrameAnnotation | None, chosen: int | None, editing: bool) -> None:
        """Show the annotation of the shown frame; None: it cannot be annotated now.

        chosen: number of the selected box. editing: whether the mouse edits boxes.
        """
        before, self._frame = self._frame, frame
        self._chosen, self._editing = chosen, editing
        if frame is None or before is None or frame.time != before.time or not editing:
            self._drag = self._dragged = None
        active = editing and frame is not None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not active)
        self.setVisible(active or (frame is not None and not frame.empty))
        self.update()

    def show_peak(self, peak: tuple[float, float] | None, correct: bool | None = None) -> None:
        """Show the peak of the map, (x, y) in 0..1 of the image; None hides it."""
        if (peak, correct) != (self._peak, self._correct):
            self._peak, self._correct = peak, correct
            self.update()

    @property
    def _boxes(self) -> tuple[BoxAnnotation, ...]:
        """The shown boxes."""
        return () if self._frame is None else self._frame.boxes

    def _follow_size(self) -> None:
        """Keep the size of the viewport."""
        self.setGeometry(self._viewport.rect())

    # -- the mouse ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start to drag a box or an edge, or start a new box."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()  # the viewport pans with the middle button
            return
        geometry, point = self._viewport.image_geometry, event.position()
        position = geometry.to_image(point)
        handle = geometry.handle_at(self._outlines(), point, self._chosen)
        if handle is None:
            x, y = (min(max(side, 0.0), 1.0) for side in position)
            self._drag = _Drag(None, (x, y, x, y), NEW, (x, y))
        else:
            self._drag = _Drag(handle.box, self._boxes[handle.box].box, handle.sides, position)
        self.box_selected.emit(None if handle is None else handle.box)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the box; without a drag, show what the mouse would drag."""
        if self._drag is None:
            self._show_cursor(event.position())
            event.ignore()  # widgets below also follow the mouse
            return
        self._dragged = self._drag.now(self._viewport.image_geometry.to_image(event.position()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Report the new or changed box; boxes that are too small are ignored."""
        drag, box = self._drag, self._dragged
        self._drag = self._dragged = None
        self.update()
        if drag is None:
            event.ignore()
        if drag is None or box is None or box == drag.before:
            return
        if box[2] - box[0] < SMALLEST or box[3] - box[1] < SMALLEST:
            return
        if drag.box is None:
            self.box_drawn.emit(box)
        else:
            self.box_resized.emit((drag.box, box))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the label of the box under the mouse."""
        if (
            self._viewport.image_geometry.handle_at(
                self._outlines(), event.position(), self._chosen
            )
            is not None
        ):
            self.label_requested.emit()

    def _outlines(self) -> list[Box]:
        return [box.box for box in self._boxes]

    def _show_cursor(self, point: QPointF) -> None:
        geometry = self._viewport.image_geometry
        handle = geometry.handle_at(self._outlines(), point, self._chosen)
        shape = Qt.CursorShape.CrossCursor if handle is None else geometry.cursor(handle.sides)
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    # -- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all boxes, also the one being dragged."""
        if self._frame is None:
            return
        painter, geometry = QPainter(self), self._viewport.image_geometry
        font = theme.font(self, 13, bold=True)
        for n, box in enumerate(self._current()):
            chosen = self._editing and n == self._chosen
            paint_box(painter, geometry.to_widget_rect(box.box), box, font, chosen, self._editing)
        if self._peak is not None:
            x, y = self._peak
            paint_peak(painter, geometry.to_widget_rect((x, y, x, y)).center(), self._correct)
        if self._frame.absent:
            shown = geometry.rect.intersected(QRectF(self.rect()))
            paint_absent(painter, shown, self._frame.label, theme.font(self, 14, bold=True))
        painter.end()

    def _current(self) -> list[BoxAnnotation]:
        """The boxes as they would be after the drag."""
        boxes = list(self._boxes)
        if self._drag is not None and self._dragged is not None:
            # Not validated while it is drawn: it may have no area yet.
            shape = BoxAnnotation.model_construct(box=self._dragged, label="", silent=False)
            if self._drag.box is None:
                boxes.append(shape)
            else:
                before = boxes[self._drag.box]
                boxes[self._drag.box] = before.model_copy(update={"box": self._dragged})
        return boxes
