"""Concepts: which classes belong together, and the joint judgement of two networks."""

import pytest
import torch

from avol.training.supervised.class_mapping import SoundingClass
from avol.training.supervised.concepts.units import (
    FINE_TUNED_SHARE,
    ONLY_FINE_TUNED,
    ONLY_PRETRAINED,
    ConceptUnits,
    concept_units,
    label_concepts,
)

IMAGENET = ["cello", "hammer", "tabby", "tiger cat"]
AUDIOSET = ["Speech", "Cello", "Hammer", "Meow"]


@pytest.fixture
def units() -> ConceptUnits:
    classes = [
        SoundingClass("hammer", imagenet=("hammer",), audioset=("Hammer",)),
        SoundingClass("cat", imagenet=("tabby", "tiger cat"), audioset=("Meow", "Purr")),
        SoundingClass("wind", audioset=("Wind",)),
    ]
    return concept_units(classes, ["tuba", "cat", "horn"], IMAGENET, AUDIOSET, ["horn"])


def test_concepts_are_mapped_classes_and_other_units(units: ConceptUnits) -> None:
    assert units.names == ("cat", "hammer", "tuba")
    assert units.fine_tuned == (1, -1, 0)
    assert units.audioset == ((3,), (2,), ())
    assert units.imagenet.tolist() == [[0, 0, 1, 1], [0, 1, 0, 0], [0, 0, 0, 0]]


def test_the_judgement_mixes_both_networks(units: ConceptUnits) -> None:
    shares = torch.tensor([0.1, 0.2, 0.3, 0.4])
    tuned = torch.tensor([0.5, 0.3, 0.1])  # tuba, cat, horn
    joint = units.vision_targets(shares.log(), tuned)
    cat = FINE_TUNED_SHARE * 0.3 + (1 - FINE_TUNED_SHARE) * 0.7
    expected = torch.tensor([cat, ONLY_PRETRAINED * 0.2, ONLY_FINE_TUNED * 0.5])
    torch.testing.assert_close(joint[:3], expected)
    torch.testing.assert_close(joint.sum(), torch.tensor(1.0))


def test_too_many_concepts_are_rejected() -> None:
    with pytest.raises(ValueError, match="129 concepts"):
        concept_units([], [f"unit {n}" for n in range(129)], IMAGENET, AUDIOSET)


def test_labels_without_a_concept_have_no_unit(units: ConceptUnits) -> None:
    assert label_concepts(units.names, ["hammer", "violin"]).tolist() == [1, -1]
