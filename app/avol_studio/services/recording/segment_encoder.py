"""What is live as one stretch of encoded movie: its fragments, and the maps found in it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol_studio.media.dependencies import RATE

if TYPE_CHECKING:
    from avol.localizer import Localization
    from avol.media.encoding.fragments import Fragment

FAST = Fraction(30)  # pictures a second that are expected; their own times count
SLACK = 1.0  # seconds that sound may come later than its picture; then it is silence
STILL = 2.0  # seconds without a picture after which the last one stands for those that are missing
DRIFT = 0.04  # seconds that sound may leave its place before it is put back
KEPT_BYTES = 256 * 2**20  # of fragments, however long they are to be kept


@dataclass(frozen=True, slots=True, eq=False)
class Mapped:
    """The map of the picture at `time` seconds of the movie."""

    time: float
    found: Localization


class SegmentEncoder:
    """Encodes pictures and sound by the monotonic second of their capture.

    Keeps the last `keep` seconds, and calls `done` with every fragment; belongs to one thread.
    Every picture gets the size of the first.
    """

    def __init__(
        self,
        first: NDArray[np.uint8],
        begun_at: float,
        keep: float,
        done: Callable[[Fragment], None],
    ) -> None:
        from avol.media.encoding.fragments import FragmentedVideo

        self.begun_at, self.last = begun_at, -1.0
        self.size = (first.shape[1], first.shape[0])
        self._shown = first
        self.kept: deque[Fragment] = deque()
        self.maps: deque[Mapped] = deque()
        self._keep, self._done = keep, done
        self._movie = FragmentedVideo(self.size, FAST, (RATE, 1), self._on_fragment)

    @property
    def head(self) -> bytes:
        """What comes before the first fragment."""
        return self._movie.head

    @property
    def kept_seconds(self) -> float:
        """How much of what was could still be saved."""
        return self.last - self.kept[0].start if self.kept else 0.0

    def picture(self, image: NDArray[np.uint8], taken_at: float) -> None:
        """Add a picture; one that does not come after the last is left out."""
        time = taken_at - self.begun_at
        if time - self.last < 0.001:
            return
        self._silence_until(time - SLACK)
        self._shown = fitted(image, *self.size)
        self._movie.picture(self._shown, time)
        self.last = time

    def go_on(self, heard_at: float) -> None:
        """Show the last picture once more where sound alone has come for a while.

        It ends a fragment, so that sound is kept, and safe, while a camera is lost.
        """
        if heard_at - self.begun_at - self.last > STILL:
            self.picture(self._shown, heard_at - SLACK)

    def sound(self, samples: NDArray[np.float32], taken_at: float) -> None:
        """Add mono sound at its place; what is missing before it is silence."""
        ahead = round((taken_at - self.begun_at) * RATE) - self._movie.heard
        if ahead > DRIFT * RATE:
            self._silence_until(taken_at - self.begun_at)
        elif ahead < -DRIFT * RATE:
            samples = samples[-ahead:]
        self._movie.sound(samples[:, None])

    def located(self, found: Localization, taken_at: float) -> None:
        """Keep a map with the picture that it belongs to."""
        self.maps.append(Mapped(taken_at - self.begun_at, found))

    def close(self) -> None:
        """Hand over the last fragment."""
        self._movie.close()

    def _silence_until(self, time: float) -> None:
        missing = round(time * RATE) - self._movie.heard
        while missing > 0:
            step = min(missing, RATE)
            self._movie.sound(np.zeros((step, 1), np.float32))
            missing -= step

    def _on_fragment(self, fragment: Fragment) -> None:
        self.kept.append(fragment)
        size = sum(len(one.data) for one in self.kept)
        while len(self.kept) > 1 and (self._old() or size > KEPT_BYTES):
            size -= len(self.kept.popleft().data)
        while self.maps and self.maps[0].time < self.kept[0].start:
            self.maps.popleft()
        self._done(fragment)

    def _old(self) -> bool:
        return self.kept[1].start < self.last - self._keep


def fitted(image: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """A picture at another size, whole and in shape, with black beside or above it."""
    import cv2

    if image.shape[:2] == (height, width):
        return image
    scale = min(width / image.shape[1], height / image.shape[0])
    wide = max(1, min(width, round(image.shape[1] * scale)))
    high = max(1, min(height, round(image.shape[0] * scale)))
    canvas = np.zeros((height, width, 3), np.uint8)
    left, top = (width - wide) // 2, (height - high) // 2
    canvas[top : top + high, left : left + wide] = cv2.resize(image, (wide, high))
    return canvas
