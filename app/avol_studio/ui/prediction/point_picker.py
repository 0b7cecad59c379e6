"""Clicks on the image as points, until it is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent

if TYPE_CHECKING:
    from avol_studio.ui.viewport.video_view import VideoView


class PointPicker(QObject):
    """Emits each click on the image; the cell cursor of the keyboard works too."""

    picked = Signal(float, float)
    """x and y in 0..1 of the image, also where it is shown mirrored."""

    def __init__(self, viewport: VideoView) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._active = False
        viewport.tool_started.connect(lambda tool: None if tool is self else self.stop())

    @property
    def active(self) -> bool:
        """Whether clicks are taken."""
        return self._active

    def start(self) -> None:
        """Take the clicks from now on."""
        if not self._active:
            self._viewport.tool_started.emit(self)
            self._active = True
            self._viewport.installEventFilter(self)
        self._viewport.setCursor(Qt.CursorShape.CrossCursor)

    def stop(self) -> None:
        """Leave the clicks to others."""
        if self._active:
            self._active = False
            self._viewport.removeEventFilter(self)
            self._viewport.unsetCursor()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the left button; other events go to the viewport."""
        kind = event.type()
        presses = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if kind not in (*presses, QEvent.Type.MouseButtonRelease):
            return False
        mouse = cast(QMouseEvent, event)
        if mouse.button() != Qt.MouseButton.LeftButton:
            return False
        if kind == QEvent.Type.MouseButtonRelease:
            geometry = self._viewport.image_geometry
            if geometry.rect.contains(mouse.position()) and geometry.rect.width() > 0:
                self.picked.emit(*geometry.to_image(mouse.position()))
        return True
