"""Normalised discounted cumulative gain of ranked lists (paper §4; details not in the paper).

The ideal order covers the whole base, not only the retrieved items, which would give higher values.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Gain = Literal["exponential", "linear"]
Floats = NDArray[np.float64]
DEPTH = 30
"""Length of the ranked lists: the paper's nDCG@30."""


def ndcg(
    relevance: NDArray[np.floating],
    ranking: NDArray[np.integer],
    k: int = DEPTH,
    gain: Gain = "exponential",
) -> Floats:
    """nDCG@k of each query.

    Args:
        relevance: (Q, N), 0 or more, of every item of the base to every query; items that do not
            count for a query, such as the query itself, have 0 and are not in its ranking.
        ranking: (Q, R) item numbers, best first; only the first k count, and -1 means no item.
        k: depth.
        gain: "exponential" is 2^r - 1, which fits the paper's chance level; "linear" is r.

    Returns:
        (Q,) in 0..1; NaN for queries without relevant items.
    """
    gains = _gains(relevance, gain)
    ranking = ranking[:, :k]
    found = np.where(ranking >= 0, np.take_along_axis(gains, np.maximum(ranking, 0), axis=1), 0)
    return (found @ _discounts(found.shape[1])) / _ideal(gains, min(k, gains.shape[1]))


def random_order_ndcg(
    relevance: Floats, excludes_self: bool, k: int = DEPTH, gain: Gain = "exponential"
) -> Floats:
    """Expected nDCG@k of a random order for each query (Q,), computed exactly.

    Args:
        relevance: (Q, N) of every item of the base; 0 for the query itself.
        excludes_self: whether the query is an item of the base and left out of its list.
        k: depth.
        gain: see `ndcg`.
    """
    gains, count = _gains(relevance, gain), relevance.shape[1] - excludes_self
    depth = min(k, count)
    return gains.sum(axis=1) / count * _discounts(depth).sum() / _ideal(gains, depth)


def _gains(relevance: NDArray[np.floating], gain: Gain) -> Floats:
    values = np.asarray(relevance, np.float64)
    return np.exp2(values) - 1 if gain == "exponential" else values


def _ideal(gains: Floats, depth: int) -> Floats:
    """Gain of the ideal order (Q,); NaN for queries without relevant items."""
    top = -np.sort(-np.partition(gains, -depth, axis=1)[:, -depth:], axis=1)
    ideal = top @ _discounts(depth)
    return np.where(ideal > 0, ideal, np.nan)


def _discounts(depth: int) -> Floats:
    return 1 / np.log2(np.arange(2, depth + 2))
