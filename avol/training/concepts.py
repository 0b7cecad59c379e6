"""Things that sound, and the classes of the pretrained eye and ear that stand for them. Ours.

The class weights of ImageNet and AudioSet were learnt from millions of examples. As rows of the
heads' first layers they give evidence for each class; and where the catalogue has no photograph or
no sound of a thing, a tower's answer moved towards the class stands in for one.
"""

import csv
import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import torch
from torch import Tensor, nn

from avol.errors import WeightsError

ABOVE = 1.0
"""Standard deviations above its usual answer from which on evidence counts."""


@dataclass(frozen=True)
class Concept:
    """A thing that sounds; names of ImageNet classes that look so, of AudioSet that sound so."""

    name: str
    seen: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()


def read_concepts() -> list[Concept]:
    """The table beside this file."""
    text = (files("avol.training") / "concepts.toml").read_text("utf-8")
    return [
        Concept(name, tuple(entry.get("seen", ())), tuple(entry.get("heard", ())))
        for name, entry in tomllib.loads(text).items()
    ]


@dataclass
class Evidence:
    """Standardised class rows of one tower: `answers @ rows.T + bias` is in standard deviations."""

    rows: Tensor  # (classes, channels)
    bias: Tensor  # (classes,)
    names: list[str] = field(default_factory=list)

    def of(self, name: str) -> Tensor:
        """(channels,) the row of a class."""
        return self.rows[self.names.index(name)]


def evidence(rows: Tensor, answers: Tensor, names: list[str]) -> Evidence:
    """Rows scaled so that the evidence has mean 0 and deviation 1 over ordinary answers.

    Args:
        rows: (classes, channels) class weights.
        answers: (N, channels) what the tower ordinarily answers.
        names: of the classes.
    """
    ordinary = answers @ rows.T
    mean, deviation = ordinary.mean(0), ordinary.std(0)
    return Evidence(rows / deviation[:, None], -mean / deviation, names)


def seen_rows(classes: Tensor, concepts: list[Concept]) -> tuple[Tensor, list[str]]:
    """The rows that the concepts name, out of the eye's (1000, channels), and their names."""
    from torchvision.models import ResNet18_Weights

    names: list[str] = ResNet18_Weights.DEFAULT.meta["categories"]
    return _rows(classes, names, sorted({name for c in concepts for name in c.seen}))


def heard_rows(
    classes: Tensor, class_map: Path, concepts: list[Concept]
) -> tuple[Tensor, list[str]]:
    """The rows that the concepts name, out of the ear's (521, channels), and their names.

    Args:
        classes: the class weights.
        class_map: YAMNet's list of names, a CSV with a column `display_name`.
        concepts: the table.
    """
    with class_map.open(encoding="utf-8", newline="") as lines:
        names = [row["display_name"] for row in csv.DictReader(lines)]
    return _rows(classes, names, sorted({name for c in concepts for name in c.heard}))


def _rows(classes: Tensor, names: list[str], wanted: list[str]) -> tuple[Tensor, list[str]]:
    missing = [name for name in wanted if name not in names]
    if missing:
        raise WeightsError(f"The pretrained tower knows no class “{missing[0]}”.")
    return classes[[names.index(name) for name in wanted]], wanted


def start_from(layer: nn.Linear | nn.Conv2d, *groups: Evidence) -> None:
    """Set the first units of a head's first layer to evidence, what fits of it; in place."""
    taken = 0
    with torch.no_grad():
        for group in groups:
            count = min(len(group.rows), len(layer.weight) - taken)
            units = slice(taken, taken + count)
            layer.weight[units] = group.rows[:count].reshape(count, *layer.weight.shape[1:])
            if layer.bias is not None:
                layer.bias[units] = group.bias[:count] - ABOVE
            taken += count
