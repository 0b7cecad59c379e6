"""The microphone simulation preserves the pitch of a sound."""

import numpy as np
import pytest

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import SAMPLE_RATE
from avol.data.synthesis.acoustics import Floats, MicrophoneSimulator, set_level

SIZE = 3 * SAMPLE_RATE // 2


def tone(hertz: float = 440.0) -> Floats:
    return (0.3 * np.sin(2 * np.pi * hertz * np.arange(SIZE) / SAMPLE_RATE)).astype(np.float32)


def strongest(wave: Floats) -> float:
    spectrum = np.abs(np.fft.rfft(wave[-SAMPLE_RATE:] * np.hanning(SAMPLE_RATE)))
    return float(spectrum.argmax())  # one second: a bin is 1 Hz


def test_recording_keeps_pitch_and_length() -> None:
    room = np.exp(-np.arange(SAMPLE_RATE // 2) / 6000) * np.random.default_rng(1).standard_normal(
        24_000
    )
    microphone = MicrophoneSimulator([room.astype(np.float32)], np.random.default_rng(0))
    for _ in range(60):
        recording = microphone.record(tone())
        assert recording.shape == (SIZE,)
        assert recording.dtype == np.float32
        assert np.isfinite(recording).all()
        assert strongest(recording) == pytest.approx(440, abs=2)


@pytest.mark.parametrize("seed", range(6))
def test_transcoding_keeps_pitch_and_level(seed: int) -> None:
    microphone = MicrophoneSimulator([], np.random.default_rng(seed))
    coded = microphone._transcode(tone(1000))
    assert coded.shape == (SIZE,)
    assert strongest(coded) == pytest.approx(1000, abs=2)
    assert level_dbfs(coded[-SAMPLE_RATE:]) == pytest.approx(level_dbfs(tone(1000)), abs=3)


def test_gain_control_reduces_the_dynamic_range() -> None:
    wave = tone()
    wave[: SIZE // 2] *= 0.05
    before = level_dbfs(wave[SIZE // 2 :]) - level_dbfs(wave[: SIZE // 2])
    controlled = MicrophoneSimulator([], np.random.default_rng(3))._apply_gain_control(wave)
    after = level_dbfs(controlled[SIZE // 2 :]) - level_dbfs(controlled[: SIZE // 2])
    assert after < before - 2


def test_set_level_and_clip() -> None:
    assert level_dbfs(set_level(tone(), -30.0)) == pytest.approx(-30, abs=0.01)
    microphone = MicrophoneSimulator([], np.random.default_rng(0))
    loud = [microphone.clip(3 * tone()) for _ in range(20)]
    assert max(float(np.abs(wave).max()) for wave in loud) == 1.0
