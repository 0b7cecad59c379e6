"""The base of all controllers: a feature's commands, its part of the window, its shutdown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from avol_studio.core.threads.shutdown_group import ShutdownGroup
from avol_studio.services.base import WorkerService
from avol_studio.ui.commands import Command
from avol_studio.ui.commands.condition import has_file, has_map, is_live, loaded

if TYPE_CHECKING:
    from avol_studio.core.model_selection import ModelSelection
    from avol_studio.core.recent_files import RecentFiles
    from avol_studio.core.settings.store import SettingsStore
    from avol_studio.playback.player import Player
    from avol_studio.services.reference_sounds import ReferenceSounds
    from avol_studio.ui.commands.navigation import Navigation
    from avol_studio.ui.window.window_protocol import WindowProtocol


@dataclass(frozen=True)
class FeatureContext:
    """What the features of one window share."""

    window: WindowProtocol
    player: Player
    settings: SettingsStore
    models: ModelSelection
    sounds: ReferenceSounds
    navigation: Navigation
    recent: RecentFiles
    demo: Path | None
    """The demo video, if it is installed."""
    pictures: Path
    """Folder of saved images."""
    videos: Path
    """Folder of recordings and exports."""
    classes: Path | None
    """File of the taught classes; None: that of the user."""


class FeatureController(QObject):
    """Connects one feature to the player and the window; subclasses override what they need."""

    changed = Signal()
    """The state of its commands may have changed."""
    message = Signal(object)  # Message

    def __init__(self, context: FeatureContext) -> None:
        super().__init__(context.window)
        self._window, self._player = context.window, context.player
        self._settings, self._models = context.settings, context.models
        self._is_loaded, self._has_file = loaded(self._player), has_file(self._player)
        self._is_live, self._has_map = is_live(self._player), has_map(self._player)
        self._services: list[WorkerService] = []
        self._shutdown = ShutdownGroup()

    def _own(self, *services: WorkerService) -> None:
        """Pass on the messages of services, and end their threads with the window."""
        for service in services:
            service.message.connect(self.message)
            self._services.append(service)

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

    def close(self) -> None:
        """Save what must be kept, and request all threads to end, without waiting."""
        self._shutdown.dismiss(*self._services)

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether all threads have ended."""
        return self._shutdown.join(timeout)
