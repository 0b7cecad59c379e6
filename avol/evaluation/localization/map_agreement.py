"""How far two maps of the same picture agree (ours)."""

import numpy as np
from numpy.typing import NDArray

Map = NDArray[np.float32]


def same_place(a: Map, b: Map) -> bool:
    """Whether the best cells of two maps (rows, columns) touch or are one.

    Maps of different shapes are laid over each other; a cell is then one of the coarser map.
    """
    apart = np.subtract(_peak(a), _peak(b))
    cell = 1 / np.minimum(a.shape, b.shape)
    return bool((np.abs(apart) <= cell * 1.001).all())


def rank_correlation(a: Map, b: Map) -> float:
    """Spearman's ρ of two maps of the same shape, -1..1, cells that tie sharing their rank.

    NaN where the shapes differ or a map is the same everywhere: there is no order to compare.
    """
    if a.shape != b.shape or np.ptp(a) == 0 or np.ptp(b) == 0:
        return float("nan")
    return float(np.corrcoef(_ranks(a), _ranks(b))[0, 1])


def _peak(map: Map) -> NDArray[np.float64]:
    """Row and column of the best cell's middle, in 0..1."""
    return (np.array(divmod(int(map.argmax()), map.shape[1])) + 0.5) / map.shape


def _ranks(map: Map) -> NDArray[np.float64]:
    _, place, count = np.unique(map, return_inverse=True, return_counts=True)
    return (np.cumsum(count) - (count - 1) / 2)[place.ravel()]
