"""Pairs for training, out of clips in memory or out of shards that no memory holds."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np
from torch.utils.data import Dataset, IterableDataset, get_worker_info

from avol.data.pairs.pairs import AVPair, PairForm, PairMaker
from avol.data.shards.clips import Clip
from avol.data.shards.shards import read_shard
from avol.errors import InputError

FEW = 4
"""Shards for each reader from which on they are shared out: fewer would hold too few videos."""


class ClipPairs(Dataset[AVPair]):
    """Endlessly many pairs of a few clips: even numbers are matches, odd ones mismatches.

    A pair is fixed by its number and the seed. Raises InputError where all clips are of one video.
    """

    def __init__(self, clips: Sequence[Clip], form: PairForm, seed: int = 0) -> None:
        if len({clip.video for clip in clips}) < 2:
            raise _one_video()
        self._clips, self._seed = list(clips), seed
        self._videos = [clip.video for clip in clips]
        self._make = PairMaker(form)

    def __getitem__(self, number: int) -> AVPair:
        random = np.random.default_rng([self._seed, number])
        seen, heard = (self._clips[n] for n in drawn(self._videos, number, random))
        return self._make(seen, heard, random)


def drawn(videos: Sequence[str], number: int, random: np.random.Generator) -> tuple[int, int]:
    """Which clip is seen and which is heard in a pair: the same if its number is even, else one of
    another video."""
    seen = heard = int(random.integers(len(videos)))
    while number % 2 and videos[heard] == videos[seen]:
        heard = int(random.integers(len(videos)))
    return seen, heard


class ShardPairs(IterableDataset[AVPair]):
    """Pairs of all clips of some shards, a match and a mismatch in turn, for a DataLoader.

    A reader (a worker of a process) takes its shards one after the other and shuffles their clips
    in a buffer. Every clip that comes out gives matches, and mismatches of its pictures with
    sounds of the clip of another video that came out before it; so each sound, too, is as often
    right as wrong. What a reader gives is fixed by seed, epoch, rank and worker.

    Args:
        shards: what to read.
        form: what pairs look and sound like.
        seed: of everything that is drawn.
        epoch: the number of the first pass over the shards.
        rank: which of `world` processes this is; what else is given is the same in all.
        world: how many processes train together.
        endless: for training: pass follows pass, and readers share the shards anew in each. Else
            there is one pass, and its pairs are the same however many readers share them.
        buffer: clips to shuffle among; some 4 MB each for every reader.
        draws: matches, and mismatches, of each clip that comes out.

    Raises:
        InputError: when read, where the shards hold a single video.
    """

    def __init__(
        self,
        shards: Sequence[Path],
        form: PairForm,
        seed: int = 0,
        *,
        epoch: int = 0,
        rank: int = 0,
        world: int = 1,
        endless: bool = True,
        buffer: int = 64,
        draws: int = 1,
    ) -> None:
        self.shards, self.form, self.seed = list(shards), form, seed
        self.epoch, self.rank, self.world = epoch, rank, world
        self.endless, self.buffer, self.draws = endless, buffer, draws
        self._taken = (0, 1)

    def after(self, batches: int, size: int) -> "ShardPairs":
        """The same stream without its first `batches` batches of `size` pairs, as a DataLoader
        makes them: to go on after a break with the same number of workers."""
        later = ShardPairs(
            self.shards,
            self.form,
            self.seed,
            epoch=self.epoch,
            rank=self.rank,
            world=self.world,
            endless=self.endless,
            buffer=self.buffer,
            draws=self.draws,
        )
        later._taken = (batches, size)
        return later

    def __iter__(self) -> Iterator[AVPair]:
        info = get_worker_info()
        number, workers = (info.id, info.num_workers) if info else (0, 1)
        # A DataLoader asks its workers in turn, so the first now is the one whose turn it was.
        batches, size = self._taken
        worker = (number + batches) % workers
        passed = math.ceil(max(0, batches - worker) / workers) * size
        reader, readers = self.rank * workers + worker, self.world * workers
        if self.endless:
            key = [self.seed, self.epoch, reader]
            pairs = islice(self._pairs(self._shared(reader, readers), key), passed, None)
        else:
            key = [self.seed, self.epoch]
            pairs = self._pairs(self._ordered(key), key)
            pairs = (pair for pair in pairs if pair[0] // 2 % readers == reader)
        make = PairMaker(self.form)
        for turn, seen, heard in pairs:
            yield make(seen, heard, np.random.default_rng([*key, turn]))

    def _pairs(self, shards: Iterable[Path], key: list[int]) -> Iterator[tuple[int, Clip, Clip]]:
        """Every question with its number, not yet decoded."""
        turns = count()
        clips = (clip for shard in shards for clip in read_shard(shard))
        for clip, other in partnered(self._shuffled(clips, key)):
            for heard in (clip, other) * self.draws:
                yield next(turns), clip, heard

    def _shared(self, reader: int, readers: int) -> Iterator[Path]:
        """The shards of one reader, pass by pass; where there are too few to share, all of them."""
        for epoch in count(self.epoch):
            if len(self.shards) < FEW * readers:
                yield from self._ordered([self.seed, epoch, reader])
            else:
                yield from self._ordered([self.seed, epoch])[reader::readers]

    def _ordered(self, key: list[int]) -> list[Path]:
        order = np.random.default_rng(key).permutation(len(self.shards))
        return [self.shards[k] for k in order]

    def _shuffled(self, clips: Iterator[Clip], key: list[int]) -> Iterator[Clip]:
        from webdataset import filters

        # Its seed may be whatever Python's own generator takes.
        stage: Any = filters.shuffle(self.buffer, initial=self.buffer, seed=str(key))
        return stage(clips)


def partnered(clips: Iterable[Clip]) -> Iterator[tuple[Clip, Clip]]:
    """Each clip with the last one before it of another video; the first ones with the next one.

    Raises:
        InputError: all are of one video.
    """
    waiting: list[Clip] = []
    last: Clip | None = None
    other: Clip | None = None
    for clip in clips:
        if last is not None and last.video != clip.video:
            other = last
            yield from ((early, clip) for early in waiting)
            waiting = []
        if other is None:
            if any(early.key == clip.key for early in waiting):
                raise _one_video()  # the same pass by pass
            waiting.append(clip)
        else:
            yield clip, other
        last = clip
    if waiting:
        raise _one_video()


def _one_video() -> InputError:
    return InputError("All clips are of one video, so no sound is a wrong one; add other videos.")
