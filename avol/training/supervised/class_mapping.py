"""Maps sounding classes to classes of ImageNet and AudioSet (not in the paper).

The class weights of ImageNet and AudioSet were trained on millions of examples. They replace the
fine-tuned classifier for classes without photographs or recordings in the catalogue.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from avol.core.input_files import load_records
from avol.errors import WeightsError

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class SoundingClass:
    """A class of sounding objects, and the classes and labels that correspond to it."""

    name: str
    labels: tuple[str, ...] = ()
    """Labels of the catalogue, besides the name itself."""
    imagenet: tuple[str, ...] = ()
    audioset: tuple[str, ...] = ()
    coco: tuple[str, ...] = ()


def load_class_mapping() -> list[SoundingClass]:
    """Loads `class_mapping.toml`."""
    text = (files("avol.training.supervised") / "class_mapping.toml").read_text("utf-8")
    return [
        SoundingClass(name, **{key: tuple(names) for key, names in entry.items()})
        for name, entry in tomllib.loads(text).items()
    ]


def class_by_label(classes: list[SoundingClass]) -> dict[str, str]:
    """The class of every label of the catalogue whose class has another name."""
    return {label: c.name for c in classes for label in c.labels}


def imagenet_names() -> list[str]:
    """The names of the 1000 classes of ImageNet."""
    from torchvision.models import ResNet18_Weights

    return list(ResNet18_Weights.DEFAULT.meta["categories"])


def imagenet_class_weights(
    weights: Tensor, classes: list[SoundingClass]
) -> tuple[Tensor, list[str]]:
    """Selects the rows of the mapped classes, and their names.

    Args:
        weights: (1000, channels) class weights of the vision encoder.
        classes: the class mapping.
    """
    return _select_rows(
        weights, imagenet_names(), sorted({name for c in classes for name in c.imagenet})
    )


def audioset_class_weights(
    weights: Tensor, class_map: Path, classes: list[SoundingClass]
) -> tuple[Tensor, list[str]]:
    """Selects the rows of the mapped classes, and their names.

    YAMNet lacks some classes of AudioSet, such as male and female speech; they are left out.

    Args:
        weights: (521, channels) class weights of the audio encoder.
        class_map: YAMNet's class list, a CSV with a column `display_name`.
        classes: the class mapping.

    Raises:
        WeightsError: the list has none of the names of a class.
    """
    names = load_records(
        class_map, "YAMNet's class list", ("display_name",), lambda row: row["display_name"]
    )
    for c in classes:
        if c.audioset and not set(c.audioset) & set(names):
            raise WeightsError(
                f"{class_map} has none of the names of “{c.name}”; use YAMNet's own class list."
            )
    mapped = {name for c in classes for name in c.audioset}
    return _select_rows(weights, names, sorted(mapped & set(names)))


def _select_rows(
    weights: Tensor, names: list[str], selected: list[str]
) -> tuple[Tensor, list[str]]:
    return weights[[names.index(name) for name in selected]], selected
