"""Adaptations: their file, their fingerprints, and the arithmetic of the audio head."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from avol.core.estimate import Estimate
from avol.errors import InputError
from avol.model_card import MatchCurve
from avol.score_scale import ScoreScale
from avol.teaching import TaughtClasses
from avol.teaching.adaptation import Adaptation, Measurement, multiply_classes
from avol.teaching.units import ClassUnit

ROOM = Adaptation(
    kind="room",
    created="2026-01-01T00:00:00+00:00",
    weights_sha256="a" * 64,
    weights="avol 2.0",
    data="60 s of the room",
    measurements=(Measurement("room_area", Estimate(0.4, 0.3, 0.5), Estimate(0.1)),),
    verdict="It helps.",
    noise=ClassUnit(np.arange(4, dtype=np.float32), -2.5),
    silence_dbfs=-52.0,
    evidence=0.8,
)
ANNOTATIONS = replace(
    ROOM,
    kind="annotations",
    noise=None,
    silence_dbfs=None,
    class_factors=np.linspace(0.5, 2, 128, dtype=np.float32),
    scale=((-2.0, 0.0, 1.0), (0.0, 0.5, 0.9)),
    evidence=1.0,
)


def test_a_file_holds_adaptations_beside_classes(tmp_path: Path) -> None:
    path = tmp_path / "lab.safetensors"
    taught = TaughtClasses().adapt(ROOM).adapt(ANNOTATIONS)
    taught.save(path)
    loaded = TaughtClasses.load(path)
    assert [one.kind for one in loaded.adaptations] == ["annotations", "room"]
    for one in (ROOM, ANNOTATIONS):
        found = loaded.adaptation(one.kind)
        assert found is not None
        assert found.fingerprint == one.fingerprint
        assert found.measurements == one.measurements
        assert (found.verdict, found.data) == (one.verdict, one.data)
    loaded.revert("room").save(path)
    assert [one.kind for one in TaughtClasses.load(path).adaptations] == ["annotations"]


def test_an_adaptation_without_arrays_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "scale.safetensors"
    TaughtClasses().adapt(replace(ANNOTATIONS, class_factors=None)).save(path)
    found = TaughtClasses.load(path).adaptation("annotations")
    assert found is not None
    assert found.scale == ANNOTATIONS.scale


def test_a_damaged_scale_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.safetensors"
    falling = replace(ANNOTATIONS, scale=((0.0, -1.0), (0.0, 0.5)))
    with pytest.raises(ValueError, match="curve"):
        TaughtClasses().adapt(falling).save(path)
    TaughtClasses().adapt(ANNOTATIONS).save(path)
    good, bad = b'\\"raw\\":[-2.0,0.0', b'\\"raw\\":[-2.0,5.0'
    assert good in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(good, bad))
    with pytest.raises(InputError, match="“bad"):
        TaughtClasses.load(path)


@pytest.mark.parametrize(
    "change",
    [
        {"silence_dbfs": -40.0},
        {"evidence": 0.7},
        {"noise": ClassUnit(np.arange(4, dtype=np.float32), -2.0)},
        {"class_factors": np.full(128, 1.1, np.float32)},
        {"scale": ((-2.0, 1.0), (0.0, 0.5))},
        {"kind": "annotations"},
    ],
)
def test_the_fingerprint_follows_what_determines_results(change: dict) -> None:
    assert replace(ROOM, **change).fingerprint != ROOM.fingerprint
    assert replace(ROOM, verdict="other").fingerprint == ROOM.fingerprint


def test_other_weights_are_named() -> None:
    text = TaughtClasses().adapt(ROOM).unusable_text("b" * 64)
    assert text.startswith("the adaptation to a room was made for other weights (avol 2.0)")
    assert TaughtClasses().adapt(ROOM).usable_adaptations("b" * 64) == ()


def test_factors_multiply_the_exponentials_of_a_softmax() -> None:
    logits = np.array([1.0, -1.0, 0.5, 2.0], np.float32)  # the last one is a taught class
    factors = np.array([2.0, 0.5, 1.0], np.float32)

    def softmax(values: np.ndarray) -> np.ndarray:
        exponentials = np.exp(values)
        return (exponentials / (1 + exponentials.sum())).astype(np.float32)

    expected = softmax(logits + np.log([2.0, 0.5, 1.0, 1.0]))
    assert multiply_classes(softmax(logits), factors) == pytest.approx(expected, abs=1e-6)


def test_less_evidence_moves_the_limit_of_a_match() -> None:
    scale = ScoreScale(10.0, -2.0, (-2.0, 0.0, 2.0), (0.0, 0.5, 0.9))
    adapted = replace(ROOM, evidence=0.5).adapt_scale(scale)
    product = np.array([0.2, 0.4], np.float32)
    assert scale(scale.logits(product))[0] == pytest.approx(0.5)
    assert adapted(adapted.logits(product))[1] == pytest.approx(0.5)
    assert adapted(adapted.logits(product))[0] == pytest.approx(0.25)


def test_the_probability_of_a_match_follows_the_evidence_and_not_another_scale() -> None:
    curve = MatchCurve(slope=1.5, offset=-0.5, width=0.1)
    scale = ScoreScale(10.0, -2.0, (-2.0, 0.0, 2.0), (0.0, 0.5, 0.9), curve)
    adapted = replace(ROOM, evidence=0.5).adapt_scale(scale)
    before, after = (s.match_probability(np.array(s.logits(p))) for s, p in
                     ((scale, np.array([0.2])), (adapted, np.array([0.4]))))  # fmt: skip
    assert after == pytest.approx(before)
    other = replace(ROOM, scale=((-2.0, 1.0), (0.0, 0.5))).adapt_scale(scale)
    assert other.match_probability(np.zeros((14, 14))) is None
