"""Maps sounding classes to classes of ImageNet and AudioSet (not in the paper).

The class weights of ImageNet and AudioSet were trained on millions of examples. They replace the
fine-tuned classifier for classes without photographs or recordings in the catalogue.
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
class SoundingClass:
    """A class of sounding objects, and the ImageNet and AudioSet classes that correspond to it."""

    name: str
    imagenet: tuple[str, ...] = ()
    audioset: tuple[str, ...] = ()


def load_class_mapping() -> list[SoundingClass]:
    """Loads `class_mapping.toml`."""
    text = (files("avol.training.supervised") / "class_mapping.toml").read_text("utf-8")
    return [
        SoundingClass(name, tuple(entry.get("imagenet", ())), tuple(entry.get("audioset", ())))
        for name, entry in tomllib.loads(text).items()
    ]


def imagenet_class_weights(
    weights: Tensor, classes: list[SoundingClass]
) -> tuple[Tensor, list[str]]:
    """Selects the rows of the mapped classes, and their names.

    Args:
        weights: (1000, channels) class weights of the vision encoder.
        classes: the class mapping.
    """
    from torchvision.models import ResNet18_Weights

    names: list[str] = ResNet18_Weights.DEFAULT.meta["categories"]
    return _select_rows(weights, names, sorted({name for c in classes for name in c.imagenet}))


def audioset_class_weights(
    weights: Tensor, class_map: Path, classes: list[SoundingClass]
) -> tuple[Tensor, list[str]]:
    """Selects the rows of the mapped classes, and their names.

    Args:
        weights: (521, channels) class weights of the audio encoder.
        class_map: YAMNet's class list, a CSV with a column `display_name`.
        classes: the class mapping.
    """
    with class_map.open(encoding="utf-8", newline="") as lines:
        names = [row["display_name"] for row in csv.DictReader(lines)]
    return _select_rows(weights, names, sorted({name for c in classes for name in c.audioset}))


def _select_rows(
    weights: Tensor, names: list[str], selected: list[str]
) -> tuple[Tensor, list[str]]:
    missing = [name for name in selected if name not in names]
    if missing:
        raise WeightsError(
            f"The pretrained encoder has no class “{missing[0]}”; use its own class list."
        )
    return weights[[names.index(name) for name in selected]], selected
