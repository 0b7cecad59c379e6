"""How far two films lie apart.

H.264 as x264 writes it is not always the same to the last byte: now and then, on small noisy
pictures, it decides otherwise for the very same input (seen with one thread as with several).
So films are compared by what they show.
"""

from itertools import zip_longest
from pathlib import Path

import av
import numpy as np

NOISE = 8.0  # levels of 255 that two encodings of one picture may differ by in the mean


def pictures_apart(one: Path, other: Path) -> float:
    """The mean difference of the pair of pictures that differ most, in levels of 255; the number
    and the times of the pictures must be the same."""
    worst = 0.0
    with av.open(str(one)) as first, av.open(str(other)) as second:
        for ours, theirs in zip_longest(first.decode(video=0), second.decode(video=0)):
            assert ours is not None, "the other film has more pictures"
            assert theirs is not None, "the first film has more pictures"
            assert ours.time == theirs.time
            images = (frame.to_ndarray(format="rgb24").astype(int) for frame in (ours, theirs))
            worst = max(worst, float(np.abs(np.subtract(*images)).mean()))
    return worst
