"""Taking home at one window: films, tables, maps and pictures of what is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from avol_studio.core.overlay_style import drawing
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.services.export.export_service import ExportJob, ExportService
from avol_studio.services.export.snapshot import Snapshots
from avol_studio.ui.controllers.base import FeatureController

if TYPE_CHECKING:
    from avol_studio.core.model_loader import Model
    from avol_studio.core.settings import SettingsStore
    from avol_studio.playback.player import Player
    from avol_studio.ui.commands import Command
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol


class ExportController(FeatureController):
    """Joins exports to one player and one window."""

    def __init__(
        self,
        player: Player,
        store: SettingsStore,
        pictures: Path | None,
        videos: Path | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._player, self._store = player, store
        self.snapshots = Snapshots(pictures, self)
        self.service = ExportService(player.dependencies.load_background_model, videos, self)
        self.service.said.connect(self.message)
        self._saved: Path | None = None

    def attach(self, window: WindowProtocol, follower: PlayerPresenter) -> None:
        """Say in the status line how far an export is, and on the picture that one was saved."""
        self._window = window
        self.snapshots.done.connect(self._on_snapshot)
        self.service.progressed.connect(self._on_progress)
        window.stage.status.folder_requested.connect(self._show_saved)

    def remember_folder(self, message: Message) -> None:
        """Remember where that lies which was saved last, whoever did it."""
        if message.folder is not None:
            self._saved = message.folder
            self.changed.emit()

    def commands(self) -> dict[str, Command]:
        """What the commands do that belong here, by their id in `avol_studio.ui.commands`."""
        return {
            "export.film": lambda: self._export(film=True),
            "export.maps": lambda: self._export(film=False),
            "export.cancel": self.service.cancel,
            "export.show": self._show_saved,
            "file.snapshot": lambda: self._save_picture(with_map=True),
            "file.snapshot_bare": lambda: self._save_picture(with_map=False),
            "file.snapshot_window": self._save_window,
        }

    def standing(self) -> dict[str, Any]:
        """Its part of `avol_studio.ui.commands.CommandContext`."""
        return {"exporting": self.service.share is not None, "saved": self._saved is not None}

    def set_model(self, load_model: Callable[[], Model]) -> None:
        """Locate with this model from the next export on."""
        self.service.load_model = load_model

    def close(self) -> None:
        """Wait for pictures; give up an export, of which nothing is left."""
        self.snapshots.close()
        self.service.close()

    def _export(self, film: bool) -> str:
        media, (a, b) = self._player.media, self._player.state.loop
        if not isinstance(media, OpenedMedia):
            return ""
        span = None if a is None or b is None else (a, b)
        self.service.begin(ExportJob(media.path, span, drawing(self._store.value), film))
        return "Exporting A to B" if span else "Exporting the whole file"

    def _show_saved(self) -> None:
        url = QUrl.fromLocalFile(str(self._saved))
        if self._saved is not None and not QDesktopServices.openUrl(url):
            text = f"No program here shows folders; open {self._saved} by hand."
            self.message.emit(Message(text, "warning"))

    def _on_progress(self, share: float | None) -> None:
        tooltip = self._window.actions_by_id["export.cancel"].toolTip()
        self._window.stage.status.show_export(share, tooltip)
        if share in (None, 0.0):
            self.changed.emit()

    def _save_picture(self, with_map: bool) -> None:
        frame, media = self._player.last_frame, self._player.media
        if frame is not None and media is not None:
            located = self._player.last_localization if with_map else None
            self.snapshots.take(media.stem, frame, located, self._store.value)

    def _on_snapshot(self, message: Message) -> None:
        self.message.emit(message)
        if message.kind == "info":
            self._window.stage.viewport.show_echo("Picture saved")

    def _save_window(self) -> None:
        media = self._player.media
        name = "AVOL" if media is None else media.stem
        self.snapshots.take_window(f"{name} window", self._window.grab().toImage())
