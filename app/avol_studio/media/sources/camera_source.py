"""Live frames of a camera, captured in a thread; the newest frame is ready to be shown.

This module contains what all cameras share: newest frame wins, time stamps, listeners, frame
health. `avol_studio.media.devices` opens and reads the cameras.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from threading import Lock

import numpy as np

from avol.media import Frame
from avol_studio.core.state.device_choice import CameraChoice
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.devices.capture import AudioCallback, Camera
from avol_studio.media.devices.device_supervisor import DeviceSupervisor
from avol_studio.media.source import FrameAvailable, MediaListener, deliver
from avol_studio.media.sources.frame_health import FrameHealthMonitor

MAX_AGE = 1.2  # seconds that a frame is kept, for an image that is shown with a delay

OpenCamera = Callable[[CameraChoice, AudioCallback], Camera]


class CameraSource:
    """The frames of one camera, reopened when it is lost.

    Sends through `notify`: FrameAvailable for each frame, DeviceLost and DeviceRestored, and
    FrameHealthWarning. `frame.time` is the monotonic time of capture, `frame.pts` the same in
    nanoseconds; `frame.index` counts from 0 and continues after a loss.
    """

    live = True

    def __init__(
        self,
        choice: CameraChoice,
        notify: Notify,
        open_camera: OpenCamera,
        on_audio: AudioCallback,
        listeners: Iterable[MediaListener] = (),
    ) -> None:
        self.choice = choice
        self._listeners = listeners
        self._lock = Lock()
        self._waiting: deque[Frame] = deque()
        self.captured = 0
        """Number of captured frames."""
        self.last_at = time.monotonic()
        """Time of capture of the newest frame, or when the source was created."""
        self._supervisor: DeviceSupervisor[Camera] = DeviceSupervisor(
            "camera", lambda: open_camera(choice, on_audio), self._serve, notify
        )
        self._health = _health_monitor(choice, self._supervisor.notify)
        self._supervisor.start()

    @property
    def reconnects(self) -> int:
        """Number of times the camera was restored."""
        return self._supervisor.reconnects

    def owns(self, owner: object) -> bool:
        """Whether an event with this owner comes from this source."""
        return owner in (self, self._supervisor, self._health)

    def due(self, now: float) -> Frame | None:
        """Return the newest frame captured until `now`, unless it was returned before."""
        frame = None
        with self._lock:
            while self._waiting and self._waiting[0].time <= now:
                frame = self._waiting.popleft()
        return frame

    def next_time(self) -> float | None:
        """Return when the oldest waiting frame was captured, or None."""
        with self._lock:
            return self._waiting[0].time if self._waiting else None

    def reopen(self) -> None:
        """Open the camera again at once, as when a camera was connected."""
        self._supervisor.reopen()

    def close(self) -> None:
        """Request the thread to end; no event follows."""
        self._supervisor.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether the thread has ended."""
        return self._supervisor.join(timeout)

    # -- the thread --------------------------------------------------------------------------

    def _serve(self, camera: Camera) -> bool:
        captured = camera.read()
        if captured is None or self._supervisor.closed:
            return False
        image = np.ascontiguousarray(captured.image)
        image.flags.writeable = False
        if self._health is not None:
            self._health.check(image, captured.captured_at)
        time_ns = round(captured.captured_at * 1e9)
        frame = Frame(image, time_ns, captured.captured_at, self.captured)
        self.captured, self.last_at = self.captured + 1, captured.captured_at
        deliver(self._listeners, lambda listener: listener.on_frame(frame))
        with self._lock:
            self._waiting.append(frame)
            while self._waiting[0].time < frame.time - MAX_AGE:
                self._waiting.popleft()
        self._supervisor.notify(FrameAvailable(self))
        return True


def _health_monitor(choice: CameraChoice, notify: Notify) -> FrameHealthMonitor | None:
    """Return a monitor, unless frames may be black or still for a good reason (file, screen)."""
    if choice.kind in ("file", "screen"):
        return None
    return FrameHealthMonitor(choice.title, notify, has_noise=choice.kind == "device")
