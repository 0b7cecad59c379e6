"""Converts the time stamps of a stream to the monotonic clock."""

from __future__ import annotations

JUMP = 1.0  # seconds of deviation above which a stamp belongs to another axis
LEAK = 2e-4  # share of a delay that is adopted per stamp; follows the drift of the remote clock


class TimestampMapper:
    """Maps the stamps of one stream to the monotonic time axis.

    The stamp with the shortest transmission delay has the smallest distance between arrival and
    stamp; this distance is the offset between the two clocks.
    """

    def __init__(self) -> None:
        self._offset: float | None = None

    def to_monotonic(self, stamp: float | None, now: float) -> float:
        """Return the monotonic time of a `stamp` that arrives at `now`; without a stamp, now."""
        if stamp is None:
            return now
        offset = now - stamp
        known = self._offset
        if known is None or abs(offset - known) > JUMP:
            self._offset = offset
        else:
            self._offset = min(offset, known + LEAK * (offset - known))
        return stamp + self._offset
