from __future__ import annotations

import numpy as np
import pytest

from avol.media.time_stretch import TimeStretcher

RATE = 48_000


@pytest.mark.parametrize("speed", [0.25, 0.5, 0.8, 1.5, 2.0, 4.0])
@pytest.mark.parametrize("channels", [1, 2])
def test_duration_changes_and_pitch_does_not(speed: float, channels: int) -> None:
    time = np.arange(4 * RATE) / RATE
    tone = np.repeat(np.sin(2 * np.pi * 440 * time, dtype=np.float32)[:, None], channels, axis=1)
    tempo = TimeStretcher(speed, channels)
    out = np.concatenate([tempo(tone[at : at + 4800]) for at in range(0, len(tone), 4800)])
    assert out.dtype == np.float32
    assert out.shape[1] == channels
    assert len(out) * speed / RATE == pytest.approx(4, abs=0.3)
    spectrum = np.abs(np.fft.rfft(out[RATE // 4 : RATE // 4 + RATE // 2, 0]))
    assert np.argmax(spectrum) * 2 == pytest.approx(440, abs=4)


@pytest.mark.parametrize("speed", [0.5, 2.0])
def test_audio_events_keep_their_time(speed: float) -> None:
    random_ = np.random.default_rng(0)
    sound = random_.normal(0, 0.003, (4 * RATE, 1)).astype(np.float32)
    sound[2 * RATE : 2 * RATE + 480] += random_.normal(0, 0.8, (480, 1))
    tempo = TimeStretcher(speed, 1)
    out = np.concatenate([tempo(sound[at : at + 4800]) for at in range(0, len(sound), 4800)])
    loudest = np.convolve(out[:, 0] ** 2, np.ones(480), "valid").argmax()
    assert loudest * speed / RATE == pytest.approx(2, abs=0.04)
