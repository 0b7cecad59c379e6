"""Fragmented recordings: fragments, conversion to a regular file, and repair."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from avol.core.constants import SAMPLE_RATE
from avol.errors import MediaError
from avol.media import AudioTrack, VideoFile
from avol.media.encoding.fragments import (
    Fragment,
    FragmentedVideo,
    defragment,
    truncate_damaged_end,
)
from tests.support.synthetic import click_audio, click_center, coded_image, number_of

RATE = 25
CLICKS = (0.6, 1.8, 2.9)  # times of the clicks, s


def record(seconds: float = 3.4) -> tuple[bytes, list[Fragment]]:
    """Return header and fragments of a video with numbered frames and clicks."""
    fragments: list[Fragment] = []
    video = FragmentedVideo((96, 64), Fraction(RATE), (SAMPLE_RATE, 1), fragments.append)
    audio = click_audio(CLICKS, seconds, SAMPLE_RATE)
    for number in range(round(seconds * RATE)):
        step = SAMPLE_RATE // RATE
        video.add_audio(audio[number * step : (number + 1) * step])
        video.add_frame(coded_image(number), number / RATE)
    video.close()
    return video.head, fragments


def test_fragments_start_every_second() -> None:
    _, fragments = record()
    assert [fragment.start for fragment in fragments] == [0.0, 1.0, 2.0, 3.0]


@pytest.mark.parametrize("first", [0, 1, 2])
def test_file_from_any_fragment_on_starts_at_zero_and_is_in_sync(
    first: int, tmp_path: Path
) -> None:
    head, fragments = record()
    path = tmp_path / "recording.mp4"
    path.write_bytes(head + b"".join(fragment.data for fragment in fragments[first:]))
    defragment(path, path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["recording.mp4"]
    with VideoFile(path) as video:
        frames = list(video.frames())
        assert video.info.start == 0
    assert [number_of(frame.image) for frame in frames] == list(range(first * RATE, 85))
    assert [frame.time for frame in frames] == pytest.approx(np.arange(len(frames)) / RATE)
    with AudioTrack(path) as track:
        samples = track.mono(0, 4 * SAMPLE_RATE)
    for click in (click - first for click in CLICKS if click > first):
        centre = click_center(samples, round(click * SAMPLE_RATE), 4800) / SAMPLE_RATE
        assert centre == pytest.approx(click, abs=0.003)


def test_truncated_file_plays_up_to_the_last_complete_fragment(tmp_path: Path) -> None:
    head, fragments = record()
    data = head + b"".join(fragment.data for fragment in fragments)
    whole = len(head) + len(fragments[0].data) + len(fragments[1].data)
    path = tmp_path / "cut.mp4"
    for end in (whole, whole + 3, whole + len(fragments[2].data) // 2):
        path.write_bytes(data[:end])
        with VideoFile(path) as video:
            numbers = [number_of(frame.image) for frame in video.frames()]
        assert numbers[: 2 * RATE] == list(range(2 * RATE))


def test_recording_without_frames_is_rejected(tmp_path: Path) -> None:
    head, _ = record(0.2)
    path = tmp_path / "empty.mp4"
    path.write_bytes(head)
    with pytest.raises(MediaError, match="record for longer"):
        defragment(path, tmp_path / "out.mp4")
    assert [entry.name for entry in tmp_path.iterdir()] == ["empty.mp4"]


def test_only_the_incomplete_end_is_removed(tmp_path: Path) -> None:
    head, fragments = record()
    first = head + fragments[0].data
    path = tmp_path / "cut.mp4"
    for lost in (1, 50, len(fragments[1].data) - 1, len(fragments[1].data)):
        path.write_bytes((first + fragments[1].data)[:-lost])
        truncate_damaged_end(path)
        assert path.read_bytes() == first
    path.write_bytes(first + bytes(4096))
    truncate_damaged_end(path)
    assert path.read_bytes() == first
    defragment(path, path)
    repaired = path.read_bytes()
    truncate_damaged_end(path)
    assert path.read_bytes() == repaired


def test_other_damage_leaves_the_file_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "other.mp4"
    for data in (b"no media data", bytes(100)):
        path.write_bytes(data)
        with pytest.raises(MediaError, match="damaged before its end"):
            truncate_damaged_end(path)
        assert path.read_bytes() == data
    with pytest.raises(MediaError, match="cannot be repaired"):
        truncate_damaged_end(tmp_path / "none.mp4")
