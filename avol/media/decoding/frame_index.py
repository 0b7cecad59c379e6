"""Index of the frames of a video."""

from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray


class FrameIndex:
    """Time stamps of all frames in presentation order, with the key frames.

    pts: (n,) int64, strictly increasing, read-only. keyframe: (n,) bool, read-only. time_base:
    seconds per tick. Time stamps are accepted in any order and with duplicates; n must be >= 1.
    """

    def __init__(self, pts: ArrayLike, keyframe: ArrayLike, time_base: Fraction) -> None:
        stamps, flags = np.asarray(pts, np.int64), np.asarray(keyframe, bool)
        if stamps.size == 0:
            raise ValueError("an index needs at least one frame")
        self.pts: NDArray[np.int64] = np.unique(stamps)
        self.keyframe: NDArray[np.bool_] = np.isin(self.pts, stamps[flags])
        self.time_base = time_base
        # Seconds are computed in one place, so that at(time(i)) == i exactly.
        self._times = self.pts * time_base.numerator / time_base.denominator
        self._keyframes = np.flatnonzero(self.keyframe)
        for array in (self.pts, self.keyframe, self._times, self._keyframes):
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.pts)

    def time(self, i: int) -> float:
        """Return the presentation time of frame `i` in seconds on the file's axis."""
        return float(self._times[i])

    def at(self, time: float) -> int:
        """Return the frame displayed at `time` seconds; the first one before its time."""
        return max(0, int(np.searchsorted(self._times, time, side="right")) - 1)

    def nearest(self, pts: int) -> int:
        """Return the last frame with a time stamp <= `pts` ticks, else the first frame."""
        return max(0, int(np.searchsorted(self.pts, pts, side="right")) - 1)

    def keyframe_before(self, i: int) -> int:
        """Return the last key frame at or before frame `i`; 0 if there is none."""
        number = int(np.searchsorted(self._keyframes, i, side="right")) - 1
        return int(self._keyframes[number]) if number >= 0 else 0
