"""Fits: examples score above others, background does not, and each example counts."""

from dataclasses import replace

import numpy as np
import pytest

from avol.teaching import SimilarClass
from avol.teaching.fit import AUDIO_RARE, IMAGE_RARE, fit_projected, fit_units
from avol.teaching.report import contradictory, find_warnings, similar_classes
from tests.support.taught import example, random_backgrounds, taught_class

BACKGROUNDS = random_backgrounds()


@pytest.mark.parametrize("count", [1, 5, 20])
def test_new_examples_of_the_class_exceed_all_usual_samples(count: int) -> None:
    units = fit_projected([example(2, seed) for seed in range(count)], BACKGROUNDS)
    new, other = example(2, 99), example(5, 98)
    assert new.image is not None
    assert new.audio is not None
    assert other.image is not None
    assert other.audio is not None
    usual = units.audio.logits(BACKGROUNDS.audio.samples)
    assert units.audio.logits(new.audio.features) > usual.max()
    assert units.audio.logits(other.audio.features) < np.quantile(usual, AUDIO_RARE)
    cells = units.image.logits(new.image.cells)
    assert cells[:2].min() > units.image.logits(BACKGROUNDS.image.samples).max()
    assert cells[2] < np.quantile(units.image.logits(BACKGROUNDS.image.samples), IMAGE_RARE)


def test_units_of_features_equal_those_of_projected_features() -> None:
    examples = [example(1, seed) for seed in range(3)]
    features = np.random.default_rng(0).normal(size=(4, 24)).astype(np.float32)
    whole, projected = fit_units(examples, BACKGROUNDS), fit_projected(examples, BACKGROUNDS)
    np.testing.assert_allclose(
        whole.image.logits(features),
        projected.image.logits(BACKGROUNDS.image.project(features)),
        atol=1e-4,
    )


def test_background_examples_lower_what_they_show() -> None:
    examples = [example(1, seed) for seed in range(3)]
    alike = [example(4, seed) for seed in range(50, 53)]
    before = fit_projected(examples, BACKGROUNDS)
    not_it = [replace(one, is_background=True) for one in alike]
    after = fit_projected([*examples, *not_it], BACKGROUNDS)
    assert alike[0].audio is not None
    own, other = examples[0].audio, alike[0].audio
    assert own is not None
    gap = [u.audio.logits(own.features) - u.audio.logits(other.features) for u in (before, after)]
    assert gap[1] > gap[0] + 0.3


def test_a_modality_without_examples_never_fires() -> None:
    units = fit_units([example(0, seed, image=None) for seed in range(3)], BACKGROUNDS)
    assert not units.image.weights.any()
    assert units.audio.weights.any()


def test_few_and_contradictory_examples_are_reported() -> None:
    assert any(
        "2 images" in w for w in find_warnings([example(0, 1), example(0, 2)], (), BACKGROUNDS)
    )
    examples = [example(0, seed) for seed in range(6)]
    assert contradictory(examples, BACKGROUNDS) == ()
    assert contradictory([*examples, example(6, 7)], BACKGROUNDS) == (6,)


def test_similar_classes_are_named_for_each_modality() -> None:
    sounds_like = np.zeros(128, np.float32)
    sounds_like[1] = 0.8
    made = taught_class().examples[0]
    assert made.audio is not None
    heard = example(0, 1, audio=type(made.audio)(made.audio.features, 0.0, sounds_like, -20.0))
    found = similar_classes("kazoo", [heard], ("guitar", "banjo"))
    assert [(s.name, s.modality, s.probability) for s in found] == [("banjo", "audio", 0.8)]
    assert similar_classes("Banjo", [heard], ("guitar", "banjo")) == ()


def test_images_and_sounds_of_different_known_classes_are_reported() -> None:
    looks, sounds = SimilarClass("piano", "image", 0.9), SimilarClass("trumpet", "audio", 0.9)
    examples = [example(0, seed) for seed in range(3)]
    found = find_warnings(examples, (looks, sounds), BACKGROUNDS)
    assert any("piano" in w and "trumpet" in w for w in found)
