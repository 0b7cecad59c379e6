"""The camera and the microphone of a live session, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from avol_studio.core.state.device_choice import LiveRequest, MicrophoneChoice
from avol_studio.core.state.live_state import LiveState
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.core.translation import tr
from avol_studio.media.audio.live_audio_buffer import LiveAudioBuffer
from avol_studio.media.devices.device_list import DeviceList
from avol_studio.media.devices.device_supervisor import DeviceLost, DeviceRestored
from avol_studio.media.source import MediaListener
from avol_studio.media.sources.camera_source import CameraSource
from avol_studio.media.sources.frame_health import FrameHealthWarning
from avol_studio.media.sources.microphone_source import MicrophoneSource
from avol_studio.playback.dependencies import PlayerDependencies

VIDEO_TIMEOUT, AUDIO_TIMEOUT = 2.0, 3.0  # seconds without a frame or audio before an error
NO_VIDEO = tr("No video from {}; retrying.")
NO_AUDIO = tr(
    "No audio for 3 s: unmute the microphone, allow AVOL to use it, or increase the gain."
)
NO_CAMERA_AUDIO = tr("No audio from {} for 3 s: unmute the camera, or choose another microphone.")

Part = Literal["camera", "microphone"]
Cause = Literal["lost", "health", "nothing"]


class MediaListeners:
    """The registered listeners; may change while the threads of the devices iterate."""

    def __init__(self) -> None:
        self._listeners: tuple[MediaListener, ...] = ()

    def __iter__(self) -> Iterator[MediaListener]:
        return iter(self._listeners)

    def add(self, listener: MediaListener) -> None:
        """Register a listener."""
        self._listeners = (*self._listeners, listener)

    def remove(self, listener: MediaListener) -> None:
        """Remove a listener; a call that is under way still ends."""
        self._listeners = tuple(each for each in self._listeners if each is not listener)


class LiveDevices:
    """Opens the requested devices and reopens them when lost; for the GUI thread."""

    def __init__(
        self,
        request: LiveRequest,
        dependencies: PlayerDependencies,
        devices: DeviceList,
        notify: Notify,
        listeners: MediaListeners,
    ) -> None:
        self.request, self._devices = request, devices
        self.audio = LiveAudioBuffer(listeners, dependencies.seconds)
        self._errors: dict[Part, dict[Cause, str]] = {"camera": {}, "microphone": {}}
        self._default = devices.default_microphone
        self._open_microphone, self._notify = dependencies.open_microphone, notify
        self._closed_microphones: list[MicrophoneSource] = []  # their threads may still run
        self._microphone: MicrophoneSource | None = None
        self.camera = CameraSource(
            request.camera,
            notify,
            lambda choice, on_audio: dependencies.open_camera(choice, devices.cameras, on_audio),
            self._on_camera_audio,
            listeners,
        )
        self.set_microphone(request.microphone)

    def set_microphone(self, microphone: MicrophoneChoice) -> None:
        """Switch to another microphone; the audio so far is kept."""
        self.request = replace(self.request, microphone=microphone)
        self._errors["microphone"].clear()
        if self._microphone is not None:
            self._microphone.close()
            closed = (*self._closed_microphones, self._microphone)
            self._closed_microphones = [source for source in closed if not source.join(0)]
            self._microphone = None
        if microphone.kind in ("device", "file"):
            self._microphone = MicrophoneSource(
                microphone, self._notify, self._open_microphone, self.audio.put
            )

    def owns(self, event: DeviceLost | DeviceRestored | FrameHealthWarning) -> bool:
        """Whether the event comes from a device of this session."""
        microphone = self._microphone is not None and self._microphone.owns(event.owner)
        return microphone or self.camera.owns(event.owner)

    def handle(self, event: DeviceLost | DeviceRestored | FrameHealthWarning) -> Message | None:
        """Record an event of a device; return what the user is told once, if anything."""
        if isinstance(event, FrameHealthWarning):
            if not event.persistent:
                return Message(event.text)
            self._errors["camera"]["health"] = event.text
            return None
        part: Part = "camera" if self.camera.owns(event.owner) else "microphone"
        if isinstance(event, DeviceLost):
            self._errors[part]["lost"] = event.text
            return None
        self._errors[part]["lost"] = ""
        if part == "microphone":
            self.audio.reset_silence()
        choice = self.request.camera if part == "camera" else self.request.microphone
        return Message(restored_text(choice.title))

    def check(self, now: float) -> None:
        """Detect devices that deliver nothing without an error."""
        title, kind = self.request.camera.title, self.request.microphone.kind
        camera, microphone = self._errors["camera"], self._errors["microphone"]
        no_video = not camera.get("lost") and now - self.camera.last_at > VIDEO_TIMEOUT
        # A camera without video gives no audio either, and that is reported already.
        no_camera = kind == "camera" and (no_video or camera.get("lost"))
        ignore_audio = kind == "none" or microphone.get("lost") or no_camera
        no_audio = not ignore_audio and self.audio.silent_for() > AUDIO_TIMEOUT
        audio_text = NO_CAMERA_AUDIO.format(title) if kind == "camera" else NO_AUDIO
        camera["nothing"] = NO_VIDEO.format(title) if no_video else ""
        microphone["nothing"] = audio_text if no_audio else ""

    def state(self) -> LiveState:
        """Return the current state of both devices."""
        microphone, camera = self._microphone, self._errors["camera"]
        return LiveState(
            camera_error=self._error("camera"),
            microphone_error=self._error("microphone"),
            camera_stopped=bool(camera.get("lost") or camera.get("nothing")),
            audio_device=microphone.device if microphone else self.request.microphone.title,
            frames_captured=self.camera.captured,
            audio_ms_lost=round(self.audio.lost_ms, 1),
            reconnects=self.camera.reconnects + (microphone.reconnects if microphone else 0),
        )

    def follow_devices(self) -> None:
        """Reopen lost devices, and follow the default microphone, after the list has changed."""
        previous, self._default = self._default, self._devices.default_microphone
        if self._error("camera"):
            self.camera.reopen()
        microphone = self.request.microphone
        if self._microphone is None or microphone.kind != "device":
            return
        new_default = not microphone.name and previous != self._default
        if new_default or self._errors["microphone"].get("lost"):
            self._microphone.reopen()

    def close(self) -> None:
        """Request all threads to end."""
        self.camera.close()
        if self._microphone is not None:
            self._microphone.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for each thread; return whether all have ended."""
        current = [self._microphone] if self._microphone else []
        sources = (self.camera, *self._closed_microphones, *current)
        return all(source.join(timeout) for source in sources)

    def _on_camera_audio(self, samples: NDArray[np.float32], captured_at: float) -> None:
        """Store the audio of the camera; called in its thread."""
        if self.request.microphone.kind == "camera":
            self.audio.put(samples, captured_at)

    def _error(self, part: Part) -> str:
        return next((text for text in self._errors[part].values() if text), "")


def restored_text(title: str) -> str:
    """Return the sentence that a device works again; an address keeps its lower case."""
    return tr("{value} is back.").format(
        value=title if "://" in title else title[:1].upper() + title[1:]
    )
