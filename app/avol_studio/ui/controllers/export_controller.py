"""Export at one window: videos, tables and maps of the open file, and snapshots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from avol_studio.core.model_input_note import english_note, model_input_note, with_note
from avol_studio.core.overlay_style import overlay_style
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.core.translation import tr
from avol_studio.services.export.export_service import ALL_PARTS, ExportJob, ExportService, Part
from avol_studio.services.export.frame_with_map import FrameWithMap
from avol_studio.services.export.snapshot import SnapshotService
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.dialogs.export import ExportDialog

if TYPE_CHECKING:
    from avol.io.localize import OverlayStyle, Span
    from avol.media import Frame
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.ui.window.window_protocol import WindowProtocol


class ExportController(FeatureController):
    """Connects exports and snapshots to one player and one window."""

    def __init__(self, context: FeatureContext) -> None:
        super().__init__(context)
        player = context.player
        self._folder: Path | None = None
        self.dialog: ExportDialog | None = None
        self.snapshots = SnapshotService(context.pictures, self)
        self._with_map = FrameWithMap(player, self)
        self.service = ExportService(
            player.dependencies.load_background_model, context.videos, self
        )
        self._own(self.snapshots, self.service)
        self._models.changed.connect(self._on_model)
        player.client.inputs_changed.connect(self._show_input)

    def attach(self, window: WindowProtocol) -> None:
        """Show the progress in the status bar, and saved snapshots on the image."""
        self.snapshots.message.connect(self._on_snapshot)
        self.service.progress_changed.connect(self._on_progress)
        window.stage.status.folder_requested.connect(self._show_folder)

    def remember_folder(self, message: Message) -> None:
        """Remember the folder of the file that a message reports as saved."""
        if message.folder is not None:
            self._folder = message.folder
            self.changed.emit()

    def with_frame(
        self, with_map: bool, use: Callable[[Frame, LocalizationEvent | None], object]
    ) -> None:
        """Call `use` with the frame on screen; with map: when it, or the next one, has its map."""
        if with_map:
            self._with_map.request(use)
        elif (frame := self._player.last_frame) is not None:
            use(frame, None)

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Snapshots and exports."""
        return [
            *in_menu("File", 200, *self._image_commands()),
            *in_menu("File", 210, self._window_command()),
            *in_menu("File", 300, *self._export_commands()),
        ]

    def _image_commands(self) -> list[Command]:
        return [
            Command(
                "file.snapshot",
                tr("Save image with map"),
                ("S",),
                lambda: self.with_frame(True, self._save_image),
                tr("Save this frame with its map to the pictures folder"),
                "snapshot",
                self._has_map,
            ),
            Command(
                "file.snapshot_plain",
                tr("Save image without map"),
                ("Shift+S",),
                lambda: self.with_frame(False, self._save_image),
                tr("Save this frame without its map to the pictures folder"),
                enabled=self._is_loaded,
            ),
        ]

    def _window_command(self) -> Command:
        return Command(
            "file.screenshot",
            tr("Save screenshot"),
            ("F12",),
            self._save_window,
            tr("Save an image of the window to the pictures folder"),
        )

    def _export_commands(self) -> list[Command]:
        is_exporting = Condition(
            tr("No export is running"), lambda: self.service.progress is not None
        )
        can_export = Condition(
            tr("An export is running"), lambda: not is_exporting(), self._has_file
        )
        return [
            Command(
                "export.dialog",
                tr("Export…"),
                ("Ctrl+E",),
                self._show_dialog,
                tr("Choose range, files, overlays and folder, and export"),
                "export",
                self._has_file,
            ),
            Command(
                "export.video",
                tr("Export video, CSV and maps (NPZ)"),
                ("Ctrl+Alt+Shift+E",),
                lambda: self._export(ALL_PARTS),
                tr(
                    "Export A to B, or the whole file, as a video with map and sound, a table "
                    "(CSV) and all maps (NPZ) to the videos folder"
                ),
                enabled=can_export,
            ),
            Command(
                "export.maps",
                tr("Export CSV and maps (NPZ) only"),
                ("Ctrl+Alt+E",),
                lambda: self._export(ALL_PARTS - {"video"}),
                tr("Export the table (CSV) and all maps (NPZ) of A to B, or of the whole file"),
                enabled=can_export,
            ),
            Command(
                "export.show",
                tr("Show in folder"),
                ("Ctrl+Alt+S",),
                self._show_folder,
                tr("Open the folder of the last saved image, video or table"),
                enabled=Condition(
                    tr("Save or export something first"), lambda: self._folder is not None
                ),
            ),
            Command(
                "export.cancel",
                tr("Cancel export"),
                ("Ctrl+.",),
                self.service.cancel,
                tr("Cancel the export and remove its files"),
                "close",
                is_exporting,
            ),
        ]

    def _show_dialog(self) -> None:
        media = self._player.media
        if not isinstance(media, OpenedMedia):
            return

        def make() -> ExportDialog:
            dialog = ExportDialog(self.service.root, self._window)
            dialog.export_requested.connect(self._export_chosen)
            dialog.cancel_requested.connect(self.service.cancel)
            dialog.folder_requested.connect(self._show_folder)
            self.service.progress_changed.connect(dialog.show_progress)
            self.service.message.connect(dialog.show_result)
            dialog.show_progress(self.service.progress)
            self.dialog = dialog
            return dialog

        self._window.show_dialog(ExportDialog, make)
        if self.dialog is not None:
            self.dialog.set_media(media, self._player.state.loop)
            self._show_input()

    def _show_input(self) -> None:
        """Say in the dialog what the maps will belong to."""
        if self.dialog is not None:
            client = self._player.client
            self.dialog.show_input(model_input_note(client.replacement, client.perturbation))

    def _export_chosen(self) -> None:
        """Start the export that the dialog describes."""
        dialog, media, settings = self.dialog, self._player.media, self._settings.value
        if dialog is None or not isinstance(media, OpenedMedia):
            return
        style = replace(
            overlay_style(settings), verdict=dialog.has_overlay("verdict"),
            legend=dialog.has_overlay("legend") and dialog.has_overlay("map"),
            view=settings.view if dialog.has_overlay("map") else "off",
        )  # fmt: skip
        self._start(media, dialog.span, style, dialog.chosen_parts, dialog.folder)

    def _export(self, parts: frozenset[Part]) -> str:
        media, (a, b) = self._player.media, self._player.state.loop
        if not isinstance(media, OpenedMedia):
            return ""
        span = None if a is None or b is None else (a, b)
        self._start(media, span, overlay_style(self._settings.value), parts, None)
        return tr("Exporting A to B") if span else tr("Exporting the whole file")

    def _start(
        self, media: OpenedMedia, span: Span | None, style: OverlayStyle,
        parts: frozenset[Part], root: Path | None,
    ) -> None:  # fmt: skip
        """Export the maps as the window shows them: of the sound and the input in use."""
        info, client = media.info, self._player.client
        self.service.start(
            ExportJob(
                media.path, span, style, parts, root, info.audio_track or None, info.start,
                client.replacement, client.perturbation,
            )
        )  # fmt: skip

    def _show_folder(self) -> None:
        if self._folder is None:
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            text = tr("No file manager found; open {folder} by hand.").format(folder=self._folder)
            self.message.emit(Message(text, "warning"))

    def _save_image(self, frame: Frame, localized: LocalizationEvent | None) -> None:
        """Save a frame under the time that the window shows for it."""
        if (media := self._player.media) is not None:
            name = f"{media.stem} {frame.time - self._player.state.start:.3f} s"
            if localized is not None:
                note = english_note(localized.sounds.replacement, localized.perturbation)
                name = with_note(name, note)
            self.snapshots.save_frame(name, frame, localized, self._settings.value)

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
        if message.kind == "info":
            self._window.stage.viewport.show_echo(tr("Image saved"))
