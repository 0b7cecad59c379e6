"""Normalised discounted cumulative gain of ranked lists (paper §4; details ours).

The ideal order is taken over the whole base, not over what was retrieved, which would flatter.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Gain = Literal["exponential", "linear"]
DEPTH = 30
"""How many of the list count: the paper's nDCG@30."""


def ndcg(
    relevance: NDArray[np.floating],
    ranking: NDArray[np.integer],
    k: int = DEPTH,
    gain: Gain = "exponential",
) -> NDArray[np.float64]:
    """nDCG@k of each query.

    Args:
        relevance: (Q, N), 0 or more, of every item of the base to every query; an item that does
            not count for a query, such as the query itself, has 0 and is not in its ranking.
        ranking: (Q, R) numbers of the items in the order found, best first; the first k count, and
            a number of -1 stands for nothing found.
        k: depth.
        gain: "exponential" is 2^r - 1, which fits the paper's chance figure; "linear" is r.

    Returns:
        (Q,) in 0..1; NaN for a query to which nothing is relevant.
    """
    gains = np.exp2(relevance) - 1 if gain == "exponential" else np.asarray(relevance, np.float64)
    ranking = ranking[:, :k]
    found = np.where(ranking >= 0, np.take_along_axis(gains, np.maximum(ranking, 0), axis=1), 0)
    depth = min(k, gains.shape[1])
    ideal = -np.sort(-np.partition(gains, -depth, axis=1)[:, -depth:], axis=1)
    best = ideal @ _discounts(depth)
    with np.errstate(invalid="ignore"):
        return (found @ _discounts(found.shape[1])) / np.where(best > 0, best, np.nan)


def _discounts(depth: int) -> NDArray[np.float64]:
    return 1 / np.log2(np.arange(2, depth + 2))
