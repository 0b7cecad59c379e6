"""Clips show what was on screen at each 0.04 s, with the sound of the same moment."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from avol.data.shards.clip_cutter import Form, cut
from avol.data.shards.clips import FRAME, SHORTEST, Clip, clip_of
from avol.data.shards.flac import pack, unpack
from avol.data.shards.segment import VideoSegment
from avol.errors import InputError, MediaError
from avol.media import AudioTrack, NoAudio, UnreadableFile
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
    return list(cut(VideoSegment("v", path), Form(**form)))


def test_flac_keeps_16_bits_and_clips() -> None:
    wave = np.linspace(-1.5, 1.5, 30_001, dtype=np.float32)
    again = unpack(pack(wave))
    assert np.abs(again - np.clip(wave, -1, 1)).max() < 0.51 / 32767
    assert unpack(pack(wave[:0])).shape == (0,)
    with pytest.raises(UnreadableFile, match="damaged"):
        unpack(b"no sound")


@pytest.mark.parametrize(
    ("rate", "start"), [(25, 0.0), (30, 0.0), (Fraction(30000, 1001), 0.52), (15, 0.0)]
)
def test_each_frame_is_what_was_on_screen(
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
    assert clip.facts.start == pytest.approx(start, abs=1e-3)
    for k in range(len(clip.facts.pts)):
        time = start + k / 25
        assert number_of(clip.picture(k)) == max(i for i, t in enumerate(times) if t <= time + 1e-4)
        assert clip.facts.pts[k] * Fraction(clip.facts.time_base) <= time + 1e-4


def test_sound_lies_with_its_frame(tmp_path: Path) -> None:
    sound = click_audio([1.0, 2.2], 4, 48_000)
    path = make_media(tmp_path / "v.mkv", coded_images(100), audio=sound, audio_codec="flac")
    first, second = _clips(path, seconds=2)
    assert (len(first.facts.pts), len(second.facts.pts)) == (50, 50)
    assert first.wave.shape == (50 * FRAME,)
    # frame 25 of the first is at 1 s; frame 13 of the second at 2.52 s
    assert click_center(first.second(25 * FRAME), 24_000, 500) == pytest.approx(24_000, abs=2)
    middle = 24_000 - round(0.32 * 48_000)
    assert click_center(second.second(13 * FRAME), middle, 500) == pytest.approx(middle, abs=2)
    with AudioTrack(path) as track:
        np.testing.assert_allclose(first.wave, track.mono(0, 96_000), atol=2e-5)


def test_clips_are_long_enough_and_their_centres_have_a_whole_second(tmp_path: Path) -> None:
    path = make_media(
        tmp_path / "v.mp4", coded_images(50 + SHORTEST - 1), audio=tone_audio(4, 48_000)
    )
    (clip,) = _clips(path, seconds=2)  # the rest is one frame too short
    assert clip.centres == range(13, 38)
    assert clip.second(clip.centres[0] * FRAME).shape == (48_000,)
    assert clip.second(clip.centres[-1] * FRAME).shape == (48_000,)
    short = make_media(tmp_path / "s.mp4", coded_images(SHORTEST - 1), audio=tone_audio(2, 48_000))
    with pytest.raises(MediaError, match=r"only 1\.00 s"):
        _clips(short)
    just = make_media(tmp_path / "j.mp4", coded_images(SHORTEST), audio=tone_audio(2, 48_000))
    assert list(_clips(just)[0].centres) == [13]


def test_segments_of_long_and_of_trimmed_files(tmp_path: Path) -> None:
    path = make_media(tmp_path / "v.mp4", coded_images(150), audio=tone_audio(6, 48_000))
    (clip,) = cut(VideoSegment("v", path, 2.0, 4.0), Form())
    assert [number_of(clip.picture(k)) for k in (0, 49)] == [50, 99]
    # the file holds only the segment from 30 to 36 s of a video that was cut before
    (trimmed,) = cut(VideoSegment("v", path, 30.0, 36.0), Form())
    assert [number_of(trimmed.picture(k)) for k in (0, 149)] == [0, 149]
    with pytest.raises(MediaError, match=r"only 0\.00 s"):
        list(cut(VideoSegment("v", path, 30.0, 33.0), Form()))


def test_pictures_shrink_and_never_grow(tmp_path: Path) -> None:
    path = make_media(tmp_path / "v.mp4", coded_images(30), audio=tone_audio(2, 48_000))
    assert _clips(path, side=32)[0].picture(0).shape == (32, 48, 3)
    assert _clips(path)[0].picture(0).shape == (64, 96, 3)


def test_members_and_back(tmp_path: Path) -> None:
    path = make_media(tmp_path / "v.mp4", coded_images(30), audio=tone_audio(2, 48_000))
    (clip,) = cut(VideoSegment("a.b/c", path, labels=("/m/1",)), Form())
    assert "." not in clip.key
    assert "/" not in clip.key
    assert clip_of({"__key__": clip.key, **clip.members()}) == clip
    with pytest.raises(UnreadableFile, match="no clip"):
        clip_of({"__key__": "x", "json": b"{}", "mjpg": b"", "flac": b""})
    with pytest.raises(UnreadableFile, match="no clip"):
        clip_of({"__key__": "x", "jpg": b""})


def test_what_has_no_sound_or_cannot_be_stored_is_refused(tmp_path: Path) -> None:
    mute = make_media(tmp_path / "mute.mp4", coded_images(30))
    with pytest.raises(NoAudio):
        _clips(mute)
    with pytest.raises(InputError, match="quality 1 to 100"):
        Form(quality=0)
