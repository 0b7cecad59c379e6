"""Ways to something to look at: a video, the demo, what was open before, what is live."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from avol.media.file_types import VIDEOS
from avol_studio.core.state.player_state import OpenedMedia
from avol_studio.ui.controllers.base import FeatureController
from avol_studio.ui.dialogs.network_camera import NetworkCameraDialog
from avol_studio.ui.text.file_filters import file_filter

if TYPE_CHECKING:
    from avol_studio.core.recent_files import RecentFiles
    from avol_studio.core.settings import SettingsStore
    from avol_studio.core.state.live_state import LiveMedia
    from avol_studio.playback.player import Player
    from avol_studio.ui.commands import Command
    from avol_studio.ui.controllers.live_controller import LiveController
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol


class OpenController(FeatureController):
    """Asks a person what to open, and keeps what was."""

    def __init__(
        self,
        player: Player,
        store: SettingsStore,
        recent: RecentFiles,
        live: LiveController,
        demo: Path | None,
    ) -> None:
        super().__init__(live.parent())
        self._store, self._live = store, live
        self.recent = recent
        self._demo = demo if demo is not None and demo.is_file() else None
        player.opened.connect(self._on_opened)
        player.closed.connect(self._show_recent)

    def attach(self, window: WindowProtocol, follower: PlayerPresenter) -> None:
        """Offer on the start page, in the menu and in the Live panel what there is to open."""
        self._window, self._menu = window, window.header.recent
        self._menu.aboutToShow.connect(self._list_recent)
        live = window.stage.live
        live.camera_chosen.connect(self._live.open)
        live.address_requested.connect(self._ask_address)
        live.video_requested.connect(self._ask_rehearsal)
        window.stage.start_page.chosen.connect(window.open)
        self._show_recent()

    def commands(self) -> dict[str, Command]:
        """What the commands do that belong here, by their id in `avol_studio.ui.commands`."""
        return {
            "file.open": self._ask_file,
            "file.demo": self._open_demo,
            "live.network": self._ask_address,
            "live.video": self._ask_rehearsal,
        }

    def standing(self) -> dict[str, Any]:
        """Its part of `avol_studio.ui.commands.CommandContext`."""
        return {"has_demo": self._demo is not None}

    # -- asking ------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        if name := self._ask_video("Open a video"):
            self._window.open(Path(name))

    def _ask_rehearsal(self) -> None:
        if name := self._ask_video("Loop a video as if it were live"):
            self._live.open(name)

    def _ask_video(self, title: str) -> str:
        recent = self.recent.files()
        folder = str(recent[0].parent) if recent else ""
        kinds = file_filter("Videos", VIDEOS)
        name, _ = QFileDialog.getOpenFileName(self._window, title, folder, kinds)
        return name

    def _ask_address(self) -> None:
        def make() -> NetworkCameraDialog:
            dialog = NetworkCameraDialog(self._store.value.address, self._window)
            dialog.chosen.connect(self._live.open)
            return dialog

        self._window.show_dialog(NetworkCameraDialog, make)

    def _open_demo(self) -> None:
        if self._demo is not None:
            self._window.open(self._demo)

    # -- what was open before ----------------------------------------------------------------

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        if isinstance(media, OpenedMedia) and media.path != self._demo:
            self.recent.add(media.path)

    def _show_recent(self) -> None:
        self._window.stage.start_page.show_recent(self.recent.files())

    def _list_recent(self) -> None:
        self._menu.clear()
        for path in self.recent.files():
            action = self._menu.addAction(path.name)
            action.setToolTip(f"Open {path}")
            action.triggered.connect(lambda _=False, path=path: self._window.open(path))
        if self._menu.isEmpty():
            self._menu.addAction("No file was open before").setEnabled(False)
