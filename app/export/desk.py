"""Taking home at one window: films, tables and maps of the file that is open, and the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.desk import Desk
from app.drawing import drawing
from app.export.exports import Exports, Order
from app.flow.state import OpenedMedia

if TYPE_CHECKING:
    from app.actions import Command
    from app.export.snapshot import Snapshots
    from app.flow.live_player import LivePlayer
    from app.flow.parts import Model
    from app.settings import SettingsStore
    from app.views.follower import Follower
    from app.views.host import Host


class TakeHome(Desk):
    """Joins exports to one player and one window."""

    def __init__(
        self,
        player: LivePlayer,
        store: SettingsStore,
        snapshots: Snapshots,
        videos: Path | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._player, self._store, self._snapshots = player, store, snapshots
        self.exports = Exports(player.parts.load_quiet_model, videos, self)
        self.exports.said.connect(self.said)

    def attach(self, window: Host, follower: Follower) -> None:
        """Say in the status line how far an export is."""
        self._window = window
        self.exports.progressed.connect(self._on_progress)

    def commands(self) -> dict[str, Command]:
        """What the commands do that belong here, by their id in `app.actions`."""
        return {
            "export.film": lambda: self._export(film=True),
            "export.maps": lambda: self._export(film=False),
            "export.cancel": self.exports.cancel,
            "file.snapshot_window": self._save_window,
        }

    def standing(self) -> dict[str, Any]:
        """Its part of `app.actions.Situation`."""
        return {"exporting": self.exports.share is not None}

    def set_model(self, load_model: Callable[[], Model]) -> None:
        """Locate with this model from the next export on."""
        self.exports.load_model = load_model

    def close(self) -> None:
        """Give up an export; nothing of it is left."""
        self.exports.close()

    def _export(self, film: bool) -> str:
        media, (a, b) = self._player.media, self._player.state.loop
        if not isinstance(media, OpenedMedia):
            return ""
        span = None if a is None or b is None else (a, b)
        self.exports.begin(Order(media.path, span, drawing(self._store.value), film))
        return "Exporting A to B" if span else "Exporting the whole file"

    def _on_progress(self, share: float | None) -> None:
        tooltip = self._window.actions_by_id["export.cancel"].toolTip()
        self._window.stage.status.show_export(share, tooltip)
        if share in (None, 0.0):
            self.changed.emit()

    def _save_window(self) -> None:
        media = self._player.media
        name = "AVOL" if media is None else media.stem
        self._snapshots.take_window(f"{name} window", self._window.grab().toImage())
