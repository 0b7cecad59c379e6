"""Zoom and pan of the image: by wheel, pinch, drag, and the commands of the view."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from avol_studio.core.translation import tr

LARGEST = 16.0
STEP = 1.25
"""Factor of one step of the wheel or of a command."""
PAN_STEP = 0.1  # of the widget, for one command
_KINDS = (
    QEvent.Type.Wheel, QEvent.Type.NativeGesture, QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease,
)  # fmt: skip
_NOTCH = 120  # units of `QWheelEvent.angleDelta` for one step of a wheel


class ImageZoom(QObject):
    """The factor of enlargement, and the point of the image in the middle of its room.

    room: returns the rectangle that the enlarged image may fill. fitted: returns the rectangle of
    the whole image in it, empty without one. local: returns the point of the room for a point of
    the widget. The enlarged image never leaves a gap that it could fill.
    """

    changed = Signal()
    stepped = Signal(str)
    """The mouse has changed the factor; with the text to show."""

    def __init__(
        self,
        viewport: QWidget,
        room: Callable[[], QRectF],
        fitted: Callable[[], QRectF],
        local: Callable[[QPointF], QPointF],
    ) -> None:
        super().__init__(viewport)
        self._viewport, self._room, self._fitted, self._local = viewport, room, fitted, local
        self.factor = 1.0
        self._centre = QPointF(0.5, 0.5)  # in 0..1 of the image
        self._dragged_from: QPointF | None = None
        viewport.installEventFilter(self)

    @property
    def rect(self) -> QRectF:
        """The rectangle of the image."""
        fitted = self._fitted()
        if self.factor == 1.0:
            return fitted
        room = self._room()
        wide, high = fitted.width() * self.factor, fitted.height() * self.factor
        left = room.center().x() - self._centre.x() * wide
        top = room.center().y() - self._centre.y() * high
        return QRectF(
            _limited(left, wide, room.left(), room.width()),
            _limited(top, high, room.top(), room.height()),
            wide,
            high,
        )

    @property
    def part(self) -> QRectF:
        """The part of the image in its room, in 0..1; larger where the image leaves gaps."""
        room, rect = self._room(), self.rect
        left, top = room.left() - rect.left(), room.top() - rect.top()
        wide, high = max(1e-9, rect.width()), max(1e-9, rect.height())
        return QRectF(left / wide, top / high, room.width() / wide, room.height() / high)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> str:
        """Enlarge by a factor around a point of the room; returns the text to show."""
        before, room = self.rect, self._room()
        at = room.center() if at is None else at
        new = min(max(self.factor * factor, 1.0), LARGEST)
        new = 1.0 if new < 1.01 else new
        growth = new / self.factor
        corner = at + (before.topLeft() - at) * growth
        self.factor = new
        self._show_at(QRectF(corner, before.size() * growth))
        return self.text

    def pan(self, by: QPointF) -> None:
        """Move the image by a distance in pixels of the widget."""
        self._show_at(self.rect.translated(by))

    def reset(self) -> str:
        """Show the whole image; returns the text to show."""
        self.factor, self._centre = 1.0, QPointF(0.5, 0.5)
        self._notify()
        return self.text

    @property
    def text(self) -> str:
        """Such as "Zoom 200 %"."""
        return tr("Zoom {factor} %").format(factor=round(100 * self.factor))

    def _show_at(self, rect: QRectF) -> None:
        """Take over a rectangle of the image, limited to the room."""
        middle = self._room().center()
        for _ in range(2):  # the second round remembers the limited position
            x = (middle.x() - rect.left()) / rect.width()
            y = (middle.y() - rect.top()) / rect.height()
            self._centre = QPointF(x, y)
            rect = self.rect
        self._notify()

    def _notify(self) -> None:
        self.changed.emit()
        self._viewport.update()

    # -- the mouse ---------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Zoom with wheel and pinch, pan with a drag; other events go to the viewport."""
        kind = event.type()
        if kind not in _KINDS or self._fitted().isEmpty():
            return False
        if kind == QEvent.Type.Wheel:
            self._on_wheel(cast(QWheelEvent, event))
        elif kind == QEvent.Type.NativeGesture:
            return self._on_gesture(cast(QNativeGestureEvent, event))
        elif kind == QEvent.Type.MouseButtonPress:
            return self._on_press(cast(QMouseEvent, event))
        elif kind == QEvent.Type.MouseMove and self._dragged_from is not None:
            self._drag_to(cast(QMouseEvent, event).position())
        elif kind == QEvent.Type.MouseButtonRelease and self._dragged_from is not None:
            self._drag_to(cast(QMouseEvent, event).position())
            self._dragged_from = None
            self._viewport.unsetCursor()
        else:
            return False
        return True

    def _on_wheel(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / _NOTCH
        if steps:
            self.stepped.emit(self.zoom_by(STEP**steps, self._local(event.position())))
        event.accept()

    def _on_gesture(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.stepped.emit(self.zoom_by(1 + event.value(), self._local(event.position())))
        return True

    def _drag_to(self, point: QPointF) -> None:
        if self._dragged_from is not None:
            self.pan(point - self._dragged_from)
            self._dragged_from = point

    def _on_press(self, event: QMouseEvent) -> bool:
        buttons = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)
        if self.factor == 1.0 or event.button() not in buttons:
            return False
        self._dragged_from = event.position()
        self._viewport.setCursor(Qt.CursorShape.ClosedHandCursor)
        return True


def _limited(start: float, length: float, first: float, room: float) -> float:
    """The start of the image so that it covers the room, or lies in its middle if it is smaller."""
    if length <= room:
        return first + (room - length) / 2
    return min(max(start, first + room - length), first)
