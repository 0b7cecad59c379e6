"""From the time stamps of a stream to the studio's monotonic clock."""

from __future__ import annotations

JUMP = 1.0  # seconds off from which a stamp belongs to another axis
LEAK = 2e-4  # how much of being late becomes the rule, a stamp: follows the drift of the far clock


class TimestampMapper:
    """Maps the stamps of one stream to the monotonic axis.

    What arrives soonest after its stamp was held up least on its way, so the smallest distance
    between arrival and stamp is taken for the true one.
    """

    def __init__(self) -> None:
        self._distance: float | None = None

    def monotonic(self, stamp: float | None, now: float) -> float:
        """The monotonic second that belongs to `stamp` arriving at `now`; without a stamp, now."""
        if stamp is None:
            return now
        distance = now - stamp
        known = self._distance
        if known is None or abs(distance - known) > JUMP:
            self._distance = distance
        else:
            self._distance = min(distance, known + LEAK * (distance - known))
        return stamp + self._distance
