"""Live pictures: a camera read in a thread of its own, the newest frame ready to be shown.

What is common to all cameras lives here: newest wins, stamps, taps, black and frozen pictures,
changes of size; how one is opened and read is in `avol_studio.media.sources.cameras`.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from avol.media import Frame
from avol_studio.core.state.device_choice import CameraChoice
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.devices.device_supervisor import DeviceSupervisor
from avol_studio.media.source import FrameAvailable, MediaListener
from avol_studio.media.sources.frame_health import Sight

WAITING = 1.2  # seconds that a frame is kept at most, for a picture that is shown delayed

AudioCallback = Callable[[NDArray[np.float32], float], None]
"""Takes (n,) samples, 48 kHz mono, and the monotonic second at which the first was captured."""


@dataclass(frozen=True, slots=True, eq=False)
class CapturedFrame:
    """A picture as the camera gave it: (H, W, 3) uint8 RGB, and its monotonic second."""

    image: NDArray[np.uint8]
    taken_at: float


class Camera(Protocol):
    """An open camera; it belongs to one thread."""

    def read(self) -> CapturedFrame | None:
        """Wait for the next picture, for a second or two at most; None when it must be asked again.

        Raises DeviceError when the camera is lost.
        """
        ...

    def close(self) -> None: ...


OpenCamera = Callable[[CameraChoice, AudioCallback], Camera]


class CameraSource:
    """The frames of one camera, opened again by itself whenever it is lost.

    Tells `notify`, from its thread: Arrived for each frame, Lost and Back of `avol_studio.media.devices.device_supervisor`,
    Seems of `avol_studio.media.sources.frame_health`. `frame.time` is the monotonic second at which a frame was taken,
    `frame.index` counts from 0 over losses, `frame.pts` is the time in nanoseconds.
    """

    live = True

    def __init__(
        self,
        choice: CameraChoice,
        notify: Notify,
        open_camera: OpenCamera,
        hear: AudioCallback,
        taps: Iterable[MediaListener] = (),
    ) -> None:
        self.choice = choice
        self._notify, self._taps = notify, taps
        self._lock = Lock()
        self._waiting: deque[Frame] = deque()
        self._closed = False
        self._sight = _sight_of(choice, self._tell)
        self.taken = 0
        """How many frames were taken so far."""
        self.last_at = time.monotonic()
        """When the newest frame was taken, or else when the source began."""
        self._keeper: DeviceSupervisor[Camera] = DeviceSupervisor(
            "camera", lambda: open_camera(choice, hear), self._serve, notify
        )
        self._keeper.start()

    @property
    def reconnects(self) -> int:
        """How often the camera has come back."""
        return self._keeper.reconnects

    def owns(self, owner: object) -> bool:
        """Whether an event is news of this source."""
        return owner in (self, self._keeper, self._sight)

    def due(self, now: float) -> Frame | None:
        """The newest frame taken at or before `now` that was not given yet; never waits."""
        frame = None
        with self._lock:
            while self._waiting and self._waiting[0].time <= now:
                frame = self._waiting.popleft()
        return frame

    def next_time(self) -> float | None:
        """When the oldest frame that waits was taken; None when none does."""
        with self._lock:
            return self._waiting[0].time if self._waiting else None

    def reopen(self) -> None:
        """Try the camera at once, as when one was plugged in."""
        self._keeper.reopen()

    def close(self) -> None:
        """Ask the thread to end; no event follows."""
        self._closed = True
        self._keeper.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the thread to end; whether it did."""
        return self._keeper.join(timeout)

    # -- the thread --------------------------------------------------------------------------

    def _serve(self, camera: Camera) -> bool:
        taken = camera.read()
        if taken is None or self._closed:
            return False
        image = np.ascontiguousarray(taken.image)
        image.flags.writeable = False
        if self._sight is not None:
            self._sight.check(image, taken.taken_at)
        frame = Frame(image, round(taken.taken_at * 1e9), taken.taken_at, self.taken)
        self.taken, self.last_at = self.taken + 1, taken.taken_at
        for tap in self._taps:
            tap.on_frame(frame)
        with self._lock:
            self._waiting.append(frame)
            while self._waiting[0].time < frame.time - WAITING:
                self._waiting.popleft()
        self._tell(FrameAvailable(self))
        return True

    def _tell(self, event: object) -> None:
        if not self._closed:
            self._notify(event)


def _sight_of(choice: CameraChoice, tell: Notify) -> Sight | None:
    """What looks at the pictures; a file or a screen may be black or still for good reason."""
    if choice.kind in ("file", "screen"):
        return None
    return Sight(choice.title, tell, restless=choice.kind == "device")
