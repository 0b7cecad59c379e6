"""Shared data of one training, and the trained encoders."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor, nn

from avol.data.catalogue.manifest import Split
from avol.models.encoders.base import Encoder
from avol.training.supervised.class_mapping import SoundingClass
from avol.training.supervised.config import SupervisedTrainingConfig
from avol.training.supervised.split_data import SplitData

Progress = Callable[[str, int, int], None]
"""Receives (stage, completed steps, total steps)."""


@dataclass(frozen=True)
class TrainedEncoder:
    """An encoder, its pretrained class weights and its trained classifier."""

    encoder: Encoder
    class_weights: Tensor  # (classes, channels) of the mapped pretrained classes
    class_names: list[str]  # of these rows
    classifier: nn.Linear | None = None  # channels -> labels + 1, the last for "none of these"


@dataclass(frozen=True)
class EncoderPair:
    """The encoders of both modalities."""

    vision: TrainedEncoder
    audio: TrainedEncoder


@dataclass(frozen=True)
class TrainingContext:
    """Config, data and folders of one training."""

    config: SupervisedTrainingConfig
    data: Path
    work: Path
    splits: Mapping[Split, SplitData]
    classes: list[SoundingClass]

    @property
    def labels(self) -> list[str]:
        """All labels; the position is the label index."""
        return sorted({label for data in self.splits.values() for label in data.labels})
