"""Maps that need no model of sound: what every figure is to be held against."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from avol.evaluation.metrics import SIDE, Pixels

Floats = NDArray[np.float32]


@cache
def centre() -> Pixels:
    """(224, 224): the nearer to the centre, the brighter; its upper half is a disc."""
    offsets = np.arange(SIDE) + 0.5 - SIDE / 2
    heat = -np.hypot(*np.meshgrid(offsets, offsets)).astype(np.float32)
    heat.flags.writeable = False
    return heat


def saliency(embedding: Floats) -> Floats:
    """What stands out to the model's eye, whatever is heard: (14, 14).

    The mean size of the features (14, 14, 128) at each place. EZ-VSL's object-guided map (Mo and
    Morgado 2022) does the same with an ImageNet network; ours takes the eye under test, whose
    background was taught to answer low, and so is the harder row to beat.
    """
    return np.abs(embedding).mean(axis=-1)


def peak(heat: Pixels) -> tuple[float, float]:
    """(x, y) in 0..1 of the brightest place of a map (rows, columns): the middle of its cell."""
    row, column = divmod(int(heat.argmax()), heat.shape[1])
    return (column + 0.5) / heat.shape[1], (row + 0.5) / heat.shape[0]
