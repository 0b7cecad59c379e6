"""nDCG: cases computed by hand, and comparison with scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import ndcg_score

from avol.evaluation.retrieval.ndcg import ndcg

RNG = np.random.default_rng(0)


def test_ndcg_by_hand() -> None:
    relevance = np.array([[3.0, 0.0, 1.0, 2.0]])
    best = 7 + 3 / np.log2(3) + 1 / 2
    assert ndcg(relevance, np.array([[0, 3, 2, 1]]))[0] == pytest.approx(1)
    assert ndcg(relevance, np.array([[1, 0]]))[0] == pytest.approx(7 / np.log2(3) / best)
    assert ndcg(relevance, np.array([[3, -1]]), gain="linear")[0] == pytest.approx(
        2 / (3 + 2 / np.log2(3) + 1 / 2)
    )


def test_ideal_order_covers_whole_base_up_to_depth() -> None:
    relevance = np.array([[0.0, 1.0, 1.0, 1.0]])
    assert ndcg(relevance, np.array([[1, 0, 2, 3]]), k=1)[0] == pytest.approx(1)
    assert ndcg(relevance, np.array([[1]]), k=3)[0] < 0.5


def test_query_without_relevant_items_is_nan() -> None:
    assert np.isnan(ndcg(np.zeros((1, 3)), np.array([[0, 1]]))).all()


def test_ndcg_equals_scikit_learn() -> None:
    relevance = RNG.integers(0, 5, (20, 60)).astype(float)
    scores = RNG.random((20, 60))
    ranking = np.argsort(-scores, axis=1)
    for k in (1, 30, 60):
        value = ndcg(relevance, ranking, k, "linear").mean()
        assert value == pytest.approx(ndcg_score(relevance, scores, k=k))
        exponential = ndcg_score(np.exp2(relevance) - 1, scores, k=k)
        assert ndcg(relevance, ranking, k).mean() == pytest.approx(exponential)
