"""The metrics against cases worked out by hand and against scikit-learn."""

import numpy as np
import pytest

from avol.evaluation.geometry import in_boxes
from avol.evaluation.metrics import (
    LEVELS,
    SIDE,
    brightest,
    calibration_error,
    coverage,
    inside,
    overlap,
    roc_auc,
    stretched,
    success_area,
    tells_apart,
    upper_half,
)

LEFT, RIGHT, WHOLE = (0.0, 0.0, 0.5, 1.0), (0.5, 0.0, 1.0, 1.0), (0.0, 0.0, 1.0, 1.0)
SLOPE = np.tile(np.linspace(1, 0, SIDE, dtype=np.float32), (SIDE, 1))  # bright on the left


def test_coverage_counts_votes() -> None:
    assert coverage([LEFT]).mean() == 0.5
    assert coverage([LEFT, WHOLE]).max() == 1
    consensus = coverage([LEFT, WHOLE, WHOLE], votes=2)
    assert consensus[:, 0].min() == consensus[:, -1].min() == 1
    assert set(np.unique(coverage([LEFT, WHOLE], votes=2))) == {0.5, 1.0}
    assert not coverage([]).any()
    assert coverage([(0.5001, 0.5001, 0.5002, 0.5002)]).sum() == 1


def test_the_brighter_half_and_the_brightest() -> None:
    assert upper_half(SLOPE).mean() == pytest.approx(0.5, abs=1 / SIDE)
    assert upper_half(SLOPE)[:, 0].all()
    assert upper_half(np.zeros((SIDE, SIDE), np.float32)).all()
    assert brightest(SLOPE, SIDE).sum() == SIDE
    assert brightest(SLOPE, SIDE)[:, 0].all()
    assert brightest(np.zeros((4, 4), np.float32), 5).sum() == 5


def test_overlap_of_hand_made_cases() -> None:
    left, right = coverage([LEFT]) > 0, coverage([RIGHT])
    assert overlap(left, coverage([LEFT])) == 1
    assert overlap(left, right) == 0
    assert overlap(left, coverage([WHOLE])) == 0.5
    everything = np.ones((SIDE, SIDE), bool)
    assert overlap(everything, coverage([LEFT])) == 0.5
    # two of three annotators drew the left half, one the whole: its right half counts half
    consensus = coverage([LEFT, LEFT, WHOLE], votes=2)
    assert overlap(left, consensus) == pytest.approx(0.5 / 0.75)


def test_the_area_under_successes_is_scikit_learns() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    overlaps = np.random.default_rng(0).uniform(0, 1, 50)
    successes = [(overlaps >= level).mean() for level in LEVELS]
    ours = np.mean([success_area(float(one)) for one in overlaps])
    assert ours == pytest.approx(metrics.auc(LEVELS, successes))


def test_pointing_knows_the_edges() -> None:
    assert in_boxes((0.5, 0.5), [(0.2, 0.2, 0.3, 0.3), (0.5, 0.5, 0.9, 0.9)])
    assert not in_boxes((0.5, 0.5), [(0.0, 0.0, 0.5, 1.0)])
    assert not in_boxes((0.5, 0.5), [])


def test_the_brightest_inside_and_which_of_two() -> None:
    heat = np.zeros((14, 14))
    heat[3, 2], heat[3, 11] = 0.9, 0.4
    large = stretched(heat)
    left, right = coverage([LEFT]), coverage([RIGHT])
    assert inside(large, left) == pytest.approx(0.9, abs=0.06)
    assert inside(large, right) == pytest.approx(0.4, abs=0.03)
    assert tells_apart(large, left, right) == 1
    assert tells_apart(large, right, left) == 0
    assert tells_apart(np.zeros_like(large), left, right) == 0.5
    assert np.isnan(tells_apart(large, left, coverage([WHOLE])))
    assert np.isnan(tells_apart(large, left, coverage([])))


def test_roc_auc_is_scikit_learns_with_ties_and_weights() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    random = np.random.default_rng(1)
    scores = random.integers(0, 20, 300) / 20
    true = random.random(300) < scores
    weights = random.integers(0, 4, 300).astype(float)
    assert roc_auc(scores, true, weights) == pytest.approx(
        metrics.roc_auc_score(true, scores, sample_weight=weights)
    )
    assert roc_auc(np.array([0.9, 0.1]), np.array([True, False]), np.ones(2)) == 1
    assert np.isnan(roc_auc(scores, np.ones(300, bool), weights))


def test_calibration_error_by_hand() -> None:
    scores = np.array([0.95, 0.95, 0.15, 0.15])
    true = np.array([True, False, False, False])
    by_hand = (2 * abs(0.95 - 0.5) + 2 * abs(0.15 - 0)) / 4
    assert calibration_error(scores, true, np.ones(4)) == pytest.approx(by_hand)
    assert calibration_error(np.array([1.0, 0.0]), np.array([True, False]), np.ones(2)) == 0
    twice = calibration_error(np.repeat(scores, 2), np.repeat(true, 2), np.full(8, 0.5))
    assert twice == pytest.approx(by_hand)
