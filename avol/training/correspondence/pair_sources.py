"""Creates the pair datasets that a config describes."""

from dataclasses import dataclass
from pathlib import Path

from torch.utils.data import Dataset

from avol.data.catalogue.class_pairs import load_class_pairs
from avol.data.catalogue.manifest import Split
from avol.data.pairs.pair_stream import ClipPairs, ShardPairs
from avol.data.pairs.pairs import AVPair, PairFormat
from avol.data.shards.clips import Clip
from avol.data.shards.shards import list_shards, load_shard
from avol.training.correspondence.config import CorrespondenceTrainingConfig, PairConfig
from avol.training.correspondence.process_group import ProcessGroup


class RepeatedPairs(Dataset[AVPair]):
    """Repeats the first `distinct` pairs of an endless dataset, which are kept in memory."""

    def __init__(self, pairs: Dataset[AVPair], distinct: int) -> None:
        self._pairs, self._distinct = pairs, distinct
        self._cache: dict[int, AVPair] = {}

    def __getitem__(self, index: int) -> AVPair:
        number = index % self._distinct
        if number not in self._cache:
            self._cache[number] = self._pairs[number]
        return self._cache[number]


@dataclass(frozen=True)
class SplitPairs:
    """The pairs of one split, and the licences of their sources."""

    pairs: Dataset[AVPair]
    licences: tuple[str, ...] = ()


def load_split_pairs(
    config: CorrespondenceTrainingConfig, data: Path, split: Split, group: ProcessGroup
) -> SplitPairs:
    """Creates the dataset of the training or the validation split.

    Raises:
        InputError: the folder does not hold what the config names.
        MediaError: a shard or a file of the catalogue cannot be read.
    """
    source, seed = config.pairs, config.correspondence.seed + (split == "val")
    form = pair_format(config, training=split == "train")
    if source.kind == "catalogue":
        clips, licences = _load_catalogue_clips(source, data, split, seed)
        return SplitPairs(_clip_pairs(clips, form, seed, source, split), licences)
    shards = list_shards(data / (source.train if split == "train" else source.validation))
    if source.kind == "clips":
        clips = [clip for shard in shards for clip in load_shard(shard)]
        return SplitPairs(_clip_pairs(clips, form, seed, source, split))
    return SplitPairs(ShardPairs(shards, form, seed, rank=group.rank, world=group.size))


def pair_format(config: CorrespondenceTrainingConfig, training: bool) -> PairFormat:
    """The input format of the pairs; only training pairs are augmented."""
    form = PairFormat(
        spectrogram=config.network.spec,
        size=config.network.image_size,
        mean=config.image_mean,
        std=config.image_std,
        motion=config.pairs.motion,
        prevent_shortcut=config.pairs.prevent_shortcut,
        misaligned=config.pairs.misaligned,
    )
    return form if training else form.for_evaluation


def _clip_pairs(
    clips: list[Clip], form: PairFormat, seed: int, source: PairConfig, split: Split
) -> Dataset[AVPair]:
    pairs = ClipPairs(clips, form, seed)
    if source.distinct is None or split == "val":
        return pairs
    return RepeatedPairs(pairs, source.distinct)


def _load_catalogue_clips(
    source: PairConfig, data: Path, split: Split, seed: int
) -> tuple[list[Clip], tuple[str, ...]]:
    train_count = source.catalogue_pairs
    count = train_count if split == "train" else max(2, train_count // 6)
    excluded = frozenset(source.held_out_sources)
    return load_class_pairs(data, split, count, seed, excluded, source.include_flagged)
