"""The base of all controllers: a feature's commands, its part of the window, its shutdown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from avol_studio.core.threads.shutdown_group import ShutdownGroup, Worker
from avol_studio.ui.commands import Command
from avol_studio.ui.commands.condition import has_file, is_live, loaded

if TYPE_CHECKING:
    from avol_studio.playback.player import Player
    from avol_studio.ui.window.window_protocol import WindowProtocol


class FeatureController(QObject):
    """Connects one feature to the player and the window; subclasses override what they need."""

    changed = Signal()
    """The state of its commands may have changed."""
    message = Signal(object)  # Message

    def __init__(self, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self._is_loaded, self._has_file = loaded(player), has_file(player)
        self._is_live = is_live(player)
        self._shutdown = ShutdownGroup()

    def commands(self) -> Sequence[Command]:
        """The commands that it handles."""
        return ()

    def attach(self, window: WindowProtocol) -> None:
        """Add its widgets to the window, once the main layout and all actions exist."""

    def can_cancel(self) -> bool:
        """Whether Esc has something to cancel here."""
        return False

    def cancel(self) -> bool:
        """Cancel what is in progress (Esc); returns whether there was something."""
        return False

    def control_ids(self) -> frozenset[str]:
        """The ids of its controls that a lesson may name, besides commands and panels."""
        return frozenset()

    def show_controls(self, ids: Collection[str] | None) -> None:
        """Show those of its controls that are named; all, if none of them is."""

    def link_state(self) -> Mapping[str, str]:
        """What a state link keeps of this feature, by keys that no other feature uses."""
        return {}

    def open_link_state(self, values: Mapping[str, str]) -> None:
        """Restore this feature from the values of a link; invalid ones are ignored."""

    def workers(self) -> Sequence[Worker]:
        """The services whose threads end with the window."""
        return ()

    def close(self) -> None:
        """Save what must be kept, and request all threads to end, without waiting."""
        self._shutdown.dismiss(*self.workers())

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether all threads have ended."""
        return self._shutdown.join(timeout)
