"""Concepts name classes that exist; the heads' first layers start as evidence for them."""

from pathlib import Path

import pytest
import torch
from torch import nn

from avol.data.labels import comparable
from avol.errors import WeightsError
from avol.training.concepts import (
    ABOVE,
    Concept,
    evidence,
    heard_rows,
    read_concepts,
    seen_rows,
    start_from,
)


@pytest.mark.parametrize("layer", [nn.Linear(16, 8), nn.Conv2d(16, 8, 1)], ids=["fc1", "conv5"])
def test_first_units_answer_in_deviations_above_the_usual(layer: nn.Linear | nn.Conv2d) -> None:
    torch.manual_seed(0)
    rows, answers = torch.randn(3, 16), torch.rand(500, 16)
    untouched = layer.weight[3:].clone()
    start_from(layer, evidence(rows[:2], answers, ["a", "b"]), evidence(rows[2:], answers, ["c"]))
    with torch.inference_mode():
        given = layer(answers.reshape(500, 16, *layer.weight.shape[2:])).flatten(1)[:, :3]
    torch.testing.assert_close(given.mean(dim=0), torch.full((3,), -ABOVE), atol=1e-4, rtol=0)
    torch.testing.assert_close(given.std(dim=0), torch.ones(3), atol=1e-4, rtol=0)
    torch.testing.assert_close(layer.weight[3:], untouched)


def test_more_evidence_than_units_is_cut_short() -> None:
    layer = nn.Linear(16, 4)
    start_from(layer, evidence(torch.randn(6, 16), torch.rand(50, 16), [*"abcdef"]))
    assert torch.isfinite(layer.weight).all()


def test_every_concept_names_classes_of_imagenet() -> None:
    concepts = read_concepts()
    rows, names = seen_rows(torch.arange(1000.0)[:, None], concepts)
    assert len(rows) == len(names) == len(set(names)) > 150
    assert len({concept.name for concept in concepts}) == len(concepts) > 100
    assert not comparable("violin", "cello")


def test_rows_are_found_by_name(tmp_path: Path) -> None:
    listing = tmp_path / "classes.csv"
    listing.write_text(
        'index,mid,display_name\n0,m,Speech\n1,m,"Violin, fiddle"\n2,m,Dog\n', encoding="utf-8"
    )
    concepts = [Concept("violin", heard=("Violin, fiddle",)), Concept("dog", heard=("Dog",))]
    rows, names = heard_rows(torch.arange(3.0)[:, None], listing, concepts)
    assert names == ["Dog", "Violin, fiddle"]
    assert rows.flatten().tolist() == [2.0, 1.0]
    with pytest.raises(WeightsError, match="knows no class “Gong”"):
        heard_rows(torch.zeros(3, 1), listing, [Concept("gong", heard=("Gong",))])
