"""Cameras and microphones in the studio: what is chosen, kept, opened, and brought together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from avol.errors import AvolError
from avol_studio.core.settings import Settings, SettingsStore
from avol_studio.core.state.device_choice import (
    CameraChoice,
    LiveRequest,
    MicrophoneChoice,
    parse_camera,
    parse_microphone,
    parse_size,
)
from avol_studio.core.state.player_state import Message
from avol_studio.playback.av_sync_check import AVSyncCheck
from avol_studio.ui.controllers.base import FeatureController

if TYPE_CHECKING:
    from avol_studio.playback.player import Player
    from avol_studio.ui.commands import Command

STEP = 10  # ms by which one press shifts sound and picture
NO_CAMERA = (
    "There is no camera; plug one in, or open a network camera (Ctrl+Shift+K) "
    "or a video as if it were live."
)


def as_settings(request: LiveRequest) -> dict[str, str]:
    """What was asked for as settings, so that the window shows what is used."""
    camera, microphone = request.camera, request.microphone
    automatic = microphone == parse_microphone(None, camera)
    return {"camera": camera.typed, "microphone": "auto" if automatic else microphone.typed}


class LiveController(FeatureController):
    """Opens what the settings name, and keeps in them what is chosen."""

    def __init__(self, player: Player, store: SettingsStore, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._store = player, store
        self._heard = self._microphone(store.value)
        self.clap = AVSyncCheck(player, self)
        self.clap.done.connect(self._on_clap)
        self.clap.failed.connect(lambda text: self.message.emit(Message(text, "warning")))
        self.clap.changed.connect(self.changed)

    def commands(self) -> dict[str, Command]:
        """What the commands do that need no window, by their id in `avol_studio.ui.commands`."""
        return {
            "live.camera": self.open_camera,
            "live.screen": lambda: self.open("screen"),
            "live.earlier": lambda: self._shift(-STEP),
            "live.later": lambda: self._shift(STEP),
            "live.centred": self._toggle_centred,
            "live.clap": self._clap,
        }

    def standing(self) -> dict[str, Any]:
        """Its part of `avol_studio.ui.commands.CommandContext`."""
        return {"clapping": self.clap.running}

    def follow(self, settings: Settings) -> None:
        """Follow the settings: gain, offset and kind of second at once, the microphone too."""
        self._player.set_av_sync(settings.gain, settings.offset_ms / 1000, settings.centred)
        heard = self._microphone(settings)
        if heard != self._heard:
            self._heard = heard
            if self._player.state.live:
                self._player.set_microphone(heard)

    def open_camera(self) -> None:
        """The camera that was open last if it is a device, else the first that there is."""
        devices = self._player.devices
        devices.start()
        named = parse_camera(self._store.value.camera)
        if named.kind == "device" and any(named.name == d.name for d in devices.cameras):
            self.open(named.name)
        elif devices.cameras:
            self.open(devices.cameras[0].name)
        else:
            self.message.emit(Message(NO_CAMERA, "warning"))

    def open(self, camera: str) -> None:
        """Open a camera as it is typed (see `parse_camera`), and remember it."""
        try:
            choice = parse_camera(camera)
        except AvolError as error:
            self.message.emit(Message(str(error), "error"))
            return
        kept = {"address": choice.name} if choice.kind == "network" else {}
        self._store.update(camera=camera, **kept)
        self.open_request(LiveRequest(self._as_set(choice), self._microphone(self._store.value)))

    def open_request(self, request: LiveRequest) -> None:
        """Open a camera and a microphone as they are."""
        self._heard = request.microphone
        self._player.devices.start()
        self._player.open_live(request)

    def open_last(self) -> None:
        """Open what was open last, as presenter mode does; the first camera where nothing was."""
        if self._store.value.camera:
            self.open(self._store.value.camera)
        else:
            self.open_camera()

    def close(self) -> None:
        """Give up a clap test under way."""
        self.clap.stop()

    def _as_set(self, choice: CameraChoice) -> CameraChoice:
        settings = self._store.value
        size = parse_size(settings.camera_size)
        return replace(choice, size=size, rate=settings.camera_rate, mjpg=settings.camera_mjpg)

    @staticmethod
    def _microphone(settings: Settings) -> MicrophoneChoice:
        named = None if settings.microphone == "auto" else settings.microphone
        choice = parse_microphone(named, parse_camera(settings.camera))
        return replace(choice, api=settings.microphone_api, channel=settings.channel)

    # -- bringing sound and picture together -------------------------------------------------

    def _shift(self, milliseconds: int) -> str:
        offset = min(max(self._store.value.offset_ms + milliseconds, -500), 500)
        self._store.update(offset_ms=offset)
        return f"Sound {offset:+d} ms".replace("-", "−")

    def _toggle_centred(self) -> str:
        centred = not self._store.value.centred
        self._store.update(centred=centred)
        return "Second around the picture, shown 0.5 s late" if centred else "The last second"

    def _clap(self) -> str:
        self.clap.start()
        return "Clap three times in front of the camera"

    def _on_clap(self, offset: float, uncertainty: float, claps: int) -> None:
        milliseconds = round(1000 * offset)
        self._store.update(offset_ms=min(max(milliseconds, -500), 500))
        text = f"{claps} claps: the sound comes {milliseconds:+d} ms ± {1000 * uncertainty:.0f} ms"
        self.message.emit(Message(f"{text} after the picture; this is set now.".replace("-", "−")))
