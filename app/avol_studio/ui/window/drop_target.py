"""A window that opens a file dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from avol.media.file_types import image_and_sound
from avol_studio.core.state.player_state import Message
from avol_studio.core.translation import tr
from avol_studio.ui.window.window_protocol import WindowProtocol


class DropTarget(WindowProtocol):
    """Accepts a file anywhere; the start page highlights its drop area meanwhile."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.stage.start_page.set_highlighted(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Remove the highlight."""
        self.stage.start_page.set_highlighted(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open an image with a sound, one file, or several files one after another."""
        self.stage.start_page.set_highlighted(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if not paths:
            text = tr("That is not a file on this computer; drop a video file.")
            self.show_message(Message(text, "error"))
            return
        if (pair := image_and_sound(paths)) is not None:
            self.open_image_with_sound(*pair)
            return
        if len(paths) > 1 or paths[0].is_dir():
            self.open_files(paths)
        else:
            self.open(paths[0])
