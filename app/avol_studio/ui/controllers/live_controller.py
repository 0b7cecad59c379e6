"""Live input: opens cameras and microphones, and measures the audio offset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal

from avol.errors import AvolError
from avol_studio.core.library_messages import translated
from avol_studio.core.settings.schema import Settings
from avol_studio.core.state.device_choice import (
    CameraChoice,
    LiveRequest,
    MicrophoneChoice,
    parse_camera,
    parse_microphone,
    parse_size,
)
from avol_studio.core.state.player_state import Message
from avol_studio.core.translation import number, tr
from avol_studio.playback.av_sync_check import AVSyncCheck
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController

OFFSET_STEP = 10  # ms of audio offset for one press
MAX_OFFSET = 500  # ms


def as_settings(request: LiveRequest) -> dict[str, str]:
    """The settings that show a requested camera and microphone as selected."""
    camera, microphone = request.camera, request.microphone
    automatic = microphone == parse_microphone(None, camera)
    return {"camera": camera.spec, "microphone": "auto" if automatic else microphone.spec}


class LiveController(FeatureController):
    """Opens the devices that the settings name, and stores what is chosen in the settings."""

    camera_missing = Signal()
    """A camera was to be opened, and none is connected."""

    def __init__(self, context: FeatureContext) -> None:
        super().__init__(context)
        self._microphone = _microphone(self._settings.value)
        self.sync_check = AVSyncCheck(self._player, self)
        self.sync_check.done.connect(self._on_sync_measured)
        self.sync_check.failed.connect(lambda text: self.message.emit(Message(text, "warning")))
        self.sync_check.changed.connect(self.changed)
        self._settings.subscribe(self._on_settings)

    # -- opening -----------------------------------------------------------------------------

    def open_camera(self) -> None:
        """Open the camera of the settings if it is connected, else the first one."""
        devices = self._player.devices
        devices.start()
        choice = parse_camera(self._settings.value.camera)
        if choice.kind == "device" and any(choice.name == d.name for d in devices.cameras):
            self.open(choice.name)
        elif devices.cameras:
            self.open(devices.cameras[0].name)
        else:
            self.camera_missing.emit()

    def open(self, camera: str) -> None:
        """Open a camera given as text (see `parse_camera`), and store it in the settings."""
        try:
            choice = parse_camera(camera)
        except AvolError as error:
            self.message.emit(Message(translated(str(error)), "error"))
            return
        address = {"camera_address": choice.name} if choice.kind == "network" else {}
        self._settings.update(camera=camera, **address)
        settings = self._settings.value
        self.open_request(LiveRequest(_with_format(choice, settings), _microphone(settings)))

    def open_request(self, request: LiveRequest) -> None:
        """Open a camera and a microphone."""
        self._microphone = request.microphone
        self._player.devices.start()
        self._player.open_live(request)

    def open_last(self) -> None:
        """Open the camera that was used last, or the first one."""
        if self._settings.value.camera:
            self.open(self._settings.value.camera)
        else:
            self.open_camera()

    def close(self) -> None:
        """Stop the measurement of the audio offset."""
        self.sync_check.stop()
        super().close()

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Opening a camera or the screen, and the audio offset."""
        return [
            *in_menu(
                "Live",
                0,
                Command(
                    "live.camera",
                    tr("Open camera"),
                    ("Ctrl+K",),
                    self.open_camera,
                    tr("Open the last used camera, or the first one"),
                    "camera",
                ),
            ),
            *in_menu(
                "Live",
                20,
                Command(
                    "live.screen",
                    tr("Screen capture"),
                    (),
                    lambda: self.open("screen"),
                    tr("Use the contents of the screen as the image"),
                ),
            ),
            *in_menu("Live", 200, *self._sync_commands()),
        ]

    def _sync_commands(self) -> list[Command]:
        return [
            Command(
                "live.offset_down",
                tr("Audio offset −10 ms"),
                ("Ctrl+-",),
                lambda: self._shift(-OFFSET_STEP),
                tr("Shift the audio 10 ms earlier"),
                enabled=self._is_live,
            ),
            Command(
                "live.offset_up",
                tr("Audio offset +10 ms"),
                ("Ctrl++", "Ctrl+="),
                lambda: self._shift(OFFSET_STEP),
                tr("Shift the audio 10 ms later"),
                enabled=self._is_live,
            ),
            Command(
                "live.centered",
                tr("Centred audio window (adds 0.5 s delay)"),
                (),
                self._toggle_centered,
                tr(
                    "Use half a second of audio before and after the frame; the image is 0.5 s late"
                ),
                checked=lambda: self._settings.value.centered_window,
            ),
            Command(
                "live.clap",
                tr("Clap test"),
                ("Ctrl+T",),
                self._start_sync_check,
                tr("Measure the audio offset with three claps"),
                enabled=Condition(
                    tr("It is running"), lambda: not self.sync_check.running, self._is_live
                ),
            ),
        ]

    def _shift(self, milliseconds: int) -> str:
        offset = _limited(self._settings.value.audio_offset_ms + milliseconds)
        self._settings.update(audio_offset_ms=offset)
        return tr("Audio offset {offset} ms").format(offset=f"{offset:+d}").replace("-", "−")

    def _toggle_centered(self) -> str:
        centered = not self._settings.value.centered_window
        self._settings.update(centered_window=centered)
        return (
            tr("Centred audio window, 0.5 s delay")
            if centered
            else tr("Audio window up to the frame")
        )

    def _start_sync_check(self) -> str:
        self.sync_check.start()
        return tr("Clap three times in front of the camera")

    # -- updates -----------------------------------------------------------------------------

    def _on_settings(self, settings: Settings) -> None:
        self._player.set_av_sync(
            settings.microphone_gain, settings.audio_offset_ms / 1000, settings.centered_window
        )
        microphone = _microphone(settings)
        if microphone != self._microphone:
            self._microphone = microphone
            if self._player.state.live:
                self._player.set_microphone(microphone)

    def _on_sync_measured(self, offset: float, uncertainty: float, claps: int) -> None:
        milliseconds = round(1000 * offset)
        self._settings.update(audio_offset_ms=_limited(milliseconds))
        text = tr("{claps} claps: audio offset set to {milliseconds} ms ± {uncertainty} ms").format(
            claps=claps, milliseconds=f"{milliseconds:+d}", uncertainty=number(1000 * uncertainty)
        )
        self.message.emit(Message(f"{text}.".replace("-", "−")))


def _limited(offset: int) -> int:
    return min(max(offset, -MAX_OFFSET), MAX_OFFSET)


def _with_format(choice: CameraChoice, settings: Settings) -> CameraChoice:
    """A camera with the image size, rate and compression of the settings."""
    size = parse_size(settings.camera_size)
    return replace(choice, size=size, rate=settings.camera_rate, mjpg=settings.camera_mjpg)


def _microphone(settings: Settings) -> MicrophoneChoice:
    """The microphone that the settings name."""
    name = None if settings.microphone == "auto" else settings.microphone
    choice = parse_microphone(name, parse_camera(settings.camera))
    return replace(choice, api=settings.microphone_api, channel=settings.microphone_channel)
