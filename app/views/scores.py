"""The scores known so far, frame by frame: what the curve on the timeline is drawn from."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray


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
        return highest
