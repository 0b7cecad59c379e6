"""Media clocks: what second of the file is to be seen and heard right now."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

Seconds = Callable[[], float]


class Clock(Protocol):
    """Media time, in seconds on the file's axis; it never runs backwards."""

    speed: float

    def now(self) -> float:
        """The media time at this moment."""
        ...


class SteadyClock:
    """Runs with the machine's monotonic clock: the master where no sound can be played."""

    def __init__(self, at: float, speed: float = 1.0, seconds: Seconds = time.monotonic) -> None:
        self.speed = speed
        self._at, self._seconds, self._begun = at, seconds, seconds()

    def now(self) -> float:
        """The media time at this moment."""
        return self._at + (self._seconds() - self._begun) * self.speed


class AudioClock:
    """Runs with the sound that leaves the loudspeaker; stands at `at` until the first is heard.

    The output's callback says when the block it just filled will be heard (device time). Those
    times jitter by a few milliseconds, so small corrections are blended in and only a jump, as
    after an interruption, is taken at once. The clock never passes what was handed over.
    """

    JUMP = 0.05  # seconds off from which a correction is no jitter any more
    BLEND = 0.1

    def __init__(
        self, at: float, speed: float = 1.0, rate: int = 48_000, seconds: Seconds = time.monotonic
    ) -> None:
        self.speed = speed
        self._at, self._rate, self._seconds = at, rate, seconds
        self._heard: tuple[float, float] | None = None  # (when sample 0 is heard, seconds handed)
        self._last = at

    @property
    def started(self) -> bool:
        """Whether any sound was handed over yet."""
        return self._heard is not None

    def handed(self, heard_at: float, start: int, count: int) -> None:
        """Samples start..start + count will be heard from `heard_at` on (called by the output)."""
        zero = heard_at - start / self._rate
        if self._heard is not None and abs(zero - self._heard[0]) < self.JUMP:
            zero = self._heard[0] + self.BLEND * (zero - self._heard[0])
        self._heard = (zero, (start + count) / self._rate)

    def now(self) -> float:
        """The media time that is being heard at this moment."""
        heard = self._heard
        if heard is not None:
            zero, handed = heard
            played = min(max(self._seconds() - zero, 0.0), handed)
            self._last = max(self._last, self._at + played * self.speed)
        return self._last
