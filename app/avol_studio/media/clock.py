"""Media clocks: the media time that is on screen and audible now."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from avol.core.constants import SAMPLE_RATE

Seconds = Callable[[], float]


class Clock(Protocol):
    """Media time in seconds on the file's axis; it never runs backwards."""

    speed: float

    def now(self) -> float:
        """Return the current media time."""
        ...


class SteadyClock:
    """Follows the monotonic clock of the machine; used without an audio output."""

    def __init__(self, at: float, speed: float = 1.0, seconds: Seconds = time.monotonic) -> None:
        self.speed = speed
        self._at, self._seconds, self._started_at = at, seconds, seconds()

    def now(self) -> float:
        """Return the current media time."""
        return self._at + (self._seconds() - self._started_at) * self.speed


class AudioClock:
    """Follows the audio output; stays at `at` until the first sample is audible.

    The callback of the output reports when its block will be audible (device time). These times
    jitter by a few milliseconds, so small corrections are smoothed; a jump, as after an
    interruption, is applied at once. The clock never passes the last delivered sample.
    """

    JUMP = 0.05  # seconds of deviation above which a correction is not jitter
    BLEND = 0.1  # share of a small correction that is applied per block

    def __init__(
        self,
        at: float,
        speed: float = 1.0,
        rate: int = SAMPLE_RATE,
        seconds: Seconds = time.monotonic,
    ) -> None:
        self.speed = speed
        self._at, self._rate, self._seconds = at, rate, seconds
        self._delivered: tuple[float, float] | None = None  # (time of sample 0, seconds delivered)
        self._last = at

    @property
    def started(self) -> bool:
        """Whether samples were delivered."""
        return self._delivered is not None

    def on_delivered(self, audible_at: float, start: int, count: int) -> None:
        """Record that samples start..start + count are audible from `audible_at` on."""
        zero = audible_at - start / self._rate
        if self._delivered is not None and abs(zero - self._delivered[0]) < self.JUMP:
            zero = self._delivered[0] + self.BLEND * (zero - self._delivered[0])
        self._delivered = (zero, (start + count) / self._rate)

    def now(self) -> float:
        """Return the media time that is audible now."""
        delivered = self._delivered
        if delivered is not None:
            zero, end = delivered
            played = min(max(self._seconds() - zero, 0.0), end)
            self._last = max(self._last, self._at + played * self.speed)
        return self._last
