"""Encoder of one continuous segment of live video, with the maps of its frames."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE

if TYPE_CHECKING:
    from avol.localization import Localization
    from avol.media.encoding.fragments import Fragment

NOMINAL_FRAME_RATE = Fraction(30)  # for the encoder's rate control; every frame has its own time
MAX_AUDIO_DELAY = 1.0  # seconds audio may arrive after its frame before silence replaces it
MAX_FRAME_GAP = 2.0  # seconds without a frame after which the last one is repeated
MAX_AUDIO_DRIFT = 0.04  # seconds audio may deviate from its timestamps before it is realigned
MAX_BUFFER_BYTES = 256 * 2**20  # of buffered fragments, whatever their duration


@dataclass(frozen=True, slots=True, eq=False)
class TimedMap:
    """The localization of the frame at `time` seconds of the video.

    note: what the map belongs to, in English; "" for the audio and the image as captured.
    """

    time: float
    localization: Localization
    note: str = ""


class SegmentEncoder:
    """Encodes frames and audio on the monotonic time of their capture; for one thread.

    All frames get the size of the first one. `on_fragment` receives every fragment; those of the
    last `buffer_seconds` stay in `fragments`, and their maps in `maps`.
    """

    def __init__(
        self,
        first: NDArray[np.uint8],
        started_at: float,
        buffer_seconds: float,
        on_fragment: Callable[[Fragment], None],
    ) -> None:
        from avol.media.encoding.fragments import FragmentedVideo

        self.started_at, self.last_time = started_at, -1.0
        self.size = (first.shape[1], first.shape[0])
        self._last_image = first
        self.fragments: deque[Fragment] = deque()
        self.maps: deque[TimedMap] = deque()
        self._buffer_seconds, self._on_fragment = buffer_seconds, on_fragment
        self._video = FragmentedVideo(
            self.size, NOMINAL_FRAME_RATE, (SAMPLE_RATE, 1), self._add_fragment
        )

    @property
    def header(self) -> bytes:
        """The bytes that precede the first fragment."""
        return self._video.head

    @property
    def buffered_seconds(self) -> float:
        """The duration of the buffered fragments in seconds."""
        return self.last_time - self.fragments[0].start if self.fragments else 0.0

    def end_fragment(self) -> float:
        """End the fragment before the next frame; returns the time of its last frame."""
        self._video.end_fragment()
        return self.last_time

    def is_complete(self, time: float) -> bool:
        """Whether the fragments contain the frame at `time` and all before it."""
        return self._video.complete_until > time

    def add_frame(self, image: NDArray[np.uint8], captured_at: float) -> None:
        """Encode a frame (H, W, 3); skipped unless it is later than the last one."""
        time = captured_at - self.started_at
        if time - self.last_time < 0.001:
            return
        self._pad_silence(time - MAX_AUDIO_DELAY)
        self._last_image = letterbox(image, *self.size)
        self._video.add_frame(self._last_image, time)
        self.last_time = time

    def repeat_last_frame(self, audio_at: float) -> None:
        """Repeat the last frame if audio has continued without frames up to `audio_at`.

        A frame ends a fragment, so audio reaches the disk while a camera is disconnected.
        """
        if audio_at - self.started_at - self.last_time > MAX_FRAME_GAP:
            self.add_frame(self._last_image, audio_at - MAX_AUDIO_DELAY)

    def add_audio(self, samples: NDArray[np.float32], captured_at: float) -> None:
        """Encode mono audio at its time; a gap before it becomes silence."""
        ahead = round((captured_at - self.started_at) * SAMPLE_RATE) - self._video.audio_samples
        if ahead > MAX_AUDIO_DRIFT * SAMPLE_RATE:
            self._pad_silence(captured_at - self.started_at)
        elif ahead < -MAX_AUDIO_DRIFT * SAMPLE_RATE:
            samples = samples[-ahead:]
        self._video.add_audio(samples[:, None])

    def add_map(self, localization: Localization, captured_at: float, note: str = "") -> None:
        """Store the map of the frame that was captured at a monotonic second."""
        self.maps.append(TimedMap(captured_at - self.started_at, localization, note))

    def close(self) -> None:
        """Finish the last fragment."""
        self._video.close()

    def _pad_silence(self, time: float) -> None:
        missing = round(time * SAMPLE_RATE) - self._video.audio_samples
        while missing > 0:
            step = min(missing, SAMPLE_RATE)
            self._video.add_audio(np.zeros((step, 1), np.float32))
            missing -= step

    def _add_fragment(self, fragment: Fragment) -> None:
        self.fragments.append(fragment)
        size = sum(len(one.data) for one in self.fragments)
        while len(self.fragments) > 1 and (self._oldest_expired() or size > MAX_BUFFER_BYTES):
            size -= len(self.fragments.popleft().data)
        while self.maps and self.maps[0].time < self.fragments[0].start:
            self.maps.popleft()
        self._on_fragment(fragment)

    def _oldest_expired(self) -> bool:
        end = min(self._video.complete_until, self.last_time)
        return self.fragments[1].start < end - self._buffer_seconds


def letterbox(image: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """Scale an image (H, W, 3) into width × height, with black bars to preserve its aspect."""
    from avol.core.opencv import cv2

    if image.shape[:2] == (height, width):
        return image
    scale = min(width / image.shape[1], height / image.shape[0])
    inner_width = max(1, min(width, round(image.shape[1] * scale)))
    inner_height = max(1, min(height, round(image.shape[0] * scale)))
    canvas = np.zeros((height, width, 3), np.uint8)
    left, top = (width - inner_width) // 2, (height - inner_height) // 2
    inner = cv2.resize(image, (inner_width, inner_height))
    canvas[top : top + inner_height, left : left + inner_width] = inner
    return canvas
