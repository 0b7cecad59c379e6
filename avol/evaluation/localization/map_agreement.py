"""Agreement of two maps of the same image (not in the paper)."""

import numpy as np
from numpy.typing import NDArray

Map = NDArray[np.float32]


def same_peak(a: Map, b: Map) -> bool:
    """Whether the best cells of two maps (rows, columns) are equal or touch.

    Maps of different shapes are compared in cells of the coarser map.
    """
    distance = np.subtract(_peak(a), _peak(b))
    cell = 1 / np.minimum(a.shape, b.shape)
    return bool((np.abs(distance) <= cell * 1.001).all())


def rank_correlation(a: Map, b: Map) -> float:
    """Spearman's ρ of two maps of the same shape, -1..1; tied cells share their mean rank.

    NaN if the shapes differ or a map is constant. Equals `scipy.stats.spearmanr` (a test compares
    them), whose import takes half a second in the thread that paints.
    """
    if a.shape != b.shape or np.ptp(a) == 0 or np.ptp(b) == 0:
        return float("nan")
    return float(np.corrcoef(_ranks(a), _ranks(b))[0, 1])


def _peak(map: Map) -> NDArray[np.float64]:
    """Row and column of the centre of the best cell, in 0..1."""
    return (np.array(divmod(int(map.argmax()), map.shape[1])) + 0.5) / map.shape


def _ranks(map: Map) -> NDArray[np.float64]:
    _, rank, count = np.unique(map, return_inverse=True, return_counts=True)
    return (np.cumsum(count) - (count - 1) / 2)[rank.ravel()]
