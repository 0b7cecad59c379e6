"""The part of a file that the timeline shows, and the mapping of times to pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

CLOSEST = 64 / 48_000  # seconds: the shortest range


@dataclass(frozen=True, slots=True)
class TimeRange:
    """Seconds `low` to `high` of a file from `start` to `stop`, drawn over `width` pixels from
    `left` on."""

    start: float = 0.0
    stop: float = 0.0
    low: float = 0.0
    high: float = 0.0
    left: float = 0.0
    width: float = 1.0

    @property
    def span(self) -> float:
        """The number of seconds shown."""
        return self.high - self.low

    @property
    def zoomed(self) -> bool:
        """Whether only a part of the file is shown."""
        return self.low > self.start or self.high < self.stop

    def x(self, time: float) -> float:
        """The x position of a time in pixels; outside of the widget where it is not shown."""
        return self.left + (time - self.low) / self.span * self.width if self.span else self.left

    def time(self, x: float) -> float:
        """The time at an x position, limited to the shown range."""
        fraction = min(max((x - self.left) / self.width, 0.0), 1.0)
        return self.low + fraction * self.span

    def contains(self, time: float) -> bool:
        """Whether a time is shown."""
        return self.low <= time <= self.high

    def for_file(self, start: float, stop: float) -> TimeRange:
        """The whole of another file."""
        return replace(self, start=start, stop=stop, low=start, high=stop)

    def full(self) -> TimeRange:
        """The whole of this file."""
        return self.for_file(self.start, self.stop)

    def zoom(self, factor: float, around: float) -> TimeRange:
        """Show `factor` times as many seconds, with `around` at the same position."""
        whole = self.stop - self.start
        span = min(max(self.span * factor, min(CLOSEST, whole)), whole)
        fraction = (around - self.low) / self.span if self.span else 0.5
        return self._at(around - fraction * span, span)

    def pan(self, seconds: float) -> TimeRange:
        """Move by some seconds, within the file."""
        return self._at(self.low + seconds, self.span)

    def _at(self, low: float, span: float) -> TimeRange:
        low = min(max(low, self.start), max(self.start, self.stop - span))
        return replace(self, low=low, high=min(low + span, self.stop))
