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
CLICKS = (0.6, 1.8, 2.9)  # seconds at which it clicks


def recorded(seconds: float = 3.4) -> tuple[bytes, list[Fragment]]:
    """Head and fragments of a movie of coded_images pictures with clicks."""
    fragments: list[Fragment] = []
    movie = FragmentedVideo((96, 64), Fraction(RATE), (SAMPLE_RATE, 1), fragments.append)
    sound = click_audio(CLICKS, seconds, SAMPLE_RATE)
    for number in range(round(seconds * RATE)):
        step = SAMPLE_RATE // RATE
        movie.add_audio(sound[number * step : (number + 1) * step])
        movie.add_frame(coded_image(number), number / RATE)
    movie.close()
    return movie.head, fragments


def test_a_fragment_begins_every_second_and_says_when() -> None:
    _, fragments = recorded()
    assert [fragment.start for fragment in fragments] == [0.0, 1.0, 2.0, 3.0]


@pytest.mark.parametrize("first", [0, 1, 2])
def test_from_any_fragment_on_it_settles_to_a_file_from_zero_in_step(
    first: int, tmp_path: Path
) -> None:
    head, fragments = recorded()
    path = tmp_path / "take.mp4"
    path.write_bytes(head + b"".join(fragment.data for fragment in fragments[first:]))
    defragment(path, path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["take.mp4"]
    with VideoFile(path) as video:
        frames = list(video.frames())
        assert video.info.start == 0
    assert [number_of(frame.image) for frame in frames] == list(range(first * RATE, 85))
    assert [frame.time for frame in frames] == pytest.approx(np.arange(len(frames)) / RATE)
    with AudioTrack(path) as track:
        wave = track.mono(0, 4 * SAMPLE_RATE)
    for click in (click - first for click in CLICKS if click > first):
        assert click_center(wave, round(click * SAMPLE_RATE), 4800) / SAMPLE_RATE == pytest.approx(
            click, abs=0.003
        )


def test_cut_off_anywhere_it_still_plays_up_to_the_last_whole_fragment(tmp_path: Path) -> None:
    head, fragments = recorded()
    data = head + b"".join(fragment.data for fragment in fragments)
    whole = len(head) + len(fragments[0].data) + len(fragments[1].data)
    path = tmp_path / "cut.mp4"
    for end in (whole, whole + 3, whole + len(fragments[2].data) // 2):
        path.write_bytes(data[:end])
        with VideoFile(path) as video:
            numbers = [number_of(frame.image) for frame in video.frames()]
        assert numbers[: 2 * RATE] == list(range(2 * RATE))


def test_what_holds_no_picture_cannot_be_settled(tmp_path: Path) -> None:
    head, _ = recorded(0.2)
    path = tmp_path / "empty.mp4"
    path.write_bytes(head)
    with pytest.raises(MediaError, match="record for longer"):
        defragment(path, tmp_path / "out.mp4")
    assert [entry.name for entry in tmp_path.iterdir()] == ["empty.mp4"]


def test_what_a_crash_has_torn_is_cut_off_and_nothing_else(tmp_path: Path) -> None:
    head, fragments = recorded()
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
    settled = path.read_bytes()
    truncate_damaged_end(path)
    assert path.read_bytes() == settled


def test_what_no_crash_tears_like_that_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.mp4"
    for data in (b"no movie at all", bytes(100)):
        path.write_bytes(data)
        with pytest.raises(MediaError, match="damaged before its end"):
            truncate_damaged_end(path)
        assert path.read_bytes() == data
    with pytest.raises(MediaError, match="cannot be repaired"):
        truncate_damaged_end(tmp_path / "none.mp4")
