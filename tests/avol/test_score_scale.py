"""The scale of the scores: no evidence is 0, 0.5 is the limit of a match, scores end below 1."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from avol.model_card import Calibration
from avol.score_scale import MATCH_SCORE, MAX_SCORE, ScoreScale
from tests.support.checkpoints import tiny_card

CURVE = {"slope": 1.5, "offset": -1.0, "width": 0.25}


def sigmoid(logit: float) -> float:
    return 1 / (1 + np.exp(-logit))


@pytest.mark.parametrize("bias", [-6.0, -1.19, -0.01])
@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.9])
def test_default_scale(bias: float, threshold: float) -> None:
    scale = ScoreScale.of(tiny_card(threshold=threshold), (26.0, bias))
    logits = np.linspace(-30, 30, 4001).astype(np.float32)
    scores = scale(logits)
    assert (np.diff(scores) >= 0).all()
    assert scores.max() == pytest.approx(MAX_SCORE)
    empty = scale(scale.logits(np.zeros(1, np.float32)))[0]
    assert (empty == 0) == (sigmoid(bias) < threshold)
    matches = np.array([sigmoid(float(logit)) >= threshold for logit in logits])
    clear = np.abs(logits - np.log(threshold / (1 - threshold))) > 1e-3
    assert ((scores >= MATCH_SCORE) == matches)[clear].all()


def test_scale_of_the_card_interpolates_between_its_knots() -> None:
    card = tiny_card(calibration={"raw": (-1.0, 1.0, 3.0), "scores": (0.0, 0.5, 0.9)})
    scale = ScoreScale.of(card, (2.0, -1.0))
    products = np.array([[-5.0, 0.0, 0.5], [1.0, 1.5, 9.0]], np.float32)
    assert scale.logits(products).tolist() == [[-11, -1, 0], [1, 2, 17]]
    np.testing.assert_allclose(scale(scale.logits(products)), [[0, 0, 0.25], [0.5, 0.7, 0.9]])


def test_the_probability_of_a_match_is_that_of_the_highest_product() -> None:
    card = tiny_card(calibration={"raw": (0.0, 1.0), "scores": (0.0, 0.5), "probability": CURVE})
    scale = ScoreScale.of(card, (2.0, -1.0))
    found = scale.match_probability(scale.logits(np.array([[0.1, 0.5], [-3.0, 0.2]], np.float32)))
    assert found == pytest.approx(sigmoid(1.5 * np.arcsinh(0.5 / 0.25) - 1.0))


def test_cards_without_the_curve_give_no_probability() -> None:
    old = tiny_card(calibration={"raw": (0.0, 1.0), "scores": (0.0, 0.5)})
    for card in (old, tiny_card()):
        assert ScoreScale.of(card, (2.0, -1.0)).match_probability(np.zeros((14, 14))) is None


def test_the_curve_changes_the_fingerprint_of_the_scale() -> None:
    knots = {"raw": (0.0, 1.0), "scores": (0.0, 0.5)}
    without, with_curve = (
        ScoreScale.of(tiny_card(calibration=knots | more), (2.0, -1.0))
        for more in ({}, {"probability": CURVE})
    )
    assert without.fingerprint != with_curve.fingerprint


@pytest.mark.parametrize(
    ("raw", "scores"),
    [
        ((0.0, 1.0, 1.0), (0.0, 0.5, 0.9)),
        ((0.0, 1.0), (0.5, 0.4)),
        ((0.0, 1.0), (0.0, 1.5)),
        ((0.0,), (0.0,)),
        ((0.0, 1.0), (0.0, 0.5, 0.6)),
    ],
    ids=["equal", "falling", "above 1", "one knot", "lengths"],
)
def test_invalid_knots_are_rejected(raw: tuple[float, ...], scores: tuple[float, ...]) -> None:
    with pytest.raises(ValidationError):
        Calibration(raw=raw, scores=scores)
