"""Things that sound, and the classes of the pretrained eye and ear that stand for them. Ours.

The class weights of ImageNet and AudioSet were learnt from millions of examples. Where the
catalogue has no photograph or no sound of a thing, they stand in for what tuning could not learn.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from avol.errors import WeightsError

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Concept:
    """A thing that sounds; names of ImageNet classes that look so, of AudioSet that sound so."""

    name: str
    seen: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()


def read_concepts() -> list[Concept]:
    """The table beside this file."""
    text = (files("avol.training.supervised") / "class_mapping.toml").read_text("utf-8")
    return [
        Concept(name, tuple(entry.get("seen", ())), tuple(entry.get("heard", ())))
        for name, entry in tomllib.loads(text).items()
    ]


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
