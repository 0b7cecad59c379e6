"""Pairs from shards: all clips, half matches, determined by the seed, resumable."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader

from avol.data.pairs import pair_stream
from avol.data.pairs.pair_stream import ShardPairs, pair_videos
from avol.data.pairs.pairs import AVPair, PairFormat
from avol.data.shards.clip_encoding import ClipFormat
from avol.data.shards.clips import SAMPLES_PER_FRAME, Clip
from avol.data.shards.prepare import prepare
from avol.data.shards.shards import list_shards
from avol.data.shards.source_lists import load_source_list
from avol.data.synthesis.synthetic_clips import write_synthetic_clips
from avol.errors import InputError
from tests.avol.data.pairs.test_pairs import coded_clip

FORM = PairFormat(size=28)
VIDEOS = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shards of six synthetic videos, one each."""
    base = tmp_path_factory.mktemp("shards")
    write_synthetic_clips(base / "videos", VIDEOS, seed=0, seconds=1.4, size=(64, 48))
    for video in load_source_list(base / "videos"):
        prepare([video], base / "shards", ClipFormat())
    return base / "shards"


@dataclass(frozen=True)
class VideoPair:
    """Replaces a pair: the videos of its image and its audio window."""

    image_video: str
    audio_video: str


@pytest.fixture
def video_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make streams yield the videos of their pairs."""

    class VideoPairMaker:
        def __init__(self, form: PairFormat) -> None: ...

        def __call__(
            self, image_video: Clip, audio_video: Clip, random: np.random.Generator
        ) -> VideoPair:
            return VideoPair(image_video.video, audio_video.video)

    monkeypatch.setattr(pair_stream, "PairMaker", VideoPairMaker)


def _take(stream: ShardPairs, count: int | None = None) -> list[VideoPair]:
    return list(islice(iter(stream), count))  # pyright: ignore[reportReturnType]


@pytest.mark.usefixtures("video_pairs")
def test_one_epoch_uses_every_clip_as_match_and_mismatch(folder: Path) -> None:
    pairs = _take(ShardPairs(list_shards(folder), FORM, endless=False, draws=2))
    assert [p.image_video == p.audio_video for p in pairs] == [True, False] * (2 * VIDEOS)
    assert set(Counter(p.image_video for p in pairs).values()) == {4}
    assert len({p.audio_video for p in pairs if p.audio_video != p.image_video}) >= VIDEOS - 1


@pytest.mark.usefixtures("video_pairs")
def test_one_epoch_does_not_depend_on_the_number_of_readers(folder: Path) -> None:
    whole = _take(ShardPairs(list_shards(folder), FORM, endless=False))
    parts = [
        _take(ShardPairs(list_shards(folder), FORM, endless=False, rank=r, world=2)) for r in (0, 1)
    ]
    assert [
        p for block in range(0, 6, 2) for part in parts for p in part[block : block + 2]
    ] == whole


@pytest.mark.usefixtures("video_pairs")
def test_seed_epoch_and_rank_determine_the_stream(folder: Path) -> None:
    def names(seed: int = 0, epoch: int = 0, rank: int = 0) -> list[VideoPair]:
        stream = ShardPairs(list_shards(folder), FORM, seed, epoch=epoch, rank=rank, world=2)
        return _take(stream, 60)

    assert names() == names()
    assert len({tuple(n) for n in (names(), names(1), names(0, 1), names(0, 0, 1))}) == 4


@pytest.mark.usefixtures("video_pairs")
def test_many_shards_are_divided_among_readers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pair_stream, "MIN_SHARDS_PER_READER", 3)
    one_pass = [
        _take(ShardPairs(list_shards(folder), FORM, rank=rank, world=2, buffer=1), VIDEOS)
        for rank in (0, 1)
    ]
    image_video = [{p.image_video for p in pairs} for pairs in one_pass]
    assert not image_video[0] & image_video[1]
    assert len(image_video[0] | image_video[1]) == VIDEOS


def test_a_loader_resumes(folder: Path) -> None:
    def loader(stream: ShardPairs, workers: int) -> Iterator[AVPair]:
        # The iterator of a loader ends its processes when it is deleted.
        return iter(DataLoader(stream, batch_size=4, num_workers=workers))

    stream = ShardPairs(list_shards(folder), FORM, seed=3, buffer=4)
    for workers in (0, 2):
        whole = list(islice(loader(stream, workers), 6))
        rest = list(islice(loader(stream.skip_batches(3, 4), workers), 3))
        for one, other in zip(whole[3:], rest, strict=True):
            torch.testing.assert_close(one, other)
        assert not torch.equal(whole[0].image, whole[1].image)


def test_each_clip_is_paired_with_another_video() -> None:
    clips = [
        replace(coded_clip(video, frames=26), key=f"{video}{number}")
        for number, video in enumerate("aabcca")
    ]
    keys = [(clip.video, other.video) for clip, other in pair_videos(clips)]
    assert keys == [("a", "b"), ("a", "b"), ("b", "a"), ("c", "b"), ("c", "b"), ("a", "c")]
    for rejected in (clips[:2], clips[:1] * 3):
        with pytest.raises(InputError, match="of one video"):
            list(pair_videos(rejected))
    assert list(pair_videos([])) == []
    assert len(clips[0].wave) == 26 * SAMPLES_PER_FRAME
