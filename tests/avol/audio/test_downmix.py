"""Mono mix: the mean, unless the channels cancel each other."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.audio.downmix import HOP, LiveDownmix, downmix
from avol.media import AudioTrack
from tests.support.synthetic import make_media, tone_audio

SECONDS = 2
TONE = tone_audio(SECONDS, 48_000)[:, 0]
OTHER = tone_audio(SECONDS, 48_000, hertz=1330.0)[:, 0]


def stereo(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.stack([left, right], axis=1).astype(np.float32)


def live(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    mix = LiveDownmix()
    return np.concatenate([mix(samples[k : k + 960]) for k in range(0, len(samples), 960)])


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (TONE, TONE, TONE),
        (TONE, 0 * TONE, TONE / 2),
        (TONE, OTHER, (TONE + OTHER) / 2),
        (TONE, -TONE / 2, TONE / 4),
        (TONE, -TONE, TONE),
        (TONE + 0.2, 0.2 - TONE, TONE),  # with the same offset in both
        (0 * TONE, 0 * TONE, 0 * TONE),
    ],
    ids=["same", "left only", "different", "quiet inverted", "inverted", "offset", "silence"],
)
def test_what_is_in_a_channel_is_heard(
    left: NDArray[np.float32], right: NDArray[np.float32], expected: NDArray[np.float32]
) -> None:
    samples = stereo(left, right)
    assert np.allclose(downmix(samples), expected[HOP:-HOP], atol=1e-6)
    assert np.allclose(live(samples)[HOP:], expected[HOP:], atol=1e-4)


def test_a_change_of_phase_makes_no_step() -> None:
    inverted = np.where(np.arange(len(TONE)) < 48_000, TONE, -TONE)
    slope = np.abs(np.diff(TONE)).max()
    for mixed in (downmix(stereo(TONE, inverted)), live(stereo(TONE, inverted))):
        assert np.abs(np.diff(mixed)).max() < 2 * slope
        assert mixed[-4800:].std() == pytest.approx(TONE.std(), rel=0.01)


def test_parts_are_the_same_as_the_whole() -> None:
    rng = np.random.default_rng(1)
    samples = stereo(TONE, rng.uniform(-1, 0.2, len(TONE)).astype(np.float32) * TONE)
    whole = downmix(samples)
    for k in range(0, len(whole) - 5 * HOP, HOP):
        assert np.array_equal(downmix(samples[k : k + 4 * HOP]), whole[k : k + 2 * HOP])


def test_a_file_with_inverted_channels_is_heard(tmp_path: Path) -> None:
    path = make_media(tmp_path / "x.wav", audio=stereo(TONE, -TONE), audio_codec="pcm_s16le")
    with AudioTrack(path) as track:
        assert np.allclose(track.mono(0, 96_000), TONE, atol=1e-3)
        window = track.window_at(1.0)
        assert np.array_equal(window, track.mono(24_000, 72_000))
