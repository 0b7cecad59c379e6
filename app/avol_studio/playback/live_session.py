"""One live run: its camera, its microphone, their sound, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from avol_studio.core.state.device_choice import LiveRequest, MicrophoneChoice
from avol_studio.core.state.live_state import LiveState
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.audio.live_audio_buffer import LiveAudioBuffer
from avol_studio.media.devices.device_list import DeviceList
from avol_studio.media.devices.device_supervisor import DeviceLost, DeviceRestored
from avol_studio.media.source import MediaListener
from avol_studio.media.sources.camera_source import CameraSource
from avol_studio.media.sources.frame_health import FrameHealthWarning
from avol_studio.media.sources.microphone_source import MicrophoneSource
from avol_studio.playback.dependencies import PlayerDependencies

BLIND, DEAF = 2.0, 3.0  # seconds without a frame, and without a sound, after which it is said
STALLED = "{} gives no picture at the moment; check it, the studio waits."
NOTHING_HEARD = (
    "Nothing heard for 3 s; check that the microphone is not muted, that AVOL may use it, "
    "and raise its gain."
)
NOTHING_SENT = "{} has sent no sound for 3 s; unmute it there, or choose another microphone."


class MediaListeners:
    """Those who listen in; may be changed while the devices' threads go through them."""

    def __init__(self) -> None:
        self._taps: tuple[MediaListener, ...] = ()

    def __iter__(self) -> Iterator[MediaListener]:
        return iter(self._taps)

    def add(self, tap: MediaListener) -> None:
        """Let `tap` listen in from now on."""
        self._taps = (*self._taps, tap)

    def remove(self, tap: MediaListener) -> None:
        """No more; a call that is under way still ends."""
        self._taps = tuple(t for t in self._taps if t is not tap)


class LiveSession:
    """Opens what was asked for and keeps it open; for the GUI thread."""

    def __init__(
        self,
        request: LiveRequest,
        parts: PlayerDependencies,
        devices: DeviceList,
        notify: Notify,
        taps: MediaListeners,
    ) -> None:
        self.request, self._devices = request, devices
        self.sound = LiveAudioBuffer(taps, parts.seconds)
        self._troubles: dict[str, dict[str, str]] = {"camera": {}, "microphone": {}}
        self._default = devices.default_microphone
        self._parts, self._notify = parts, notify
        self._gone: list[MicrophoneSource] = []  # closed, their threads perhaps not yet over
        self._ears: MicrophoneSource | None = None
        self.source = CameraSource(
            request.camera,
            notify,
            lambda choice, hear: parts.open_camera(choice, devices.cameras, hear),
            self._hear,
            taps,
        )
        self.listen(request.microphone)

    def listen(self, microphone: MicrophoneChoice) -> None:
        """Listen to another microphone from now on; what was heard stays."""
        self.request = replace(self.request, microphone=microphone)
        self._troubles["microphone"].clear()
        if self._ears is not None:
            self._ears.close()
            self._gone = [old for old in (*self._gone, self._ears) if not old.join(0)]
            self._ears = None
        if microphone.kind in ("device", "file"):
            open_it = self._parts.open_microphone
            self._ears = MicrophoneSource(microphone, self._notify, open_it, self.sound.put)

    def owns(self, event: DeviceLost | DeviceRestored | FrameHealthWarning) -> bool:
        """Whether this is news of this run, not of one before."""
        ears = self._ears is not None and self._ears.owns(event.owner)
        return ears or self.source.owns(event.owner)

    def receive(self, event: DeviceLost | DeviceRestored | FrameHealthWarning) -> Message | None:
        """Take note of what a device says; the sentence for the person, if any."""
        if isinstance(event, FrameHealthWarning):
            if not event.trouble:
                return Message(event.text)
            return self._set("camera", "sight", event.text)
        camera = self.source.owns(event.owner)
        part = "camera" if camera else "microphone"
        if isinstance(event, DeviceLost):
            return self._set(part, "lost", event.text)
        self._set(part, "lost", "")
        if not camera:
            self.sound.expect()
        title = (self.request.camera if camera else self.request.microphone).title
        return Message(back(title))

    def watch(self, now: float) -> list[Message]:
        """Look after devices that fail without saying so; the sentences that are new."""
        title, hears_by = self.request.camera.title, self.request.microphone.kind
        camera, microphone = self._troubles["camera"], self._troubles["microphone"]
        blind = not camera.get("lost") and now - self.source.last_at > BLIND
        # A camera that gives no picture gives no sound either, and that is said already.
        no_camera = hears_by == "camera" and (blind or camera.get("lost"))
        excused = hears_by == "none" or microphone.get("lost") or no_camera
        deaf = not excused and self.sound.unheard_for() > DEAF
        silent = NOTHING_SENT.format(title) if hears_by == "camera" else NOTHING_HEARD
        said = (
            self._set("camera", "stalled", STALLED.format(title) if blind else ""),
            self._set("microphone", "silent", silent if deaf else ""),
        )
        return [message for message in said if message is not None]

    def read(self) -> LiveState:
        """How camera and microphone do now."""
        ears = self._ears
        return LiveState(
            camera_error=self._trouble("camera"),
            microphone_error=self._trouble("microphone"),
            audio_device=ears.device if ears else self.request.microphone.title,
            frames_captured=self.source.taken,
            audio_ms_lost=round(self.sound.lost_ms, 1),
            reconnects=self.source.reconnects + (ears.reconnects if ears else 0),
        )

    def follow_devices(self) -> None:
        """Devices have come or gone: try what is lost at once, and follow the default."""
        before, self._default = self._default, self._devices.default_microphone
        if self._trouble("camera"):
            self.source.reopen()
        microphone = self.request.microphone
        if self._ears is None or microphone.kind != "device":
            return
        switched = not microphone.name and before != self._default
        if switched or self._troubles["microphone"].get("lost"):
            self._ears.reopen()

    def close(self) -> None:
        """Ask all threads to end."""
        self.source.close()
        if self._ears is not None:
            self._ears.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for each thread to end; whether they did."""
        ears = [*self._gone, self._ears] if self._ears else self._gone
        return all(device.join(timeout) for device in (self.source, *ears))

    def _hear(self, samples: NDArray[np.float32], taken_at: float) -> None:
        """The sound that comes with the camera; in its thread."""
        if self.request.microphone.kind == "camera":
            self.sound.put(samples, taken_at)

    def _trouble(self, part: str) -> str:
        return next((text for text in self._troubles[part].values() if text), "")

    def _set(self, part: str, cause: str, text: str) -> Message | None:
        """Note that something is wrong, or ("") no more; a sentence where that is new."""
        if text == self._troubles[part].get(cause, ""):
            return None
        self._troubles[part][cause] = text
        return Message(text, "warning") if text else None


def back(title: str) -> str:
    """The sentence that a device of this title is back; an address keeps its small letters."""
    return f"{title if '://' in title else title[:1].upper() + title[1:]} is back."
