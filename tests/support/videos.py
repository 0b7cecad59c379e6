"""Comparison of two videos by their decoded frames.

x264 is not deterministic to the last byte: on small noisy images it occasionally encodes the same
input differently, with one thread as with several.
"""

from itertools import zip_longest
from pathlib import Path

import av
import numpy as np

ENCODER_NOISE = 8.0  # mean difference of two encodings of one image, in levels of 255


def max_frame_difference(one: Path, other: Path) -> float:
    """Return the mean difference of the two frames that differ most, in levels of 255.

    Number and times of the frames must be equal.
    """
    worst = 0.0
    with av.open(str(one)) as first, av.open(str(other)) as second:
        for frame, other_frame in zip_longest(first.decode(video=0), second.decode(video=0)):
            assert frame is not None, "the other video has more frames"
            assert other_frame is not None, "the first video has more frames"
            assert frame.time == other_frame.time
            images = (f.to_ndarray(format="rgb24").astype(int) for f in (frame, other_frame))
            worst = max(worst, float(np.abs(np.subtract(*images)).mean()))
    return worst
