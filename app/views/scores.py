"""The scores known so far, frame by frame: what the curve on the timeline is drawn from."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

BRIDGE = 1.0  # seconds


class ScoreTrack:
    """One score 0..1 for each frame, NaN where it is not known yet."""

    def __init__(self, pts: NDArray[np.int64], time_base: Fraction) -> None:
        self._times: NDArray[np.float64] = np.asarray(pts * float(time_base), np.float64)
        self._scores = np.full(len(pts), np.nan, np.float32)
        self._asked: tuple[float, float, int] | None = None
        self._highest = np.empty(0, np.float32)

    def put(self, frame_index: int, score: float) -> None:
        """Remember the score of a frame."""
        if 0 <= frame_index < len(self._scores):
            self._scores[frame_index] = score
            if self._asked is not None:
                column = _columns(self._times[frame_index : frame_index + 1], *self._asked)
                np.fmax.at(self._highest, column, score)

    def columns(self, start: float, duration: float, count: int) -> NDArray[np.float32]:
        """The largest known score in each of `count` equal stretches of time; NaN: none known."""
        asked = (start, duration, count)
        if asked != self._asked:
            known = np.flatnonzero(~np.isnan(self._scores))
            self._asked, self._highest = asked, np.full(count, np.nan, np.float32)
            np.fmax.at(self._highest, _columns(self._times[known], *asked), self._scores[known])
        return _bridged(self._highest.copy(), duration)


def _columns(
    times: NDArray[np.float64], start: float, duration: float, count: int
) -> NDArray[np.int64]:
    """The stretch that each time falls into."""
    shares = (times - start) / duration if duration > 0 else np.zeros(len(times))
    return (shares * count).astype(np.int64).clip(0, count - 1)


def _bridged(columns: NDArray[np.float32], duration: float) -> NDArray[np.float32]:
    """Join known columns that are no more than `BRIDGE` apart: not every frame has a map."""
    known = np.flatnonzero(~np.isnan(columns))
    if len(known) < 2:
        return columns
    every = np.arange(len(columns))
    after = np.searchsorted(known, every).clip(1, len(known) - 1)
    gaps = (known[after] - known[after - 1]) * duration / len(columns)
    near = (gaps <= BRIDGE) & (every >= known[0]) & (every <= known[-1])
    columns[near] = np.interp(every[near], known, columns[known])
    return columns
