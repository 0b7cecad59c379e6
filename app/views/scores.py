"""The scores known so far, frame by frame: what the curve on the timeline is drawn from."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

BRIDGE = 1.0  # seconds


class ScoreTrack:
    """One score 0..1 for each frame, NaN where it is not known yet."""

    def __init__(self, pts: NDArray[np.int64], time_base: Fraction) -> None:
        self._times = pts * float(time_base)
        self._scores = np.full(len(pts), np.nan, np.float32)

    def put(self, frame_index: int, score: float) -> None:
        """Remember the score of a frame."""
        if 0 <= frame_index < len(self._scores):
            self._scores[frame_index] = score

    def columns(self, start: float, duration: float, count: int) -> NDArray[np.float32]:
        """The largest known score in each of `count` equal stretches of time; NaN: none known."""
        highest = np.full(count, np.nan, np.float32)
        known = np.flatnonzero(~np.isnan(self._scores))
        if duration > 0 and len(known):
            places = ((self._times[known] - start) / duration * count).astype(int)
            np.fmax.at(highest, places.clip(0, count - 1), self._scores[known])
        return self._bridged(highest, start, duration)

    def _bridged(
        self, columns: NDArray[np.float32], start: float, duration: float
    ) -> NDArray[np.float32]:
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
