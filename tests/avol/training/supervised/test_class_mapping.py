"""Concepts name classes that exist; the heads' first layers start as evidence for them."""

from pathlib import Path

import pytest
import torch

from avol.data.catalogue.confusable_classes import is_mismatch
from avol.errors import WeightsError
from avol.training.supervised.class_mapping import (
    SoundingClass,
    audioset_class_weights,
    imagenet_class_weights,
    load_class_mapping,
)


def test_every_concept_names_classes_of_imagenet() -> None:
    concepts = load_class_mapping()
    rows, names = imagenet_class_weights(torch.arange(1000.0)[:, None], concepts)
    assert len(rows) == len(names) == len(set(names)) > 150
    assert len({concept.name for concept in concepts}) == len(concepts) > 100
    assert not is_mismatch("violin", "cello")


def test_rows_are_found_by_name(tmp_path: Path) -> None:
    listing = tmp_path / "classes.csv"
    listing.write_text(
        'index,mid,display_name\n0,m,Speech\n1,m,"Violin, fiddle"\n2,m,Dog\n', encoding="utf-8"
    )
    concepts = [
        SoundingClass("violin", audioset=("Violin, fiddle",)),
        SoundingClass("dog", audioset=("Dog",)),
    ]
    rows, names = audioset_class_weights(torch.arange(3.0)[:, None], listing, concepts)
    assert names == ["Dog", "Violin, fiddle"]
    assert rows.flatten().tolist() == [2.0, 1.0]
    with pytest.raises(WeightsError, match="has no class “Gong”"):
        audioset_class_weights(
            torch.zeros(3, 1), listing, [SoundingClass("gong", audioset=("Gong",))]
        )
