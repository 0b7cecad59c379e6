"""What a random order reaches: the row that every table of retrieval begins with."""

import numpy as np
from numpy.typing import NDArray

from avol.evaluation.retrieval.ndcg import DEPTH, Gain

Floats = NDArray[np.float64]


def chance(relevance: Floats, own: bool, k: int = DEPTH, gain: Gain = "exponential") -> Floats:
    """The expected nDCG@k of a random order, exactly, for each query (Q,).

    Args:
        relevance: (Q, N) of every item of the base; 0 for the query itself.
        own: whether the query itself is in the base, and left out of its list.
        k: depth.
        gain: as of `ndcg`.
    """
    count = relevance.shape[1]
    gains = np.exp2(relevance) - 1 if gain == "exponential" else relevance
    mean = gains.sum(axis=1) / (count - own)
    depth = min(k, count - own)
    discounts = 1 / np.log2(np.arange(2, depth + 2))
    ideal = -np.sort(-gains, axis=1)[:, :depth] @ discounts
    return mean * discounts.sum() / np.where(ideal > 0, ideal, np.nan)
