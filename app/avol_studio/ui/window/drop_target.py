"""A window that opens the file that is dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from avol_studio.core.state.player_state import Message
from avol_studio.ui.window.window_protocol import WindowProtocol


class DropTarget(WindowProtocol):
    """Takes files anywhere; the start page invites while one is held over it."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.stage.start_page.invite(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """No file over the window any more."""
        self.stage.start_page.invite(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped, the first if there are more."""
        self.stage.start_page.invite(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if not paths:
            self.show_message(
                Message("That is not a file on this computer; drop a video file.", "error")
            )
            return
        if len(paths) > 1:
            self.show_message(Message(f"One file at a time: opening {paths[0].name}."))
        self.open(paths[0])
