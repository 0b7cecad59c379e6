"""Clips contain a frame every 0.04 s and aligned audio."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from avol.data.shards.clip_cutter import cut_clips
from avol.data.shards.clip_encoding import ClipFormat
from avol.data.shards.clips import MIN_FRAMES, SAMPLES_PER_FRAME, Clip, parse_clip
from avol.data.shards.segment import VideoSegment
from avol.errors import InputError, MediaError
from avol.media import AudioTrack, NoAudioError, UnreadableFileError
from avol.media.flac import decode_flac, encode_flac
from tests.support.synthetic import (
    click_audio,
    click_center,
    coded_images,
    frame_times,
    make_media,
    number_of,
    tone_audio,
)


def _clips(path: Path, **form: int) -> list[Clip]:
    return list(cut_clips(VideoSegment("v", path), ClipFormat(**form)))


def test_flac_keeps_16_bits_and_clips_peaks() -> None:
    wave = np.linspace(-1.5, 1.5, 30_001, dtype=np.float32)
    decoded = decode_flac(encode_flac(wave))
    assert np.abs(decoded - np.clip(wave, -1, 1)).max() < 0.51 / 32767
    assert decode_flac(encode_flac(wave[:0])).shape == (0,)
    with pytest.raises(UnreadableFileError, match="damaged"):
        decode_flac(b"no audio")


@pytest.mark.parametrize(
    ("rate", "start"), [(25, 0.0), (30, 0.0), (Fraction(30000, 1001), 0.52), (15, 0.0)]
)
def test_frames_show_the_image_at_their_time(
    tmp_path: Path, rate: Fraction | int, start: float
) -> None:
    times = frame_times(int(3 * rate), rate, start)
    path = make_media(
        tmp_path / "v.mp4",
        coded_images(len(times)),
        times,
        audio=tone_audio(4, 48_000),
        audio_codec="aac",
    )
    (clip,) = _clips(path)
    assert clip.info.start == pytest.approx(start, abs=1e-3)
    for k in range(len(clip.info.pts)):
        time = start + k / 25
        assert number_of(clip.image(k)) == max(i for i, t in enumerate(times) if t <= time + 1e-4)
        assert clip.info.pts[k] * Fraction(clip.info.time_base) <= time + 1e-4


def test_audio_is_aligned_with_the_frames(tmp_path: Path) -> None:
    audio = click_audio([1.0, 2.2], 4, 48_000)
    path = make_media(tmp_path / "v.mkv", coded_images(100), audio=audio, audio_codec="flac")
    first, second = _clips(path, seconds=2)
    assert (len(first.info.pts), len(second.info.pts)) == (50, 50)
    assert first.wave.shape == (50 * SAMPLES_PER_FRAME,)
    # frame 25 of the first is at 1 s; frame 13 of the second at 2.52 s
    assert click_center(first.audio_window(25 * SAMPLES_PER_FRAME), 24_000, 500) == pytest.approx(
        24_000, abs=2
    )
    middle = 24_000 - round(0.32 * 48_000)
    assert click_center(second.audio_window(13 * SAMPLES_PER_FRAME), middle, 500) == pytest.approx(
        middle, abs=2
    )
    with AudioTrack(path) as track:
        np.testing.assert_allclose(first.wave, track.mono(0, 96_000), atol=2e-5)


def test_clips_have_a_minimum_length_and_complete_audio_windows(tmp_path: Path) -> None:
    path = make_media(
        tmp_path / "v.mp4", coded_images(50 + MIN_FRAMES - 1), audio=tone_audio(4, 48_000)
    )
    (clip,) = _clips(path, seconds=2)  # the rest is one frame too short
    assert clip.centre_frames == range(13, 38)
    assert clip.audio_window(clip.centre_frames[0] * SAMPLES_PER_FRAME).shape == (48_000,)
    assert clip.audio_window(clip.centre_frames[-1] * SAMPLES_PER_FRAME).shape == (48_000,)
    short = make_media(
        tmp_path / "s.mp4", coded_images(MIN_FRAMES - 1), audio=tone_audio(2, 48_000)
    )
    with pytest.raises(MediaError, match=r"only 1\.00 s"):
        _clips(short)
    just = make_media(tmp_path / "j.mp4", coded_images(MIN_FRAMES), audio=tone_audio(2, 48_000))
    assert list(_clips(just)[0].centre_frames) == [13]


def test_segments_of_long_and_of_trimmed_files(tmp_path: Path) -> None:
    path = make_media(tmp_path / "v.mp4", coded_images(150), audio=tone_audio(6, 48_000))
    (clip,) = cut_clips(VideoSegment("v", path, 2.0, 4.0), ClipFormat())
    assert [number_of(clip.image(k)) for k in (0, 49)] == [50, 99]
    # the file holds only the segment from 30 to 36 s of a video that was cut before
    (trimmed,) = cut_clips(VideoSegment("v", path, 30.0, 36.0), ClipFormat())
    assert [number_of(trimmed.image(k)) for k in (0, 149)] == [0, 149]
    with pytest.raises(MediaError, match=r"only 0\.00 s"):
        list(cut_clips(VideoSegment("v", path, 30.0, 33.0), ClipFormat()))


def test_images_are_reduced_and_never_enlarged(tmp_path: Path) -> None:
    path = make_media(tmp_path / "v.mp4", coded_images(30), audio=tone_audio(2, 48_000))
    assert _clips(path, side=32)[0].image(0).shape == (32, 48, 3)
    assert _clips(path)[0].image(0).shape == (64, 96, 3)


def test_members_round_trip(tmp_path: Path) -> None:
    path = make_media(tmp_path / "v.mp4", coded_images(30), audio=tone_audio(2, 48_000))
    (clip,) = cut_clips(VideoSegment("a.b/c", path, labels=("/m/1",)), ClipFormat())
    assert "." not in clip.key
    assert "/" not in clip.key
    assert parse_clip({"__key__": clip.key, **clip.members()}) == clip
    with pytest.raises(UnreadableFileError, match="no clip"):
        parse_clip({"__key__": "x", "json": b"{}", "mjpg": b"", "flac": b""})
    with pytest.raises(UnreadableFileError, match="no clip"):
        parse_clip({"__key__": "x", "jpg": b""})


def test_files_without_audio_and_invalid_formats_are_rejected(tmp_path: Path) -> None:
    mute = make_media(tmp_path / "mute.mp4", coded_images(30))
    with pytest.raises(NoAudioError):
        _clips(mute)
    with pytest.raises(InputError, match="quality 1 to 100"):
        ClipFormat(quality=0)
