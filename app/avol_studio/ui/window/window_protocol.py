"""What the parts of the studio that join a window may ask of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QMainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from avol_studio.core.state.player_state import Message
    from avol_studio.ui.window.main_layout import MainLayout
    from avol_studio.ui.window.menu_bar import MenuBar


class WindowProtocol(QMainWindow):
    """A window with a header, a stage, actions and a line for messages; the main window is one."""

    header: MenuBar
    stage: MainLayout
    actions_by_id: dict[str, QAction]
    weights: str | None
    """The checkpoint that answers; None: the one that AVOL takes by itself."""

    def open(self, path: Path) -> None:
        """Open a file."""
        raise TypeError(f"{type(self).__name__} opens nothing")

    def use_weights(self, weights: str | None) -> None:
        """Let another checkpoint answer."""
        raise TypeError(f"{type(self).__name__} has no weights")

    def show_message(self, message: Message) -> None:
        """Tell a person one thing."""
        raise TypeError(f"{type(self).__name__} says nothing")

    def show_dialog(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        """Show the dialog of a kind, made at the first time."""
        raise TypeError(f"{type(self).__name__} has no dialogs")
