"""The heads' first layers start as standardised evidence for known classes."""

from pathlib import Path

import pytest
import torch
from torch import nn

from avol.errors import WeightsError
from avol.training.evidence import ABOVE, HEARD, heard_rows, start_from_classes


@pytest.mark.parametrize("layer", [nn.Linear(16, 8), nn.Conv2d(16, 8, 1)], ids=["fc1", "conv5"])
def test_first_rows_answer_in_deviations_above_the_usual(layer: nn.Linear | nn.Conv2d) -> None:
    torch.manual_seed(0)
    rows, answers = torch.randn(3, 16), torch.rand(500, 16)
    untouched = layer.weight[3:].clone()
    start_from_classes(layer, rows, answers)
    with torch.inference_mode():
        given = layer(answers.reshape(500, 16, *layer.weight.shape[2:])).flatten(1)[:, :3]
    torch.testing.assert_close(given.mean(dim=0), torch.full((3,), -ABOVE), atol=1e-4, rtol=0)
    torch.testing.assert_close(given.std(dim=0), torch.ones(3), atol=1e-4, rtol=0)
    torch.testing.assert_close(layer.weight[3:], untouched)


def test_rows_are_found_by_name(tmp_path: Path) -> None:
    names = [" ".join(name.split()) for name in HEARD.split(";")]
    listing = tmp_path / "classes.csv"
    lines = [f'{i},m,"{name}"' for i, name in enumerate(reversed(names))]
    listing.write_text("index,mid,display_name\n" + "\n".join(lines), encoding="utf-8")
    classes = torch.arange(float(len(names)))[:, None]
    expected = torch.arange(float(len(names))).flip(0)[:, None]
    torch.testing.assert_close(heard_rows(classes, listing), expected)
    listing.write_text("index,mid,display_name\n0,m,Speech\n", encoding="utf-8")
    with pytest.raises(WeightsError, match="knows no class"):
        heard_rows(classes, listing)
    assert len(names) < 128
