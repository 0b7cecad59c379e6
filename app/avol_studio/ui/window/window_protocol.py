"""The interface of the main window for the controllers."""

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
    """A window with a menu bar, a layout, actions and messages; MainWindow implements it."""

    header: MenuBar
    stage: MainLayout
    actions_by_id: dict[str, QAction]

    def open(self, path: Path) -> None:
        """Open a video or a project."""
        raise NotImplementedError

    def show_message(self, message: Message) -> None:
        """Show one sentence, without a modal dialog."""
        raise NotImplementedError

    def show_dialog(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        """Show the dialog of a kind; `make` creates it at the first time."""
        raise NotImplementedError
