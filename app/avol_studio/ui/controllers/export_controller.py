"""Export at one window: videos, tables and maps of the open file, and snapshots."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from avol_studio.core.overlay_style import overlay_style
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.services.export.export_service import ExportJob, ExportService
from avol_studio.services.export.snapshot import SnapshotService
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.controllers.base import FeatureController

if TYPE_CHECKING:
    from avol_studio.core.model_selection import ModelSelection
    from avol_studio.core.settings.store import SettingsStore
    from avol_studio.playback.player import Player
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol


class ExportController(FeatureController):
    """Connects exports and snapshots to one player and one window."""

    def __init__(
        self, player: Player, store: SettingsStore, models: ModelSelection,
        pictures: Path | None, videos: Path | None, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(player, parent)
        self._store, self._models = store, models
        self._folder: Path | None = None
        self.snapshots = SnapshotService(pictures, self)
        self.service = ExportService(player.dependencies.load_background_model, videos, self)
        self.service.message.connect(self.message)
        models.changed.connect(self._on_model)

    def attach(self, window: WindowProtocol, presenter: PlayerPresenter) -> None:
        """Show the progress in the status bar, and saved snapshots on the image."""
        self._window = window
        self.snapshots.message.connect(self._on_snapshot)
        self.service.progress_changed.connect(self._on_progress)
        window.stage.status.folder_requested.connect(self._show_folder)

    def remember_folder(self, message: Message) -> None:
        """Remember the folder of the file that a message reports as saved."""
        if message.folder is not None:
            self._folder = message.folder
            self.changed.emit()

    def close(self) -> None:
        """Finish the snapshots; cancel an export and remove its files."""
        self.snapshots.close()
        self.service.close()

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Snapshots and exports."""
        return [
            *in_menu("File", 100, *self._image_commands()),
            *in_menu("File", 210, self._window_command()),
            *in_menu("File", 300, *self._export_commands()),
        ]

    def _image_commands(self) -> list[Command]:
        return [
            Command(
                "file.snapshot", "Save image with map", ("S",),
                lambda: self._save_image(with_map=True),
                "Save this frame with its map to the pictures folder", "snapshot",
                lambda: self._player.last_localization is not None,
            ),
            Command(
                "file.snapshot_plain", "Save image without map", ("Shift+S",),
                lambda: self._save_image(with_map=False),
                "Save this frame without its map to the pictures folder", enabled=self._is_loaded,
            ),
        ]  # fmt: skip

    def _window_command(self) -> Command:
        return Command(
            "file.screenshot", "Save screenshot", ("Alt+S",), self._save_window,
            "Save an image of the window to the pictures folder",
        )  # fmt: skip

    def _export_commands(self) -> list[Command]:
        is_exporting = lambda: self.service.progress is not None  # noqa: E731
        can_export = lambda: self._has_file() and not is_exporting()  # noqa: E731
        return [
            Command(
                "export.video", "Export video, CSV and maps (NPZ)", ("Ctrl+E",),
                lambda: self._export(video=True),
                "Export A to B, or the whole file, as a video with map and sound, a table (CSV) "
                "and all maps (NPZ) to the videos folder", "export", can_export,
            ),
            Command(
                "export.maps", "Export CSV and maps (NPZ) only", ("Ctrl+Alt+E",),
                lambda: self._export(video=False),
                "Export the table (CSV) and all maps (NPZ) of A to B, or of the whole file",
                enabled=can_export,
            ),
            Command(
                "export.show", "Show in folder", ("Ctrl+Alt+S",), self._show_folder,
                "Open the folder of the last saved image, video or table",
                enabled=lambda: self._folder is not None,
            ),
            Command(
                "export.cancel", "Cancel export", ("Alt+E",), self.service.cancel,
                "Cancel the export and remove its files", "close", is_exporting,
            ),
        ]  # fmt: skip

    def _export(self, video: bool) -> str:
        media, (a, b) = self._player.media, self._player.state.loop
        if not isinstance(media, OpenedMedia):
            return ""
        span = None if a is None or b is None else (a, b)
        self.service.start(ExportJob(media.path, span, overlay_style(self._store.value), video))
        return "Exporting A to B" if span else "Exporting the whole file"

    def _show_folder(self) -> None:
        if self._folder is None:
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            text = f"No file manager found; open {self._folder} by hand."
            self.message.emit(Message(text, "warning"))

    def _save_image(self, with_map: bool) -> None:
        frame, media = self._player.last_frame, self._player.media
        if frame is not None and media is not None:
            localized = self._player.last_localization if with_map else None
            self.snapshots.save_frame(media.stem, frame, localized, self._store.value)

    def _save_window(self) -> None:
        media = self._player.media
        name = "AVOL" if media is None else media.stem
        self.snapshots.save_window(f"{name} window", self._window.grab().toImage())

    # -- updates -----------------------------------------------------------------------------

    def _on_model(self) -> None:
        self.service.load_model = self._models.loader(threads=1)

    def _on_progress(self, progress: float | None) -> None:
        tooltip = self._window.actions_by_id["export.cancel"].toolTip()
        self._window.stage.status.show_export(progress, tooltip)
        if progress in (None, 0.0):
            self.changed.emit()

    def _on_snapshot(self, message: Message) -> None:
        self.message.emit(message)
        if message.kind == "info":
            self._window.stage.viewport.show_echo("Image saved")
