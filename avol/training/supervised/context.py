"""Shared data of one training, and the trained encoders."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from torch import Tensor, nn

from avol.data.catalogue.manifest import CatalogueItem, Split
from avol.models.encoders.base import Encoder
from avol.training.stages import FileDigests, digest
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
class DataKeys:
    """Digests of all images and of all audio of a split, with their labels and order."""

    vision: str
    audio: str


@dataclass(frozen=True)
class TrainingContext:
    """Config, data and folders of one training."""

    config: SupervisedTrainingConfig
    data: Path
    work: Path
    splits: Mapping[Split, SplitData]
    classes: list[SoundingClass]
    data_keys: Mapping[Split, DataKeys] = field(default_factory=dict)

    @property
    def labels(self) -> list[str]:
        """All labels; the position is the label index."""
        return sorted({label for data in self.splits.values() for label in data.labels})


def digest_data(splits: Mapping[Split, SplitData], data: Path, work: Path) -> dict[Split, DataKeys]:
    """Digests of the data of each split; the first run reads all files.

    Args:
        splits: the data.
        data: its folder; names of files count relative to it.
        work: folder that keeps the digests of the files.

    Raises:
        MediaError: a file cannot be read.
    """
    files = FileDigests(work / "file-digests.json")

    def describe(item: CatalogueItem | Path) -> tuple[str, str, str]:
        path, label = (item, "") if isinstance(item, Path) else (item.path, item.label)
        return path.relative_to(data).as_posix(), label, files.of(path)

    def digest_all(*groups: Iterable[CatalogueItem | Path]) -> str:
        return digest([[describe(item) for item in group] for group in groups])

    keys: dict[Split, DataKeys] = {}
    for split, each in splits.items():
        objects = (item for items in each.objects.values() for item in items)
        keys[split] = DataKeys(
            digest_all(objects, each.distractors, each.backgrounds),
            digest_all(each.recordings, each.noises, each.rooms),
        )
    files.save()
    return keys
