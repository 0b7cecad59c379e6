"""Metrics: cases computed by hand, and comparison with scikit-learn."""

import numpy as np
import pytest

from avol.evaluation.geometry import in_boxes
from avol.evaluation.metrics import (
    LEVELS,
    SIDE,
    box_mask,
    calibration_error,
    ciou,
    max_inside,
    prefers_source,
    resize_map,
    roc_auc,
    success_auc,
    top_pixels,
    upper_half,
)

LEFT, RIGHT, WHOLE = (0.0, 0.0, 0.5, 1.0), (0.5, 0.0, 1.0, 1.0), (0.0, 0.0, 1.0, 1.0)
SLOPE = np.tile(np.linspace(1, 0, SIDE, dtype=np.float32), (SIDE, 1))  # highest on the left


def test_box_mask_counts_votes() -> None:
    assert box_mask([LEFT]).mean() == 0.5
    assert box_mask([LEFT, WHOLE]).max() == 1
    consensus = box_mask([LEFT, WHOLE, WHOLE], votes=2)
    assert consensus[:, 0].min() == consensus[:, -1].min() == 1
    assert set(np.unique(box_mask([LEFT, WHOLE], votes=2))) == {0.5, 1.0}
    assert not box_mask([]).any()
    assert box_mask([(0.5001, 0.5001, 0.5002, 0.5002)]).sum() == 1


def test_upper_half_and_top_pixels() -> None:
    assert upper_half(SLOPE).mean() == pytest.approx(0.5, abs=1 / SIDE)
    assert upper_half(SLOPE)[:, 0].all()
    assert upper_half(np.zeros((SIDE, SIDE), np.float32)).all()
    assert top_pixels(SLOPE, SIDE).sum() == SIDE
    assert top_pixels(SLOPE, SIDE)[:, 0].all()
    assert top_pixels(np.zeros((4, 4), np.float32), 5).sum() == 5


def test_ciou_by_hand() -> None:
    left, right = box_mask([LEFT]) > 0, box_mask([RIGHT])
    assert ciou(left, box_mask([LEFT])) == 1
    assert ciou(left, right) == 0
    assert ciou(left, box_mask([WHOLE])) == 0.5
    everything = np.ones((SIDE, SIDE), bool)
    assert ciou(everything, box_mask([LEFT])) == 0.5
    # two of three annotators marked the left half, one the whole image
    consensus = box_mask([LEFT, LEFT, WHOLE], votes=2)
    assert ciou(left, consensus) == pytest.approx(0.5 / 0.75)


def test_success_auc_equals_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    overlaps = np.random.default_rng(0).uniform(0, 1, 50)
    successes = [(overlaps >= level).mean() for level in LEVELS]
    value = np.mean([success_auc(float(one)) for one in overlaps])
    assert value == pytest.approx(metrics.auc(LEVELS, successes))


def test_box_edges() -> None:
    assert in_boxes((0.5, 0.5), [(0.2, 0.2, 0.3, 0.3), (0.5, 0.5, 0.9, 0.9)])
    assert not in_boxes((0.5, 0.5), [(0.0, 0.0, 0.5, 1.0)])
    assert not in_boxes((0.5, 0.5), [])


def test_max_inside_and_prefers_source() -> None:
    heat = np.zeros((14, 14))
    heat[3, 2], heat[3, 11] = 0.9, 0.4
    large = resize_map(heat)
    left, right = box_mask([LEFT]), box_mask([RIGHT])
    assert max_inside(large, left) == pytest.approx(0.9, abs=0.06)
    assert max_inside(large, right) == pytest.approx(0.4, abs=0.03)
    assert prefers_source(large, left, right) == 1
    assert prefers_source(large, right, left) == 0
    assert prefers_source(np.zeros_like(large), left, right) == 0.5
    assert np.isnan(prefers_source(large, left, box_mask([WHOLE])))
    assert np.isnan(prefers_source(large, left, box_mask([])))


def test_roc_auc_equals_scikit_learn_with_ties_and_weights() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    random = np.random.default_rng(1)
    scores = random.integers(0, 20, 300) / 20
    match = random.random(300) < scores
    weights = random.integers(0, 4, 300).astype(float)
    assert roc_auc(scores, match, weights) == pytest.approx(
        metrics.roc_auc_score(match, scores, sample_weight=weights)
    )
    assert roc_auc(np.array([0.9, 0.1]), np.array([True, False]), np.ones(2)) == 1
    assert np.isnan(roc_auc(scores, np.ones(300, bool), weights))


def test_calibration_error_by_hand() -> None:
    scores = np.array([0.95, 0.95, 0.15, 0.15])
    match = np.array([True, False, False, False])
    by_hand = (2 * abs(0.95 - 0.5) + 2 * abs(0.15 - 0)) / 4
    assert calibration_error(scores, match, np.ones(4)) == pytest.approx(by_hand)
    assert calibration_error(np.array([1.0, 0.0]), np.array([True, False]), np.ones(2)) == 0
    repeated = calibration_error(np.repeat(scores, 2), np.repeat(match, 2), np.full(8, 0.5))
    assert repeated == pytest.approx(by_hand)
