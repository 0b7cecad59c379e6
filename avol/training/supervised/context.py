"""What one training is about, and the towers that come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor, nn

from avol.data.catalogue.manifest import Split
from avol.models.encoders.base import Encoder
from avol.training.supervised.class_mapping import Concept
from avol.training.supervised.config import Recipe
from avol.training.supervised.split_data import SplitData

Progress = Callable[[str, int, int], None]
"""Told (stage, done, of how many) as a build goes on."""


@dataclass(frozen=True)
class FineTunedEncoder:
    """A tower, the class rows that it was pretrained with, and the layer that its tuning gave."""

    tower: Encoder
    rows: Tensor  # (classes, channels) of the concepts' classes
    names: list[str]
    naming: nn.Linear | None = None  # channels -> labels + 1


@dataclass(frozen=True)
class EncoderPair:
    """Both."""

    eye: FineTunedEncoder
    ear: FineTunedEncoder


@dataclass(frozen=True)
class TrainingContext:
    """What one training is about: the recipe, both sides of the data, where results are kept."""

    recipe: Recipe
    data: Path
    work: Path
    sides: Mapping[Split, SplitData]
    concepts: list[Concept]

    @property
    def labels(self) -> list[str]:
        """All labels, in the order that their numbers follow."""
        return sorted({label for side in self.sides.values() for label in side.labels})
