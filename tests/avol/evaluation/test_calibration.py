"""The scale of the scores, fitted on synthetic pairs of image and audio."""

from __future__ import annotations

import numpy as np
import pytest

from avol.evaluation.calibration import Pairs, fit_scale, in_fitted_half, reliability
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


def test_the_reliability_of_other_pairs_follows_the_score() -> None:
    bins = reliability(pairs(1), fit_scale(pairs(0), SCALE))
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
