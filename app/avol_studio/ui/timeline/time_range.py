"""Which stretch of time the timeline shows, and how times and pixels belong together."""

from __future__ import annotations

from dataclasses import dataclass, replace

CLOSEST = 64 / 48_000  # seconds: no stretch is shorter


@dataclass(frozen=True, slots=True)
class TimeRange:
    """The stretch `low` to `high` of the file `start` to `stop` (seconds of its axis), drawn from
    `left` on over `width` pixels."""

    start: float = 0.0
    stop: float = 0.0
    low: float = 0.0
    high: float = 0.0
    left: float = 0.0
    width: float = 1.0

    @property
    def span(self) -> float:
        """Seconds that are shown."""
        return self.high - self.low

    @property
    def zoomed(self) -> bool:
        """Whether only a part of the file is shown."""
        return self.low > self.start or self.high < self.stop

    def x(self, time: float) -> float:
        """Where a time lies, in pixels; outside of the view where it is not shown."""
        return self.left + (time - self.low) / self.span * self.width if self.span else self.left

    def time(self, x: float) -> float:
        """The time at a place, held within what is shown."""
        share = min(max((x - self.left) / self.width, 0.0), 1.0)
        return self.low + share * self.span

    def contains(self, time: float) -> bool:
        """Whether a time is in view."""
        return self.low <= time <= self.high

    def for_file(self, start: float, stop: float) -> TimeRange:
        """All of another file."""
        return replace(self, start=start, stop=stop, low=start, high=stop)

    def full(self) -> TimeRange:
        """All of this file."""
        return self.for_file(self.start, self.stop)

    def zoom(self, factor: float, around: float) -> TimeRange:
        """Show `factor` times as much, `around` staying where it is."""
        whole = self.stop - self.start
        span = min(max(self.span * factor, min(CLOSEST, whole)), whole)
        share = (around - self.low) / self.span if self.span else 0.5
        return self._at(around - share * span, span)

    def pan(self, seconds: float) -> TimeRange:
        """Move on by some seconds, as far as the file goes."""
        return self._at(self.low + seconds, self.span)

    def _at(self, low: float, span: float) -> TimeRange:
        low = min(max(low, self.start), max(self.start, self.stop - span))
        return replace(self, low=low, high=min(low + span, self.stop))
