"""One decoded picture and where it lies in time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A picture of a video as it is to be shown.

    image: (H, W, 3) uint8 RGB, read-only, C-contiguous, upright.
    pts: time stamp in ticks of the file's time base.
    time: the same in seconds, on the file's own axis (not rebased to 0).
    index: place in presentation order, from 0.
    """

    image: NDArray[np.uint8]
    pts: int
    time: float
    index: int
