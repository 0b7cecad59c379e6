"""Intervals: as wide as the files are many, not as the rows are."""

import numpy as np
import pytest

from avol.evaluation.bootstrap import Estimate, Resampler
from avol.evaluation.metrics import roc_auc


def test_the_interval_of_a_mean_is_that_of_theory() -> None:
    values = np.random.default_rng(0).normal(0.5, 0.1, 400)
    found = Resampler([str(n) for n in range(400)]).mean(values)
    error = 1.96 * values.std() / np.sqrt(400)
    assert found.value == pytest.approx(values.mean())
    assert found.low == pytest.approx(values.mean() - error, abs=error / 4)
    assert found.high == pytest.approx(values.mean() + error, abs=error / 4)


def test_ten_equal_rows_of_a_file_say_no_more_than_one() -> None:
    values = np.random.default_rng(1).uniform(0, 1, 30)
    names = [str(n) for n in range(30)]
    once, often = Resampler(names).mean(values), Resampler(names * 10).mean(np.tile(values, 10))
    assert once.value == pytest.approx(often.value)
    assert (once.low, once.high) == pytest.approx((often.low, often.high))


def test_rows_that_were_not_asked_do_not_count() -> None:
    sample = Resampler(["a", "a", "b", "c"])
    assert sample.mean(np.array([1, np.nan, 0, np.nan])).value == 0.5
    assert sample.mean(np.full(4, np.nan)) == Estimate()
    assert sample.mean(np.array([1, 0, np.nan, np.nan])) == Estimate(0.5)


def test_any_statistic_can_be_resampled() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.2, 0.3, 0.1])
    true = np.array([True, True, False, False, True, False])
    sample = Resampler(list("abcdef"))
    found = sample.statistic(lambda times: roc_auc(scores, true, times), np.arange(6))
    assert found.value == pytest.approx(roc_auc(scores, true, np.ones(6)))
    low, value, high = (side or 0.0 for side in (found.low, found.value, found.high))
    assert 0 <= low < value < high <= 1
