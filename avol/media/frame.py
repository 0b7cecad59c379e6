"""Decoded video frame with its time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Video frame as displayed.

    image: (H, W, 3) uint8 RGB, read-only, C-contiguous, upright.
    pts: presentation time in ticks of the file's time base.
    time: the same in seconds, on the file's own axis (not rebased to 0).
    index: number in presentation order, from 0.
    """

    image: NDArray[np.uint8]
    pts: int
    time: float
    index: int
