"""VideoWriter: files are read back with VideoFile and AudioTrack."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from avol.errors import InputError, MediaError
from avol.media import AudioTrack, VideoFile, VideoWriter
from tests.support.synthetic import click_audio, click_center, coded_image, number_of

TIMES = [0.0, 0.04, 0.05, 0.1, 0.3, 0.35, 0.9, 1.0, 1.02, 1.5]
RATE = Fraction(25)


def write(path: Path, rate: int, channels: int, block: int = 777) -> Path:
    sound = click_audio([0.5, 1.0, 1.25], 2.0, rate, channels)
    with VideoWriter(path, 96, 64, RATE, audio=(rate, channels)) as writer:
        for k, time in enumerate(TIMES):
            writer.add_frame(coded_image(k), time)
        for low in range(0, len(sound), block):
            writer.add_audio(sound[low : low + block])
    return path


def test_frame_times_are_preserved(tmp_path: Path) -> None:
    with VideoFile(write(tmp_path / "a.mp4", 48_000, 2)) as video:
        frames = list(video.frames())
        assert [number_of(frame.image) for frame in frames] == list(range(len(TIMES)))
        assert [frame.time for frame in frames] == pytest.approx(TIMES, abs=1 / 90_000)
        assert (video.info.video_codec, video.info.audio_codec) == ("h264", "aac")


@pytest.mark.parametrize("rate", [48_000, 44_100, 16_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_audio_is_in_sync_with_the_frames(tmp_path: Path, rate: int, channels: int) -> None:
    with AudioTrack(write(tmp_path / "a.mp4", rate, channels)) as track:
        assert (track.start, track.channels) == (0, channels)
        assert track.stop == pytest.approx(96_000, abs=2048)
        for time in (0.5, 1.0, 1.25):
            window = track.window_at(time)
            assert click_center(window, 24_000, 1500) == pytest.approx(24_000, abs=5)  # 0.1 ms


def test_colours_are_preserved(tmp_path: Path) -> None:
    colours = [(200, 30, 40), (20, 180, 60), (30, 50, 220), (128, 128, 128)]
    path = tmp_path / "colours.mp4"
    with VideoWriter(path, 64, 64, RATE, crf=5) as writer:
        for k, colour in enumerate(colours):
            writer.add_frame(np.full((64, 64, 3), colour, np.uint8), k / 25)
    with VideoFile(path) as video:
        for frame, colour in zip(video.frames(), colours, strict=True):
            assert frame.image[32, 32].astype(int) == pytest.approx(colour, abs=6)


def test_odd_sizes_are_rounded_up(tmp_path: Path) -> None:
    path = tmp_path / "odd.mp4"
    with VideoWriter(path, 95, 63, RATE) as writer:
        for k in range(3):
            writer.add_frame(coded_image(k, 95, 63), k / 25)
    with VideoFile(path) as video:
        assert (video.info.width, video.info.height) == (96, 64)
        assert [number_of(frame.image) for frame in video.frames()] == [0, 1, 2]
        assert not video.info.has_audio


def test_failure_leaves_no_file(tmp_path: Path) -> None:
    def fail() -> None:
        with VideoWriter(tmp_path / "a.mp4", 96, 64, RATE) as writer:
            writer.add_frame(coded_image(0), 0.0)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_failure_keeps_the_existing_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp4", 48_000, 1)
    before = path.read_bytes()

    def fail() -> None:
        with VideoWriter(path, 96, 64, RATE) as writer:
            writer.add_frame(coded_image(0), 0.5)
            writer.add_frame(coded_image(1), 0.5)

    with pytest.raises(InputError, match="follow"):
        fail()
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_video_without_frames_raises(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="has no frame"),
        VideoWriter(tmp_path / "a.mp4", 96, 64, RATE),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_missing_folder_raises(tmp_path: Path) -> None:
    with (
        pytest.raises(MediaError, match=r"a\.mp4.*choose another folder"),
        VideoWriter(tmp_path / "none" / "a.mp4", 96, 64, RATE),
    ):
        pass


def test_wrong_input_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        VideoWriter(tmp_path / "a.mp4", 0, 64, RATE)
    with pytest.raises(InputError, match="48000"):
        VideoWriter(tmp_path / "a.mp4", 96, 64, RATE, audio=(48_001, 1))
    with VideoWriter(tmp_path / "a.mp4", 96, 64, RATE, audio=(48_000, 1)) as writer:
        writer.add_frame(coded_image(0), 0.0)
        with pytest.raises(InputError, match="64 × 96"):
            writer.add_frame(coded_image(1, 64, 64), 0.1)
        with pytest.raises(InputError, match=r"\(n, 1\)"):
            writer.add_audio(np.zeros((10, 2), np.float32))
        writer.add_frame(coded_image(1), 0.1)  # the file is valid after rejected input
    with VideoFile(tmp_path / "a.mp4") as video:
        assert len(video.index) == 2
