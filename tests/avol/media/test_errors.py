"""Files that are no good: one clear sentence, nothing held open, and what can be shown is shown."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest

from avol.errors import MediaError
from avol.media import AudioTrack, NoVideoError, UnreadableFileError, VideoFile, load_image, probe
from tests.support.synthetic import coded_images, make_media, number_of, tone_audio

READERS: list[Callable[[Path], object]] = [VideoFile, AudioTrack, probe, load_image]


def assert_sentence(error: MediaError, path: Path) -> None:
    text = str(error)
    assert path.name in text
    assert text.endswith(".")
    assert "\n" not in text
    assert "Errno" not in text


@pytest.fixture
def video(tmp_path: Path) -> Path:
    return make_media(tmp_path / "good.mp4", coded_images(60), audio=tone_audio(2.4, 48_000))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "content",
    [b"", b"This is a letter, not a film.\n" * 50, bytes(5000), b"\x00\x00\x00\x18ftypmp42"],
)
def test_no_media_at_all(tmp_path: Path, reader: Callable[[Path], object], content: bytes) -> None:
    path = tmp_path / "letter.mp4"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError) as caught:
        reader(path)
    assert_sentence(caught.value, path)


@pytest.mark.parametrize("reader", READERS)
def test_no_file(tmp_path: Path, reader: Callable[[Path], object]) -> None:
    for path in (tmp_path / "none.mp4", tmp_path):
        with pytest.raises(UnreadableFileError) as caught:
            reader(path)
        assert_sentence(caught.value, path)


def test_a_cut_mp4_without_its_table(video: Path) -> None:
    video.write_bytes(video.read_bytes()[:-2000])  # the table lies at the end
    with pytest.raises(UnreadableFileError) as caught:
        VideoFile(video)
    assert_sentence(caught.value, video)


def test_sound_only_is_no_video(tmp_path: Path) -> None:
    path = make_media(tmp_path / "song.wav", audio=tone_audio(1.0, 48_000), audio_codec="pcm_s16le")
    with pytest.raises(NoVideoError) as caught:
        VideoFile(path)
    assert_sentence(caught.value, path)


def test_text_drawn_as_pictures_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("A list of things to do.\n" * 100)
    with pytest.raises(MediaError) as caught:
        VideoFile(path)
    assert_sentence(caught.value, path)


def test_a_refused_file_holds_no_handle(tmp_path: Path) -> None:
    path = make_media(tmp_path / "song.wav", audio=tone_audio(0.5, 48_000), audio_codec="pcm_s16le")
    (tmp_path / "letter.mp4").write_text("letter")
    for bad in (path, tmp_path / "letter.mp4"):
        with pytest.raises(MediaError):
            VideoFile(bad)
    assert not [f for f in psutil.Process(os.getpid()).open_files() if str(tmp_path) in f.path]


@pytest.mark.parametrize("ending", ["mkv", "ts"])
def test_a_cut_file_shows_what_is_there(tmp_path: Path, ending: str) -> None:
    path = make_media(tmp_path / f"cut.{ending}", coded_images(60), audio=tone_audio(2.4, 48_000))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    with VideoFile(path) as film, AudioTrack(path) as track:
        assert 20 < len(film.index) < 60
        assert number_of(film.frame(20).image) == 20
        assert track.window_at(0.6).std() > 0.2


def test_times_that_cannot_be(tmp_path: Path) -> None:
    path = tmp_path / "weeks.mkv"
    make_media(path, coded_images(3), [0.0, 0.04, 8 * 86_400.0])
    with pytest.raises(UnreadableFileError, match="time stamps") as caught:
        VideoFile(path)
    assert_sentence(caught.value, path)


def test_damage_in_the_middle_is_passed_over(tmp_path: Path) -> None:
    path = make_media(tmp_path / "scratched.mkv", coded_images(96), audio=tone_audio(4.0, 48_000))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 1500] = np.random.default_rng(1).bytes(1500)
    path.write_bytes(bytes(data))
    with VideoFile(path) as film:
        played = [number_of(frame.image) for frame in film.frames()]
        assert [frame.index for frame in film.frames()] == list(range(len(film.index)))
        known = [number_of(film.frame(film.index.at(k / 25)).image) for k in (0, 20, 80, 95)]
    assert known == [0, 20, 80, 95]
    assert len(played) > 80


def test_a_lost_picture_is_stood_for_by_the_one_before(video: Path) -> None:
    """Whatever the way there: every number has a picture, the same for playing and jumping."""
    with VideoFile(video) as film:
        decoder, gone = film._decoder, {int(film.index.pts[k]) for k in (13, 14, 59)}
        take = decoder.next

        def lossy() -> object:
            step = take()
            while step is not None and step[0] in gone:
                step = take()
            return step

        decoder.next = lossy  # pyright: ignore[reportAttributeAccessIssue]
        wanted = [k - 1 if k in (13, 59) else k - 2 if k == 14 else k for k in range(60)]
        assert [number_of(film.frame(k).image) for k in range(60)] == wanted
        for k in (14, 13, 12, 59, 15, 58, 0):
            film._seeker._cache.clear()
            frame = film.frame(k)
            assert (frame.index, number_of(frame.image)) == (k, wanted[k])
