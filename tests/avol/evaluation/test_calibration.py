"""The scale of the scores, fitted on synthetic pairs of image and audio."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from avol.evaluation.calibration import (
    Pairs,
    fit_probability,
    fit_scale,
    in_fitted_half,
    reliability,
)
from avol.score_scale import MATCH_SCORE, MAX_SCORE, ScoreScale

BIAS = -4.0
SCALE = ScoreScale(2.0, BIAS, (-5.0, 5.0), (0.0, 1.0))


def pairs(seed: int, count: int = 4000) -> Pairs:
    """Pairs whose logarithm of the product is normal around 1 with a match, and -1 without."""
    random = np.random.default_rng(seed)
    match = np.arange(count) % 2 == 0
    logs = random.normal(np.where(match, 1.0, -1.0), 1.0)
    return Pairs(SCALE.gain * np.exp(logs) + BIAS, match, np.ones(count))


def logit(log_product: float) -> np.ndarray:
    return np.array([SCALE.gain * np.exp(log_product) + BIAS])


def test_the_limit_of_a_match_is_where_half_of_the_pairs_match() -> None:
    scale = fit_scale(pairs(0), SCALE)
    assert (scale.gain, scale.bias) == (SCALE.gain, SCALE.bias)
    # Both densities are equal at the logarithm 0, and the odds at x are exp(2 x).
    assert scale(logit(0.0))[0] == pytest.approx(MATCH_SCORE, abs=0.05)
    expected = 0.5 + (1 / (1 + np.exp(-2.0)) - 0.5) * (MAX_SCORE - 0.5) / 0.5
    assert scale(logit(1.0))[0] == pytest.approx(expected, abs=0.05)


def test_the_typical_peak_without_a_match_has_the_score_zero() -> None:
    scale = fit_scale(pairs(0), SCALE)
    assert scale(logit(-1.2))[0] == 0
    assert 0 < scale(logit(-0.5))[0] < MATCH_SCORE
    assert scale(logit(20.0))[0] <= MAX_SCORE


def test_mismatched_pairs_count_as_much_as_the_matching_ones() -> None:
    """Three mismatched pairs for each matching one, a third as heavy, change nothing."""
    some = pairs(0)
    order = np.concatenate([np.flatnonzero(some.match), *[np.flatnonzero(~some.match)] * 3])
    weights = np.where(some.match[order], 1.0, 1 / 3)
    heavy = Pairs(some.logits[order], some.match[order], weights)
    points = np.linspace(BIAS, 10, 50)
    expected = fit_scale(some, SCALE)(points)
    assert fit_scale(heavy, SCALE)(points) == pytest.approx(expected, abs=0.01)


def probabilities(fitted: Pairs, points: np.ndarray) -> np.ndarray:
    """Return the fitted probability of a match at each logit."""
    scale = replace(SCALE, match=fit_probability(fitted, SCALE))
    return np.array([scale.match_probability(point) for point in points])


def test_the_probability_is_not_stretched() -> None:
    logs = np.linspace(-2.5, 2.5, 11)
    expected = 1 / (1 + np.exp(-2 * logs))
    found = probabilities(pairs(0), SCALE.gain * np.exp(logs) + BIAS)
    assert found == pytest.approx(expected, abs=0.06)


def test_pairs_without_evidence_may_match() -> None:
    """Below a product of 1 all pairs are alike, and a fifth of them match."""
    some, random = pairs(0), np.random.default_rng(2)
    none = random.random(4000) < 0.5
    logits = np.where(none, BIAS + random.uniform(0, 0.02, 4000), some.logits)
    match = np.where(none, random.random(4000) < 0.2, some.match)
    points = BIAS + np.array([0.0, 1e-9, 1e-4, 0.01, 0.1, 1.0, 100.0])
    found = probabilities(Pairs(logits, match, np.ones(4000)), points)
    assert found[:4] == pytest.approx(0.2, abs=0.06)
    assert (np.diff(found) > 0).all()


def test_the_probability_rises_with_products_below_zero() -> None:
    """The paper's heads have such products."""
    random = np.random.default_rng(0)
    match = np.arange(4000) % 2 == 0
    logits = random.normal(np.where(match, 1.0, -1.0), 2.0)
    found = probabilities(Pairs(logits + BIAS, match, np.ones(4000)), BIAS + np.linspace(-9, 9, 50))
    assert (np.diff(found) > 0).all()
    assert found[0] < 0.1
    assert found[-1] > 0.9


def test_the_reliability_of_other_pairs_follows_the_score() -> None:
    test = pairs(1)
    bins = reliability(test, fit_scale(pairs(0), SCALE)(test.logits).astype(float))
    assert sum(group.n for group in bins) == 4000
    above = [group for group in bins if group.score >= MATCH_SCORE]
    assert len(above) >= 3
    assert all(group.matching == pytest.approx(group.score, abs=0.08) for group in above)
    assert [group.score for group in bins] == sorted(group.score for group in bins)


def test_excerpts_of_a_video_lie_in_one_half_and_numbered_images_in_both() -> None:
    assert in_fitted_half("cow_bull.mp4") == in_fitted_half("cow_bull2.mp4")
    assert {in_fitted_half(f"images/{number:03}.png") for number in range(40)} == {True, False}


def test_noise_is_no_match() -> None:
    noise = float(logit(0.5)[0])
    scale = fit_scale(pairs(0), SCALE, noise)
    assert scale(logit(0.5))[0] == pytest.approx(MATCH_SCORE, abs=0.01)
    assert scale(logit(0.3))[0] < MATCH_SCORE < scale(logit(0.7))[0]
