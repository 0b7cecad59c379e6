"""The class mapping names existing classes; class weights are selected by name."""

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


def test_every_class_maps_to_existing_imagenet_classes() -> None:
    classes = load_class_mapping()
    rows, names = imagenet_class_weights(torch.arange(1000.0)[:, None], classes)
    assert len(rows) == len(names) == len(set(names)) > 150
    assert len({entry.name for entry in classes}) == len(classes) > 100
    assert not is_mismatch("violin", "cello")


def test_class_weights_are_selected_by_name(tmp_path: Path) -> None:
    listing = tmp_path / "classes.csv"
    listing.write_text(
        'index,mid,display_name\n0,m,Speech\n1,m,"Violin, fiddle"\n2,m,Dog\n', encoding="utf-8"
    )
    classes = [
        SoundingClass("violin", audioset=("Violin, fiddle",)),
        SoundingClass("dog", audioset=("Dog", "Dogs of another list")),
    ]
    rows, names = audioset_class_weights(torch.arange(3.0)[:, None], listing, classes)
    assert names == ["Dog", "Violin, fiddle"]
    assert rows.flatten().tolist() == [2.0, 1.0]
    with pytest.raises(WeightsError, match="has none of the names of “gong”"):
        audioset_class_weights(
            torch.zeros(3, 1), listing, [SoundingClass("gong", audioset=("Gong",))]
        )
