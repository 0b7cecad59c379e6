"""The interface of the main window for the controllers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QDialog, QMainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from avol_studio.core.state.player_state import Message
    from avol_studio.ui.window.main_layout import MainLayout
    from avol_studio.ui.window.menu_bar import MenuBar
    from avol_studio.ui.window.player_presenter import PlayerPresenter


class WindowPart(Protocol):
    """A part of the window: Esc cancels something in it, and a state link describes it."""

    def can_cancel(self) -> bool:
        """Whether Esc has something to cancel here."""
        ...

    def cancel(self) -> bool:
        """Cancel what is in progress; returns whether there was something."""
        ...

    def link_state(self) -> Mapping[str, str]:
        """What a state link keeps of this part, by keys that no other part uses."""
        ...

    def open_link_state(self, values: Mapping[str, str]) -> None:
        """Restore this part from the values of a link, which may be of anyone."""
        ...


class WindowProtocol(QMainWindow):
    """A window with a menu bar, a layout, actions and messages; MainWindow implements it."""

    header: MenuBar
    stage: MainLayout
    actions_by_id: dict[str, QAction]
    presenter: PlayerPresenter
    controllers: tuple[WindowPart, ...]

    def open(self, path: Path) -> None:
        """Open a video or a project."""
        raise NotImplementedError

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open the first of several files or folders; the others follow by command."""
        raise NotImplementedError

    def open_image_with_sound(self, image: Path, sound: Path) -> None:
        """Open an image, and compute its map for the sound of another file."""
        raise NotImplementedError

    def limit_controls(
        self, commands: frozenset[str] | None, panels: frozenset[str] | None
    ) -> None:
        """Show only these commands in the menus and these panels; None: as the settings say."""
        raise NotImplementedError

    @property
    def control_ids(self) -> frozenset[str]:
        """The ids of the controls of the teaching lab, which `limit_controls` knows too."""
        raise NotImplementedError

    def is_bare(self) -> bool:
        """Whether only the image is shown, without menus and panels."""
        raise NotImplementedError

    def end_presenting(self) -> None:
        """End presenter mode in the window."""
        raise NotImplementedError

    @property
    def has_focused_control(self) -> bool:
        """Whether a control of the window has the focus, rather than the window itself."""
        raise NotImplementedError

    def show_message(self, message: Message) -> None:
        """Show one sentence, without a modal dialog."""
        raise NotImplementedError

    def show_dialog(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        """Show the dialog of a kind; `make` creates it at the first time."""
        raise NotImplementedError
