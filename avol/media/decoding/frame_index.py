"""The table of all pictures of a video: which one is on screen when."""

from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray


class FrameIndex:
    """Time stamps of all pictures in presentation order, and which of them are key frames.

    pts: (n,) int64, strictly rising, read-only. keyframe: (n,) bool, read-only. time_base:
    seconds per tick. Stamps may come in any order and more than once; n must be at least 1.
    """

    def __init__(self, pts: ArrayLike, keyframe: ArrayLike, time_base: Fraction) -> None:
        stamps, flags = np.asarray(pts, np.int64), np.asarray(keyframe, bool)
        if stamps.size == 0:
            raise ValueError("an index needs at least one picture")
        self.pts: NDArray[np.int64] = np.unique(stamps)
        self.keyframe: NDArray[np.bool_] = np.isin(self.pts, stamps[flags])
        self.time_base = time_base
        # Seconds are computed in one place, so that at(time(i)) is i to the last bit.
        self._times = self.pts * time_base.numerator / time_base.denominator
        self._keys = np.flatnonzero(self.keyframe)
        for array in (self.pts, self.keyframe, self._times, self._keys):
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.pts)

    def time(self, i: int) -> float:
        """Seconds, on the file's axis, at which picture `i` comes on screen."""
        return float(self._times[i])

    def at(self, time: float) -> int:
        """The picture on screen at `time` seconds: the last that is not later, else the first."""
        return max(0, int(np.searchsorted(self._times, time, side="right")) - 1)

    def nearest(self, pts: int) -> int:
        """The last picture whose stamp is not above `pts` ticks, else the first."""
        return max(0, int(np.searchsorted(self.pts, pts, side="right")) - 1)

    def keyframe_before(self, i: int) -> int:
        """The last key frame at or before picture `i`; 0 where there is none."""
        place = int(np.searchsorted(self._keys, i, side="right")) - 1
        return int(self._keys[place]) if place >= 0 else 0
