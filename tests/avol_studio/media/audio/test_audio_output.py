"""What a device with one or two channels gets."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from avol.core.constants import SAMPLE_RATE as RATE
from avol.media import AudioTrack
from avol_studio.media.audio.audio_output import AudioCommand, AudioOutput
from avol_studio.media.clock import AudioClock
from tests.support import synthetic
from tests.support.fakes import FakeClock, FakeDevice, FakeOutput


@pytest.mark.parametrize(
    ("right", "level"), [(-1.0, 0.5), (1.0, 0.5), (0.0, 0.25)], ids=["cancelled", "equal", "left"]
)
def test_a_mono_device_plays_the_mix_of_the_analysis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, right: float, level: float
) -> None:
    """Channels in opposite phase are heard; the mean would be silent."""
    tone = synthetic.tone_audio(2.0, RATE)[:, :1]
    stereo = 0.5 * np.concatenate([tone, right * tone], axis=1) / np.abs(tone).max()
    file = synthetic.make_media(tmp_path / "a.wav", audio=stereo, audio_codec="pcm_f32le")
    monkeypatch.setattr(FakeOutput, "channels", 1)
    device, seconds = FakeDevice(), FakeClock()
    output = AudioOutput(AudioTrack, device, seconds, lambda _: None)
    try:
        clock = AudioClock(0.0, seconds=seconds)
        output.play(AudioCommand(file, 0.0, clock))
        deadline = time.monotonic() + 20
        while output._segment is None:
            assert time.monotonic() < deadline
            time.sleep(0.005)
        device.outputs[0].pump(RATE // 10)  # fades in
        played = device.outputs[0].pump(RATE // 4)[:, 0]
    finally:
        output.close()
        assert output.join(20)
    with AudioTrack(file) as track:
        expected = track.mono(RATE // 10, RATE // 10 + RATE // 4)
    np.testing.assert_allclose(played, expected, atol=1e-6)
    assert np.abs(played).max() == pytest.approx(level, rel=0.02)
