"""From a recipe and a folder of data to pairs."""

from dataclasses import dataclass
from pathlib import Path

from torch.utils.data import Dataset

from avol.data.catalogue.class_pairs import catalogued_clips
from avol.data.catalogue.manifest import Split
from avol.data.pairs.pair_stream import ClipPairs, ShardPairs
from avol.data.pairs.pairs import AVPair, PairForm
from avol.data.shards.clips import Clip
from avol.data.shards.shards import read_shard, shards
from avol.training.correspondence.config import PairConfig, Recipe
from avol.training.correspondence.process_group import Group


class Repeated(Dataset[AVPair]):
    """The first `distinct` pairs of an endless sequence, over and over, made once: for lessons."""

    def __init__(self, pairs: ClipPairs, distinct: int) -> None:
        self._pairs, self._distinct = pairs, distinct
        self._made: dict[int, AVPair] = {}

    def __getitem__(self, index: int) -> AVPair:
        number = index % self._distinct
        if number not in self._made:
            self._made[number] = self._pairs[number]
        return self._made[number]


@dataclass(frozen=True)
class Side:
    """What one side of the split gives."""

    pairs: Dataset[AVPair]
    licences: tuple[str, ...] = ()


def side(recipe: Recipe, data: Path, part: Split, group: Group) -> Side:
    """The pairs to train on, or those to judge by.

    Raises:
        InputError: the folder does not hold what the recipe names.
        MediaError: a shard or a file of the catalogue cannot be read.
    """
    wanted, seed = recipe.pairs, recipe.correspondence.seed + (part == "val")
    form = pair_form(recipe, training=part == "train")
    if wanted.kind == "catalogue":
        clips, licences = _paired(wanted, data, part, seed)
        return Side(_held(clips, form, seed, wanted, part), licences)
    found = shards(data / (wanted.train if part == "train" else wanted.validation))
    if wanted.kind == "clips":
        clips = [clip for shard in found for clip in read_shard(shard)]
        return Side(_held(clips, form, seed, wanted, part))
    stream = ShardPairs(found, form, seed, rank=group.rank, world=group.size)
    return Side(stream)


def _held(
    clips: list[Clip], form: PairForm, seed: int, wanted: PairConfig, part: Split
) -> Dataset[AVPair]:
    pairs = ClipPairs(clips, form, seed)
    return Repeated(pairs, wanted.distinct) if wanted.distinct and part == "train" else pairs


def pair_form(recipe: Recipe, training: bool) -> PairForm:
    """What pairs look and sound like; nothing is varied at random where they are to judge by."""
    return PairForm(
        spectrogram=recipe.network.spec,
        size=recipe.network.image_size,
        mean=recipe.image_mean,
        std=recipe.image_std,
        motion=recipe.pairs.motion,
        prevent_shortcut=recipe.pairs.prevent_shortcut,
        misaligned=recipe.pairs.misaligned if training else 0.0,
        augment=training,
        loudness=0.1 if training else 0.0,
    )


def _paired(
    wanted: PairConfig, data: Path, part: Split, seed: int
) -> tuple[list[Clip], tuple[str, ...]]:
    most = wanted.paired if part == "train" else max(2, wanted.paired // 6)
    barred = frozenset(wanted.held_out_sources)
    return catalogued_clips(data, part, most, seed, barred, wanted.flagged)
