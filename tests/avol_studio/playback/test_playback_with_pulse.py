"""Playback of a file on a recorded PulseAudio output."""

from __future__ import annotations

import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from avol.errors import DeviceError
from avol.media import VideoWriter
from avol_studio.media.audio.audio_device import PortAudioOutput
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.playback.player import Player
from tests.avol_studio.playback.conftest import Watch
from tests.support.fakes import RATE, SIZE, FakeModel, coded_image
from tests.support.pulse import LoudspeakerRecording, needs_portaudio, needs_pulse, pulse_server

CLICKS = (0.6, 1.0, 1.8)  # seconds, each the time of a frame
FRAMES = 60


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video with bursts of noise at known times."""
    sound, noise = np.zeros((FRAMES * 1920, 2), np.float32), np.random.default_rng(0)
    for click in CLICKS:
        sound[round(click * RATE) :][:480] = noise.uniform(-0.8, 0.8, (480, 2))
    path = tmp_path_factory.mktemp("pulse") / "clicks.mp4"
    with VideoWriter(path, SIZE[1], SIZE[0], Fraction(25), (RATE, 2)) as writer:
        for number in range(FRAMES):
            writer.add_frame(coded_image(number), number / 25)
            writer.add_audio(sound[number * 1920 : (number + 1) * 1920])
    return path


@pytest.fixture
def recording() -> Iterator[LoudspeakerRecording]:
    with pulse_server():
        recording = LoudspeakerRecording()
        yield recording
        recording.close()


@needs_pulse
def test_the_output_is_synchronous_with_the_clock(
    clip: Path, recording: LoudspeakerRecording, qtbot: QtBot
) -> None:
    player = Player(dependencies=PlayerDependencies(load_model=FakeModel))
    clock: list[tuple[float, float]] = []
    try:
        watch = Watch(player, qtbot)
        watch.open(str(clip))
        player.play()
        while player.state.playing:
            watch.wait(2)
            recording.poll()
            clock.append((time.monotonic(), player.state.time))
        assert not watch.messages
        assert watch.numbers[-1] == FRAMES - 1
        watch.wait(100)
        recording.poll()
    finally:
        player.shutdown()
    loud = np.flatnonzero(np.abs(recording.samples()) > 0.2)
    starts = loud[np.diff(loud, prepend=-RATE) > RATE // 10]
    assert len(starts) == len(CLICKS)
    when, at = np.array(clock).T
    positions = np.interp([recording.time_of(start) for start in starts], when, at)
    assert np.abs(positions - CLICKS).max() < 0.04  # one frame; 5 to 12 ms on an idle machine


@needs_portaudio
def test_without_a_server_the_output_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    import sounddevice

    sounddevice._terminate()
    sounddevice._initialize()
    if len(sounddevice.query_devices()):
        pytest.skip("this machine has a sound card")
    with pytest.raises(DeviceError, match="No audio output"):
        PortAudioOutput(lambda out, delay: None)
