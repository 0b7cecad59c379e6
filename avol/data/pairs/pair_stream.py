"""Datasets of pairs: from clips in memory, or streamed from shards."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np
from torch.utils.data import Dataset, IterableDataset, get_worker_info

from avol.data.pairs.pairs import AVPair, PairFormat, PairMaker
from avol.data.shards.clips import Clip
from avol.data.shards.shards import load_shard
from avol.errors import InputError

MIN_SHARDS_PER_READER = 4
"""With fewer shards per reader, every reader reads all shards, to have enough videos."""


class ClipPairs(Dataset[AVPair]):
    """Endless dataset of pairs of clips in memory: even indices match, odd indices do not.

    The index and the seed determine a pair. Raises InputError if all clips are of one video.
    """

    def __init__(self, clips: Sequence[Clip], form: PairFormat, seed: int = 0) -> None:
        if len({clip.video for clip in clips}) < 2:
            raise _single_video_error()
        self._clips, self._seed = list(clips), seed
        self._videos = [clip.video for clip in clips]
        self._make_pair = PairMaker(form)

    def __getitem__(self, index: int) -> AVPair:
        random = np.random.default_rng([self._seed, index])
        image_clip, audio_clip = (
            self._clips[n] for n in draw_clip_indices(self._videos, index, random)
        )
        return self._make_pair(image_clip, audio_clip, random)


def draw_clip_indices(
    videos: Sequence[str], index: int, random: np.random.Generator
) -> tuple[int, int]:
    """Draws the image clip and the audio clip of a pair.

    The clips are the same if `index` is even, else of two different videos.
    """
    image_clip = audio_clip = int(random.integers(len(videos)))
    while index % 2 and videos[audio_clip] == videos[image_clip]:
        audio_clip = int(random.integers(len(videos)))
    return image_clip, audio_clip


class ShardPairs(IterableDataset[AVPair]):
    """Stream of alternating matched and mismatched pairs of all clips of some shards.

    A reader (a DataLoader worker of a training process) reads its shards in turn and shuffles their
    clips in a buffer. Every clip that leaves the buffer yields matched pairs, and mismatched pairs
    of its images with the sound of the previous clip of another video. Thus every sound occurs
    equally often in both kinds. Seed, epoch, rank and worker determine the stream of a reader.

    Args:
        shards: paths of the shards.
        form: input format of the pairs.
        seed: seed of all random numbers.
        epoch: number of the first epoch.
        rank: rank of this training process among `world`; the other arguments are equal in all.
        world: number of training processes.
        endless: True for training: epochs follow each other, and the readers divide the shards anew
            in each. False: one epoch, whose pairs do not depend on the number of readers.
        buffer: size of the shuffle buffer in clips, about 4 MB each per reader.
        draws: number of matched, and of mismatched, pairs per clip.

    Raises:
        InputError: on iteration, if the shards hold a single video.
    """

    def __init__(
        self,
        shards: Sequence[Path],
        form: PairFormat,
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
        self._skipped = (0, 1)  # batches, batch size

    def skip_batches(self, batches: int, batch_size: int) -> "ShardPairs":
        """The same stream without its first batches, as a DataLoader builds them.

        Resumes a training if the DataLoader has the same number of workers.
        """
        stream = ShardPairs(
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
        stream._skipped = (batches, batch_size)
        return stream

    def __iter__(self) -> Iterator[AVPair]:
        info = get_worker_info()
        worker_id, workers = (info.id, info.num_workers) if info else (0, 1)
        # A DataLoader takes batches from its workers in turn; the first worker continues the turn.
        batches, batch_size = self._skipped
        worker = (worker_id + batches) % workers
        skipped = math.ceil(max(0, batches - worker) / workers) * batch_size
        reader, readers = self.rank * workers + worker, self.world * workers
        if self.endless:
            key = [self.seed, self.epoch, reader]
            pairs = islice(self._clip_pairs(self._own_shards(reader, readers), key), skipped, None)
        else:
            key = [self.seed, self.epoch]
            pairs = self._clip_pairs(self._permuted_shards(key), key)
            pairs = (pair for pair in pairs if pair[0] // 2 % readers == reader)
        make_pair = PairMaker(self.form)
        for number, image_clip, audio_clip in pairs:
            yield make_pair(image_clip, audio_clip, np.random.default_rng([*key, number]))

    def _clip_pairs(
        self, shards: Iterable[Path], key: list[int]
    ) -> Iterator[tuple[int, Clip, Clip]]:
        """Yields (number, image clip, audio clip) of every pair; nothing is decoded."""
        numbers = count()
        clips = (clip for shard in shards for clip in load_shard(shard))
        for clip, other in pair_videos(self._shuffled(clips, key)):
            for audio_clip in (clip, other) * self.draws:
                yield next(numbers), clip, audio_clip

    def _own_shards(self, reader: int, readers: int) -> Iterator[Path]:
        """The shards of one reader, epoch by epoch; all shards if there are too few to divide."""
        for epoch in count(self.epoch):
            if len(self.shards) < MIN_SHARDS_PER_READER * readers:
                yield from self._permuted_shards([self.seed, epoch, reader])
            else:
                yield from self._permuted_shards([self.seed, epoch])[reader::readers]

    def _permuted_shards(self, key: list[int]) -> list[Path]:
        order = np.random.default_rng(key).permutation(len(self.shards))
        return [self.shards[k] for k in order]

    def _shuffled(self, clips: Iterator[Clip], key: list[int]) -> Iterator[Clip]:
        from webdataset import filters

        # WebDataset seeds Python's generator, which accepts a string.
        stage: Any = filters.shuffle(self.buffer, initial=self.buffer, seed=str(key))
        return stage(clips)


def pair_videos(clips: Iterable[Clip]) -> Iterator[tuple[Clip, Clip]]:
    """Pairs each clip with the last previous clip of another video.

    The clips before the second video are paired with its first clip.

    Raises:
        InputError: all clips are of one video.
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
                raise _single_video_error()  # an endless stream repeats the same clips
            waiting.append(clip)
        else:
            yield clip, other
        last = clip
    if waiting:
        raise _single_video_error()


def _single_video_error() -> InputError:
    return InputError(
        "All clips are of one video, so there are no mismatched pairs; add other videos."
    )
