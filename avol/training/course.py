"""What one training is about, and the towers that come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor, nn

from avol.data.catalogue import Split
from avol.nets.towers.base import Tower
from avol.training.concepts import Concept
from avol.training.material import Material
from avol.training.recipe import Recipe

Progress = Callable[[str, int, int], None]
"""Told (stage, done, of how many) as a build goes on."""


@dataclass(frozen=True)
class Learner:
    """A tower, the class rows that it was pretrained with, and the layer that its tuning gave."""

    tower: Tower
    rows: Tensor  # (classes, channels) of the concepts' classes
    names: list[str]
    naming: nn.Linear | None = None  # channels -> labels + 1


@dataclass(frozen=True)
class Towers:
    """Both."""

    eye: Learner
    ear: Learner


@dataclass(frozen=True)
class Course:
    """What one training is about: the recipe, both sides of the data, where results are kept."""

    recipe: Recipe
    data: Path
    work: Path
    sides: Mapping[Split, Material]
    concepts: list[Concept]

    @property
    def labels(self) -> list[str]:
        """All labels, in the order that their numbers follow."""
        return sorted({label for side in self.sides.values() for label in side.labels})
