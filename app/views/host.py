"""What the parts of the studio that join a window may ask of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from app.flow.state import Message
    from app.views.stage import Stage


class Host(QMainWindow):
    """A window with a stage, actions and a line for messages; the main window is one."""

    stage: Stage
    actions_by_id: dict[str, QAction]

    def open(self, path: Path) -> None:
        """Open a file."""
        raise TypeError(f"{type(self).__name__} opens nothing")

    def say(self, message: Message) -> None:
        """Tell a person one thing."""
        raise TypeError(f"{type(self).__name__} says nothing")
