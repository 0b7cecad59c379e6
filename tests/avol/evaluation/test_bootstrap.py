"""Bootstrap intervals depend on the number of files, not of rows."""

import numpy as np
import pytest

from avol.core.estimate import Estimate
from avol.evaluation.bootstrap import FileBootstrap
from avol.evaluation.metrics import roc_auc


def test_interval_of_mean_matches_theory() -> None:
    values = np.random.default_rng(0).normal(0.5, 0.1, 400)
    estimate = FileBootstrap([str(n) for n in range(400)]).mean(values)
    error = 1.96 * values.std() / np.sqrt(400)
    assert estimate.value == pytest.approx(values.mean())
    assert estimate.low == pytest.approx(values.mean() - error, abs=error / 4)
    assert estimate.high == pytest.approx(values.mean() + error, abs=error / 4)


def test_repeated_rows_of_a_file_do_not_narrow_the_interval() -> None:
    values = np.random.default_rng(1).uniform(0, 1, 30)
    names = [str(n) for n in range(30)]
    single, repeated = (
        FileBootstrap(names).mean(values),
        FileBootstrap(names * 10).mean(np.tile(values, 10)),
    )
    assert single.value == pytest.approx(repeated.value)
    assert (single.low, single.high) == pytest.approx((repeated.low, repeated.high))


def test_nan_rows_do_not_count() -> None:
    bootstrap = FileBootstrap(["a", "a", "b", "c"])
    assert bootstrap.mean(np.array([1, np.nan, 0, np.nan])).value == 0.5
    assert bootstrap.mean(np.full(4, np.nan)) == Estimate()
    assert bootstrap.mean(np.array([1, 0, np.nan, np.nan])) == Estimate(0.5)


def test_statistic_is_resampled() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.2, 0.3, 0.1])
    match = np.array([True, True, False, False, True, False])
    bootstrap = FileBootstrap(list("abcdef"))
    estimate = bootstrap.statistic(lambda counts: roc_auc(scores, match, counts), np.arange(6))
    assert estimate.value == pytest.approx(roc_auc(scores, match, np.ones(6)))
    low, value, high = (side or 0.0 for side in (estimate.low, estimate.value, estimate.high))
    assert 0 <= low < value < high <= 1
