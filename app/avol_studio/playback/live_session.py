"""Playback of a live input: frames as they are captured, and the audio around them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avol_studio.core.state.device_choice import LiveRequest, MicrophoneChoice
from avol_studio.core.state.live_state import LiveMedia, LiveState
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.devices.device_list import DeviceList
from avol_studio.media.devices.device_supervisor import DeviceLost, DeviceRestored
from avol_studio.media.source import FrameAvailable
from avol_studio.media.sources.frame_health import FrameHealthWarning
from avol_studio.playback.live_devices import LiveDevices, MediaListeners
from avol_studio.playback.session import Session, SessionContext

if TYPE_CHECKING:
    from avol.media import Frame

MAX_OFFSET = 0.5  # seconds between audio and video, either way
MAX_GAIN = 16.0  # 24 dB


@dataclass(frozen=True, slots=True)
class AVSyncSettings:
    """How live audio and video are aligned.

    gain: factor on the microphone, 0..16. offset: seconds, -0.5..0.5, by which the audio of a
    moment is stamped later than its frame. centered: the audio window is centred on the frame,
    which delays the image by half a second; otherwise the window ends at the frame.
    """

    gain: float = 1.0
    offset: float = 0.0
    centered: bool = False

    @property
    def delay(self) -> float:
        """Seconds by which the image is delayed."""
        return 0.5 + max(0.0, self.offset) if self.centered else 0.0

    @staticmethod
    def clipped(gain: float, offset: float, centered: bool) -> AVSyncSettings:
        """Return settings with each value limited to its range."""
        offset = min(max(offset, -MAX_OFFSET), MAX_OFFSET)
        return AVSyncSettings(min(max(gain, 0.0), MAX_GAIN), offset, centered)


EARLY = 0.01  # seconds by which a frame may come before the interval is over: cameras jitter


class LiveSession(Session):
    """Shows each frame that the camera captures; localizes the newest. `pause` freezes the image.

    `frame.time` is the monotonic time of capture. The age of a map counts from that time, plus
    the delay of the image.
    """

    def __init__(
        self,
        request: LiveRequest,
        devices: DeviceList,
        listeners: MediaListeners,
        sync: AVSyncSettings,
        notify: Notify,
        context: SessionContext,
    ) -> None:
        super().__init__(context)
        self._devices = LiveDevices(request, context.dependencies, devices, notify, listeners)
        self.audio = self._buffer = self._devices.audio
        self._camera = self._devices.camera
        self._closed = False
        context.session_id = context.new_session_id()
        self.media = LiveMedia(request, context.session_id)
        self.set_sync(sync)
        context.set_state(context.state.with_live(context.dependencies.seconds()))
        context.meters.set_level_source(self._buffer)

    @property
    def live_state(self) -> LiveState:
        """The state of camera and microphone."""
        return self._devices.state()

    def now(self) -> float:
        """Return the capture time of the frame on screen."""
        frame = self._context.frame
        return self._context.state.start if frame is None else frame.time

    def play(self) -> None:
        """Continue with the newest frame."""
        self._camera.due(math.inf)
        self._buffer.hold(None)
        self._context.frame = None  # frames captured while frozen do not count as dropped
        self._context.update_state(playing=True)

    def pause(self) -> None:
        """Freeze the image, and localize exactly this frame."""
        self._context.update_state(playing=False)
        frame = self._context.frame
        if frame is not None:
            self._buffer.hold(frame.time)
            self.localize(frame)

    def seek(self, time: float, exact: bool) -> None:
        """Do nothing: a live input cannot seek."""

    def step(self, count: int) -> None:
        """Do nothing: a live input cannot step."""

    def restart_clock(self) -> None:
        """Do nothing: a live input has no speed."""

    def tick(self) -> None:
        """Show the frame that is due; if the image is delayed, schedule the next tick."""
        playing = self._context.state.playing
        now = self._context.dependencies.seconds() - self._sync.delay
        frame = self._camera.due(now if playing else math.inf)
        if frame is not None and playing and not self._is_too_soon(frame):
            count_drops = not self._context.frame_interval
            self._context.show_frame(frame, frame.time + self._sync.delay, count_drops)
        following = self._camera.next_time()
        if following is not None and not self._closed:
            wait = math.ceil(max(1.0, 1000 * (following - now)))
            self._context.tick_timer.start(wait)

    def _is_too_soon(self, frame: Frame) -> bool:
        """Whether a frame is not shown, to save power."""
        shown, interval = self._context.frame, self._context.frame_interval
        return shown is not None and 0 <= frame.time - shown.time < interval - EARLY

    def localize(self, frame: Frame) -> None:
        """Request the map of the frame on screen again."""
        self._context.localize(frame, frame.time + self._sync.delay)

    def handle(self, event: object) -> None:
        """Process an event of a device; events of other sessions are ignored."""
        match event:
            case FrameAvailable() if event.source is self._camera:
                self.tick()
            case DeviceLost() | DeviceRestored() | FrameHealthWarning():
                if self._devices.owns(event):
                    self._context.post(self._devices.handle(event))
                    self._context.live_updated.emit()

    def set_sync(self, sync: AVSyncSettings) -> None:
        """Apply other alignment settings."""
        self._sync, buffer = sync, self._buffer
        buffer.gain, buffer.offset, buffer.centered = sync.gain, sync.offset, sync.centered

    def set_microphone(self, microphone: MicrophoneChoice) -> None:
        """Switch to another microphone; the video continues."""
        self._devices.set_microphone(microphone)
        self.media = LiveMedia(self._devices.request, self._context.session_id)
        self._context.live_updated.emit()

    def check_devices(self) -> None:
        """Report devices that deliver nothing; call it regularly."""
        self._devices.check(self._context.dependencies.seconds())
        self._context.live_updated.emit()

    def follow_devices(self) -> None:
        """Reopen devices after the list of devices has changed."""
        self._devices.follow_devices()

    def close(self) -> None:
        """Request the threads of the devices to end."""
        self._closed = True
        self._context.tick_timer.stop()
        self._context.meters.set_level_source(None)
        self._devices.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether the threads have ended."""
        return self._devices.join(timeout)
