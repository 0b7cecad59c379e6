"""The base of all controllers: a feature's commands, its part of the window, its shutdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from avol_studio.ui.commands import Command

if TYPE_CHECKING:
    from avol_studio.playback.player import Player
    from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol


class FeatureController(QObject):
    """Connects one feature to the player and the window; subclasses override what they need."""

    changed = Signal()
    """The state of its commands may have changed."""
    message = Signal(object)  # Message

    def __init__(self, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player

    def commands(self) -> Sequence[Command]:
        """The commands that it handles."""
        return ()

    def attach(self, window: WindowProtocol, presenter: PlayerPresenter) -> None:
        """Add its widgets to the window, once the main layout and all actions exist."""

    def can_cancel(self) -> bool:
        """Whether Esc has something to cancel here."""
        return False

    def cancel(self) -> bool:
        """Cancel what is in progress (Esc); returns whether there was something."""
        return False

    def close(self) -> None:
        """Save what must be kept, and end all threads."""

    def _is_loaded(self) -> bool:
        return self._player.state.loaded

    def _has_file(self) -> bool:
        return self._player.state.has_file

    def _is_live(self) -> bool:
        return self._player.state.live


def panel_command(
    id: str,
    title: str,
    key: str,
    panel: Callable[[], CollapsiblePanel],
    enabled: Callable[[], bool],
) -> Command:
    """The command that unfolds or folds a panel of the window."""

    def toggle() -> None:
        panel().set_expanded(not panel().expanded)

    return Command(
        id, f"{title} panel", (key,), toggle, f"Show or hide the {title} panel",
        enabled=enabled, checked=lambda: panel().expanded,
    )  # fmt: skip
