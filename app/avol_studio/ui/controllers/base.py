"""What every part of the studio that joins a window has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from avol_studio.core.model_loader import Model
    from avol_studio.core.settings import Settings
    from avol_studio.ui.commands import Command
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol


class FeatureController(QObject):
    """A part of the studio: brings its commands, its panels, what it keeps, and ends its threads.

    The window owns its desks, asks each for its part and tells each what all must know. Every
    method may be left as it is.
    """

    changed = Signal()
    """`standing` may be another now."""
    message = Signal(object)  # Message

    def attach(self, window: WindowProtocol, follower: PlayerPresenter) -> None:
        """Add to the window's stage what is to be seen, once the stage is there."""

    def commands(self) -> dict[str, Command]:
        """What the commands do that belong here, by their id in `avol_studio.ui.commands`."""
        return {}

    def standing(self) -> dict[str, Any]:
        """Its part of `avol_studio.ui.commands.CommandContext`."""
        return {}

    def follow(self, settings: Settings) -> None:
        """Follow the settings."""

    def set_model(self, load_model: Callable[[], Model]) -> None:
        """Another model was chosen: called in a thread of the desk's own, on one core."""

    def set_weights(self, weights: str | None) -> None:
        """Another checkpoint was chosen (None: AVOL's own); its model follows by `set_model`."""

    def cancel(self) -> bool:
        """Esc: give up what is under way; whether there was something."""
        return False

    def close(self) -> None:
        """Keep what is to be kept, end all threads."""
