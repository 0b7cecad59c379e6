"""AudioTrack: exact sample positions and repeatable values."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soxr

from avol.audio.downmix import Floats, downmix
from avol.media import AudioTrack, NoAudioError, probe
from tests.support.synthetic import (
    click_audio,
    click_center,
    coded_images,
    make_cover_art,
    make_media,
    tone_audio,
)

TIMES = [0.7, 1.0, 1.5, 2.25]

KINDS: dict[str, tuple[str, int, int]] = {
    f"{codec}-{rate}-{channels}.{ending}": (codec, rate, channels)
    for codec, ending in (("pcm_s16le", "wav"), ("aac", "mp4"))
    for rate in (48_000, 44_100, 8_000)
    for channels in (1, 2, 6)
} | {
    "aac.mkv": ("aac", 44_100, 2),
    "opus.webm": ("libopus", 48_000, 1),
    "pcm.mkv": ("pcm_s16le", 44_100, 2),
    "mp3.mkv": ("libmp3lame", 44_100, 2),
    "flac.flac": ("flac", 44_100, 2),
    "alac.mov": ("alac", 44_100, 1),
    "opus.ogg": ("libopus", 48_000, 2),
}
# Tolerance of a click position in ms. Matroska stores times in steps of 1 ms.
TOLERANCE_MS = {"mkv": 0.1, "webm": 1.0, "ogg": 0.1}


def make(path: Path, codec: str, rate: int, channels: int, **more: Any) -> Path:
    sound = click_audio(TIMES, 3.0, rate, channels) + 0.02 * tone_audio(3.0, rate, channels)
    return make_media(path, audio=sound, audio_rate=rate, audio_codec=codec, **more)


@pytest.fixture(scope="module", params=KINDS)
def clip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("sounds") / request.param, *KINDS[request.param])


def test_clicks_are_at_their_times(clip: Path) -> None:
    limit = TOLERANCE_MS.get(clip.suffix[1:], 0.02)
    with AudioTrack(clip) as track:
        for time in TIMES:
            window = track.window_at(time)
            assert window.shape == (48_000,)
            assert window.dtype == np.float32
            assert click_center(window, 24_000, 1000) == pytest.approx(24_000, abs=limit * 48)


def test_read_order_does_not_change_the_samples(clip: Path) -> None:
    rng = random.Random(3)
    with AudioTrack(clip) as track:
        low, high = track.start - 1000, track.stop + 1000
        played = track.samples(low, high)
    with AudioTrack(clip) as track:
        for _ in range(12):
            a = rng.randrange(low, high)
            b = rng.randrange(a, high + 1)
            assert np.array_equal(track.samples(a, b), played[a - low : b - low])
            if rng.random() < 0.3:
                track._blocks.clear()


def test_windows_join_without_a_discontinuity(clip: Path) -> None:
    """Reading in blocks equals resampling the whole track at once."""
    with AudioTrack(clip) as track:
        rate, first = track._audio.rate, track.start // 48_000 - 1
        source = track._audio.samples(first * rate, 4 * rate)
        whole = source if rate == 48_000 else soxr.resample(source, rate, 48_000, quality="HQ")
        a, b = track.start + 200, track.stop - 200
        expected = whole[a - first * 48_000 : b - first * 48_000]
        assert np.abs(track.samples(a, b) - expected).max() < 1e-4


def test_channels_are_mixed_down_to_at_most_two(tmp_path: Path) -> None:
    for stored, channels in ((1, 1), (2, 2), (6, 2)):
        path = make(tmp_path / f"{stored}.wav", "pcm_s16le", 48_000, stored)
        with AudioTrack(path) as track:
            assert track.channels == channels
            assert track.samples(0, 480).shape == (480, channels)
            pair = track.samples(0, 48_000)
            assert np.array_equal(track.mono(0, 48_000), pair.mean(axis=1))


def test_left_and_right_channels_are_preserved(tmp_path: Path) -> None:
    sound = tone_audio(1.0, 48_000, 2)
    sound[:, 1] *= -0.5
    path = make_media(tmp_path / "pair.wav", audio=sound, audio_codec="pcm_s16le")
    with AudioTrack(path) as track:
        assert np.allclose(track.samples(0, 48_000), sound, atol=1e-4)
        assert np.allclose(track.mono(0, 48_000), sound.mean(axis=1), atol=1e-4)


def test_samples_outside_the_track_are_zero(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.wav", audio=tone_audio(1.0, 48_000), audio_codec="pcm_s16le")
    with AudioTrack(path) as track:
        assert (track.start, track.stop) == (0, 48_000)
        around = track.mono(-1000, 49_000)
        assert not around[:1000].any()
        assert not around[49_000:].any()
        assert np.array_equal(around[1000:49_000], track.mono(0, 48_000))
        assert track.samples(10, 10).shape == (0, 1)
        assert not track.mono(200_000, 200_100).any()
        assert not track.mono(-96_000, -95_000).any()
        assert not track.mono(48_100, 48_200).any()  # in the last block, after the end


@pytest.mark.parametrize("ending", ["mp4", "mkv", "ts"])
def test_late_audio_stays_in_sync_with_the_video(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"late.{ending}"
    make(path, "aac", 48_000, 1, images=coded_images(90), audio_start=0.5)
    with AudioTrack(path) as track:
        # A transport stream delays both by the reordering of frames.
        shift = probe(path).start if ending == "ts" else 0.0
        assert track.start == pytest.approx((0.5 + shift) * 48_000, abs=1300)  # the codec's delay
        for time in TIMES:
            window = track.window_at(time + 0.5 + shift)
            assert click_center(window, 24_000, 1000) == pytest.approx(24_000, abs=48)


def test_cover_art_does_not_hide_the_audio(tmp_path: Path) -> None:
    with AudioTrack(make_cover_art(tmp_path / "song.mp3")) as track:
        assert track.window_at(0.5).std() > 0.2


def test_file_without_audio(tmp_path: Path) -> None:
    with pytest.raises(NoAudioError, match=r"mute\.mp4"):
        AudioTrack(make_media(tmp_path / "mute.mp4", coded_images(5)))


def test_block_cache_is_bounded(tmp_path: Path) -> None:
    path = make_media(
        tmp_path / "long.wav",
        audio=tone_audio(60.0, 8_000),
        audio_rate=8_000,
        audio_codec="pcm_s16le",
    )
    with AudioTrack(path) as track:
        for time in range(60):
            track.window_at(time)
        assert len(track._blocks) <= 32


def test_windows_lie_in_the_track_and_long_ones_begin_earlier(tmp_path: Path) -> None:
    path = make(tmp_path / "a.wav", "pcm_s16le", 48_000, 1)
    with AudioTrack(path) as track:
        whole = track.mono(-96_000, 144_000)
        for time, stop in ((0.1, 48_000), (1.5, 96_000), (2.9, 144_000)):
            assert np.array_equal(track.window_at(time), whole[stop + 48_000 : stop + 96_000])
            longer = track.window_at(time, 144_000)
            assert np.array_equal(longer, whole[stop - 48_000 : stop + 96_000])


def test_the_window_of_a_frame_is_silent_soon_after_a_sound(tmp_path: Path) -> None:
    sound = tone_audio(3.0, 48_000, 1)
    sound[72_000:] = 0
    path = make_media(tmp_path / "a.wav", audio=sound, audio_rate=48_000, audio_codec="pcm_s16le")
    with AudioTrack(path) as track:
        assert track.window_at(1.75, 144_000)[-48_000:].any()
        assert not track.window_at(1.85, 144_000)[-48_000:].any()
        assert track.window_at(1.85, 144_000)[:-48_000].any()
        assert track.excerpt_at(1.85, 144_000)[-48_000:].any()


def test_samples_are_finite(tmp_path: Path) -> None:
    wave = tone_audio(1.0, 48_000)
    wave[1000], wave[20_000], wave[30_000:30_100] = np.nan, np.inf, -np.inf
    path = make_media(tmp_path / "float.wav", audio=wave, audio_codec="pcm_f32le")
    with AudioTrack(path) as track:
        read = track.samples(track.start, track.stop)
    assert np.isfinite(read).all()
    assert (read[1000, 0], read[20_000, 0], read[30_000, 0]) == (0, 1, -1)
    assert np.array_equal(read[31_000:], wave[31_000:])


def test_playing_without_a_model_mixes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed: list[tuple[int, ...]] = []

    def count(samples: Floats) -> Floats:
        mixed.append(samples.shape)
        return downmix(samples)

    monkeypatch.setattr("avol.media.audio_reader.downmix", count)
    with AudioTrack(make(tmp_path / "two.wav", "pcm_s16le", 48_000, 2)) as track:
        track.samples(0, 96_000)
        assert mixed == []
        for _ in range(2):
            track.mono(0, 96_000)
    assert len(mixed) == 2  # each second once
