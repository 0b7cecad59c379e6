"""The boxes of the frame on screen, over the picture; in mark mode the mouse draws and moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from avol.evaluation.geometry import Box
from avol_studio.services.annotation.annotation_store import BoxAnnotation, FrameAnnotation
from avol_studio.ui.annotation.box_painter import paint_absent, paint_box
from avol_studio.ui.annotation.geometry import NEW, ImageGeometry, Sides, resized
from avol_studio.ui.style import theme
from avol_studio.ui.viewport.rubber_band import SMALLEST

if TYPE_CHECKING:
    from avol_studio.ui.viewport.video_view import VideoView


@dataclass(frozen=True, slots=True)
class _Drag:
    """What follows the mouse: box number `box` (None: a new one), as it was at the press."""

    box: int | None
    before: Box
    sides: Sides
    begun: tuple[float, float]

    def now(self, place: tuple[float, float]) -> Box:
        way = place[0] - self.begun[0], place[1] - self.begun[1]
        return resized(self.before, self.sides, way)


class BoxLayer(QWidget):
    """Lies over a viewport; lets the mouse through but in mark mode."""

    box_drawn = Signal(object)  # Box
    box_resized = Signal(object)  # (number, Box)
    box_selected = Signal(object)  # the number of the box to be chosen, or None
    label_requested = Signal()  # the chosen box wants a name
    interrupted = Signal()  # another part asks for a drag on the picture

    def __init__(self, viewport: VideoView) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._frame: FrameAnnotation | None = None
        self._drag: _Drag | None = None
        self._dragged: Box | None = None
        self._mirrored = self._marking = False
        self._chosen: int | None = None
        self.setMouseTracking(True)
        self.setAccessibleName("Boxes on the picture")
        viewport.installEventFilter(self)
        self.setGeometry(viewport.rect())
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.show_frame(None, None, False)

    # -- what is shown -----------------------------------------------------------------------

    def show_frame(self, frame: FrameAnnotation | None, chosen: int | None, marking: bool) -> None:
        """Show what is said of the frame on screen (None: it is not to be marked now), one box
        chosen; whether the mouse draws.
        """
        before, self._frame = self._frame, frame
        self._chosen, self._marking = chosen, marking
        if frame is None or before is None or frame.time != before.time or not marking:
            self._drag = self._dragged = None
        active = marking and frame is not None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not active)
        self.setVisible(active or (frame is not None and not frame.empty))
        self.update()

    def set_mirrored(self, mirrored: bool) -> None:
        """Follow a picture that is shown the other way round."""
        self._mirrored = mirrored
        self.update()

    @property
    def _boxes(self) -> tuple[BoxAnnotation, ...]:
        """The boxes on screen."""
        return () if self._frame is None else self._frame.boxes

    def _picture(self) -> ImageGeometry:
        return ImageGeometry(self._viewport.image_rect, self._mirrored)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the size of the picture; give way when the picture is asked for a drag."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._viewport.rect())
        asked = event.type() == QEvent.Type.CursorChange
        if asked and self._viewport.cursor().shape() == Qt.CursorShape.CrossCursor:
            self.interrupted.emit()
        return False

    # -- the mouse ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a box, or begin a new one."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        picture, point = self._picture(), event.position()
        place = picture.to_image(point)
        handle = picture.handle_at(self._outlines(), point, self._chosen)
        if handle is None:
            x, y = (min(max(side, 0.0), 1.0) for side in place)
            self._drag = _Drag(None, (x, y, x, y), NEW, (x, y))
        else:
            self._drag = _Drag(handle.box, self._boxes[handle.box].box, handle.sides, place)
        self.box_selected.emit(None if handle is None else handle.box)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let what was taken hold of follow; else show what could be."""
        if self._drag is None:
            self._show_cursor(event.position())
            event.ignore()  # what waits for a moving mouse below still sees it
            return
        self._dragged = self._drag.now(self._picture().to_image(event.position()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what became of it; what is too small was a slip of the hand."""
        drag, box = self._drag, self._dragged
        self._drag = self._dragged = None
        self.update()
        if drag is None or box is None or box == drag.before:
            return
        if box[2] - box[0] < SMALLEST or box[3] - box[1] < SMALLEST:
            return
        if drag.box is None:
            self.box_drawn.emit(box)
        else:
            self.box_resized.emit((drag.box, box))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Name the box under the mouse."""
        if self._picture().handle_at(self._outlines(), event.position(), self._chosen) is not None:
            self.label_requested.emit()

    def _outlines(self) -> list[Box]:
        return [box.box for box in self._boxes]

    def _show_cursor(self, point: QPointF) -> None:
        picture = self._picture()
        handle = picture.handle_at(self._outlines(), point, self._chosen)
        shape = Qt.CursorShape.CrossCursor if handle is None else picture.cursor(handle.sides)
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    # -- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """All boxes, and the one that follows the mouse."""
        if self._frame is None:
            return
        painter, picture = QPainter(self), self._picture()
        font = theme.font(self, 13, bold=True)
        for n, box in enumerate(self._now()):
            chosen = self._marking and n == self._chosen
            paint_box(painter, picture.to_widget_rect(box.box), box, font, chosen, self._marking)
        if self._frame.absent:
            paint_absent(painter, picture.rect, self._frame.label, theme.font(self, 14, bold=True))
        painter.end()

    def _now(self) -> list[BoxAnnotation]:
        """The boxes as the mouse would leave them."""
        boxes = list(self._boxes)
        if self._drag is not None and self._dragged is not None:
            # Not checked while it is drawn: it may have no area yet.
            shape = BoxAnnotation.model_construct(box=self._dragged, label="", silent=False)
            if self._drag.box is None:
                boxes.append(shape)
            else:
                before = boxes[self._drag.box]
                boxes[self._drag.box] = before.model_copy(update={"box": self._dragged})
        return boxes
