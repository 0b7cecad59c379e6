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
    weights: str | None
    """The checkpoint that answers; None: the one that AVOL takes by itself."""

    def open(self, path: Path) -> None:
        """Open a file."""
        raise TypeError(f"{type(self).__name__} opens nothing")

    def use_weights(self, weights: str | None) -> None:
        """Let another checkpoint answer."""
        raise TypeError(f"{type(self).__name__} has no weights")

    def say(self, message: Message) -> None:
        """Tell a person one thing."""
        raise TypeError(f"{type(self).__name__} says nothing")
