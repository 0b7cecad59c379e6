"""Opening media: a video, the demo, a recent file, a network camera, a simulated camera."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from avol.media.file_types import AUDIO_SUFFIXES, IMAGE_SUFFIXES, VIDEO_SUFFIXES
from avol_studio.core.state.player_state import Message, Offer, OpenedMedia
from avol_studio.core.translation import tr
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.dialogs.network_camera import NetworkCameraDialog
from avol_studio.ui.text.file_filters import file_filter

if TYPE_CHECKING:
    from avol_studio.core.state.live_state import LiveMedia
    from avol_studio.ui.controllers.live_controller import LiveController
    from avol_studio.ui.window.window_protocol import WindowProtocol


class OpenController(FeatureController):
    """Shows the dialogs that open media, and keeps the list of recent files."""

    def __init__(self, context: FeatureContext, live: LiveController) -> None:
        super().__init__(context)
        player, self._live, self._sounds = context.player, live, context.sounds
        self._pending: tuple[Path, Path] | None = None  # an image that opens, and its sound
        self.recent, self._demo = context.recent, context.demo
        player.opened.connect(self._on_opened)
        player.closed.connect(self._show_recent)

    def attach(self, window: WindowProtocol) -> None:
        """Fill the start page and the menu, and connect the Live panel."""
        self._menu = window.header.recent
        self._menu.aboutToShow.connect(self._fill_menu)
        live = window.stage.live
        live.camera_chosen.connect(self._live.open)
        live.address_requested.connect(self._choose_address)
        live.video_requested.connect(self._choose_simulated_camera)
        self._live.camera_missing.connect(self._offer_other_cameras)
        window.stage.start_page.chosen.connect(window.open)
        self._show_recent()

    def commands(self) -> Sequence[Command]:
        """Opening files, network cameras and simulated cameras."""
        return [
            *in_menu(
                "File",
                0,
                Command(
                    "file.open",
                    tr("Open…"),
                    ("Ctrl+O",),
                    self._choose_file,
                    tr("Open a video, an image or an audio file"),
                    "open",
                ),
                Command(
                    "file.image_sound",
                    tr("Image and sound…"),
                    ("Ctrl+Shift+D",),
                    self._choose_image_and_sound,
                    tr("Open an image, and find the source of the sound of another file in it"),
                ),
                Command(
                    "file.demo",
                    tr("Play demo"),
                    ("Ctrl+D",),
                    self._open_demo,
                    tr("Play the demo video that comes with AVOL"),
                    "demo",
                    Condition(
                        tr("The demo video is not installed"), lambda: self._demo is not None
                    ),
                ),
            ),
            *in_menu(
                "Live",
                10,
                Command(
                    "live.network",
                    tr("Network camera…"),
                    ("Ctrl+Shift+K",),
                    self._choose_address,
                    tr("Open a network camera, or a phone used as a camera, by its address"),
                ),
                Command(
                    "live.video",
                    tr("Simulate camera from video…"),
                    (),
                    self._choose_simulated_camera,
                    tr("Loop a video as if it came from a camera"),
                ),
            ),
        ]

    # -- dialogs -----------------------------------------------------------------------------

    def _choose_file(self) -> None:
        kinds = VIDEO_SUFFIXES | IMAGE_SUFFIXES | AUDIO_SUFFIXES
        if name := self._choose(tr("Open"), file_filter(tr("Videos, images and audio"), kinds)):
            self._window.open(Path(name))

    def _choose_image_and_sound(self) -> None:
        image, _ = QFileDialog.getOpenFileName(
            self._window, tr("Choose the image"), "", file_filter(tr("Images"), IMAGE_SUFFIXES)
        )
        if not image:
            return
        sound, _ = QFileDialog.getOpenFileName(
            self._window, tr("Choose its sound"), str(Path(image).parent),
            file_filter(tr("Audio and video"), AUDIO_SUFFIXES | VIDEO_SUFFIXES),
        )  # fmt: skip
        if sound:
            self.open_image_with_sound(Path(image), Path(sound))

    def open_image_with_sound(self, image: Path, sound: Path) -> None:
        """Open an image, and compute its map for the sound of another file."""
        self._pending = image, sound
        self._window.open(image)

    def _offer_other_cameras(self) -> None:
        text = tr("No camera found: connect one, or use another source.")
        offers = (
            Offer(tr("Network camera…"), self._choose_address),
            Offer(tr("Simulate camera from video…"), self._choose_simulated_camera),
        )
        self.message.emit(Message(text, "warning", offers=offers))

    def _choose_simulated_camera(self) -> None:
        kinds = file_filter(tr("Videos"), VIDEO_SUFFIXES)
        if name := self._choose(tr("Simulate camera from video"), kinds):
            self._live.open(name)

    def _choose(self, title: str, kinds: str) -> str:
        """The chosen file; "" if none. The dialog begins in the folder of the last file."""
        recent = self.recent.files()
        folder = str(recent[0].parent) if recent else ""
        name, _ = QFileDialog.getOpenFileName(self._window, title, folder, kinds)
        return name

    def _choose_address(self) -> None:
        def make() -> NetworkCameraDialog:
            dialog = NetworkCameraDialog(self._settings.value.camera_address, self._window)
            dialog.chosen.connect(self._live.open)
            return dialog

        self._window.show_dialog(NetworkCameraDialog, make)

    def _open_demo(self) -> None:
        if self._demo is not None:
            self._window.open(self._demo)

    # -- recent files ------------------------------------------------------------------------

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        pending, self._pending = self._pending, None
        if isinstance(media, OpenedMedia) and pending is not None and media.path == pending[0]:
            self._sounds.load_and_use(pending[1])
        if isinstance(media, OpenedMedia) and media.path != self._demo:
            self.recent.add(media.path)

    def _show_recent(self) -> None:
        self._window.stage.start_page.show_recent(self.recent.files())

    def _fill_menu(self) -> None:
        self._menu.clear()
        for path in self.recent.files():
            action = self._menu.addAction(path.name)
            action.setToolTip(tr("Open {path}").format(path=path))
            action.triggered.connect(lambda _=False, path=path: self._window.open(path))
        if self._menu.isEmpty():
            self._menu.addAction(tr("No recent files")).setEnabled(False)
