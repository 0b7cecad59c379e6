"""Damaged and wrong files: one-sentence errors, no open handles, readable parts are decoded."""

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
def path(tmp_path: Path) -> Path:
    return make_media(tmp_path / "good.mp4", coded_images(60), audio=tone_audio(2.4, 48_000))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "content",
    [b"", b"This is a letter, not a video.\n" * 50, bytes(5000), b"\x00\x00\x00\x18ftypmp42"],
)
def test_file_without_media_raises(
    tmp_path: Path, reader: Callable[[Path], object], content: bytes
) -> None:
    path = tmp_path / "letter.mp4"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError) as caught:
        reader(path)
    assert_sentence(caught.value, path)


@pytest.mark.parametrize("reader", READERS)
def test_missing_file_or_folder_raises(tmp_path: Path, reader: Callable[[Path], object]) -> None:
    for path in (tmp_path / "none.mp4", tmp_path):
        with pytest.raises(UnreadableFileError) as caught:
            reader(path)
        assert_sentence(caught.value, path)


def test_mp4_without_sample_table_raises(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])  # the table lies at the end
    with pytest.raises(UnreadableFileError) as caught:
        VideoFile(path)
    assert_sentence(caught.value, path)


def test_a_video_cut_before_its_first_frame_is_damaged_and_no_audio_file(tmp_path: Path) -> None:
    path = make_media(
        tmp_path / "cut.mp4",
        coded_images(30),
        audio=tone_audio(1.0, 48_000),
        container={"movflags": "empty_moov+frag_keyframe"},
    )
    path.write_bytes(path.read_bytes().partition(b"moof")[0][:-4])
    with pytest.raises(UnreadableFileError, match=r"No frame of “cut\.mp4” can be") as caught:
        VideoFile(path)
    assert_sentence(caught.value, path)


def test_audio_file_is_no_video(tmp_path: Path) -> None:
    path = make_media(tmp_path / "song.wav", audio=tone_audio(1.0, 48_000), audio_codec="pcm_s16le")
    with pytest.raises(NoVideoError) as caught:
        VideoFile(path)
    assert_sentence(caught.value, path)


def test_text_file_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("A list of items.\n" * 100)
    with pytest.raises(MediaError) as caught:
        VideoFile(path)
    assert_sentence(caught.value, path)


def test_rejected_file_is_closed(tmp_path: Path) -> None:
    path = make_media(tmp_path / "song.wav", audio=tone_audio(0.5, 48_000), audio_codec="pcm_s16le")
    (tmp_path / "letter.mp4").write_text("letter")
    for bad in (path, tmp_path / "letter.mp4"):
        with pytest.raises(MediaError):
            VideoFile(bad)
    assert not [f for f in psutil.Process(os.getpid()).open_files() if str(tmp_path) in f.path]


@pytest.mark.parametrize("ending", ["mkv", "ts"])
def test_truncated_file_is_readable_up_to_its_end(tmp_path: Path, ending: str) -> None:
    path = make_media(tmp_path / f"cut.{ending}", coded_images(60), audio=tone_audio(2.4, 48_000))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    with VideoFile(path) as video, AudioTrack(path) as track:
        assert 20 < len(video.index) < 60
        assert number_of(video.frame(20).image) == 20
        assert track.window_at(0.6).std() > 0.2


def test_impossible_time_stamps_raise(tmp_path: Path) -> None:
    path = tmp_path / "weeks.mkv"
    make_media(path, coded_images(3), [0.0, 0.04, 8 * 86_400.0])
    with pytest.raises(UnreadableFileError, match="time stamps") as caught:
        VideoFile(path)
    assert_sentence(caught.value, path)


def test_damage_in_the_middle_is_skipped(tmp_path: Path) -> None:
    path = make_media(tmp_path / "scratched.mkv", coded_images(96), audio=tone_audio(4.0, 48_000))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 1500] = np.random.default_rng(1).bytes(1500)
    path.write_bytes(bytes(data))
    with VideoFile(path) as video:
        played = [number_of(frame.image) for frame in video.frames()]
        assert [frame.index for frame in video.frames()] == list(range(len(video.index)))
        decoded = [number_of(video.frame(video.index.at(k / 25)).image) for k in (0, 20, 80, 95)]
    assert decoded == [0, 20, 80, 95]
    assert len(played) > 80


def test_lost_frame_is_replaced_by_the_previous_one(path: Path) -> None:
    """Every frame number gives an image, the same for playback and seeking."""
    with VideoFile(path) as video:
        decoder, lost = video._decoder, {int(video.index.pts[k]) for k in (13, 14, 59)}
        next_step = decoder.next

        def lossy() -> object:
            step = next_step()
            while step is not None and step[0] in lost:
                step = next_step()
            return step

        decoder.next = lossy  # pyright: ignore[reportAttributeAccessIssue]
        expected = [k - 1 if k in (13, 59) else k - 2 if k == 14 else k for k in range(60)]
        assert [number_of(video.frame(k).image) for k in range(60)] == expected
        for k in (14, 13, 12, 59, 15, 58, 0):
            video._seeker._cache.clear()
            frame = video.frame(k)
            assert (frame.index, number_of(frame.image)) == (k, expected[k])


ENCRYPTION = {
    "encryption_scheme": "cenc-aes-ctr",
    "encryption_key": "76a6c65c5ea762046bd749a2e632ccbb",
    "encryption_kid": "a7e61c373e219033c21091fa607bf3b8",
}


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"])
@pytest.mark.parametrize("movflags", ["", "frag_keyframe+empty_moov"])
def test_an_encrypted_file_is_refused(tmp_path: Path, codec: str, movflags: str) -> None:
    """Decoded without its key, a frame would be an image of noise."""
    path = make_media(
        tmp_path / "film.mp4", coded_images(30), codec=codec, audio=tone_audio(1.2, 48_000),
        container=ENCRYPTION | ({"movflags": movflags} if movflags else {}),
    )  # fmt: skip
    message = r"^“film.mp4” is encrypted; open a copy without copy protection\.$"
    with pytest.raises(UnreadableFileError, match=message):
        VideoFile(path)
    with pytest.raises(UnreadableFileError, match=message), AudioTrack(path) as track:
        track.mono(0, 48_000)
