"""Frames of all kinds: number, times, pixels; seeking returns what playback returns."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np

from avol.media import VideoFile
from tests.contract.builder import Clip
from tests.contract.expectations import check_frames
from tests.contract.images import CORNERS, corner_colors, number_of
from tests.contract.kinds import VIDEO_KINDS
from tests.contract.parametrize import each_kind


@each_kind(VIDEO_KINDS)
def test_frames_and_seeks(clip: Clip) -> None:
    with VideoFile(clip.path, threads="auto") as video:
        played = list(video.frames())
        times = [frame.time for frame in played]
        assert len(video.index) == video.info.frame_count == len(played)
        assert all(a < b for a, b in pairwise(times))
    check_frames(clip, [number_of(frame.image) for frame in played], times)
    shape = played[0].image.shape
    assert {frame.image.shape for frame in played} == {shape}
    assert (video.info.height, video.info.width) == shape[:2]
    check_colors(clip, np.array([corner_colors(frame.image) for frame in played]))

    whole = len(played) if clip.kind.keep is None else clip.kind.keep[0]
    rng = random.Random(clip.kind.name)
    order = [rng.randrange(whole) for _ in range(8)]
    with VideoFile(clip.path) as video:
        for i in (*order, whole - 1, 0):
            frame = video.frame(i)
            assert (frame.index, frame.time) == (i, times[i])
            assert np.array_equal(frame.image, played[i].image), i
    with VideoFile(clip.path) as video:
        for i in order:
            frame = video.preview(i)
            assert frame.index <= i
            assert np.array_equal(frame.image, played[frame.index].image), i


def check_colors(clip: Clip, found: np.ndarray) -> None:
    expected = np.array(CORNERS, float)
    if clip.kind.gray:
        expected = np.repeat(expected @ [[0.299], [0.587], [0.114]], 3, axis=1)
    assert np.abs(found - expected).max() <= clip.kind.colors
