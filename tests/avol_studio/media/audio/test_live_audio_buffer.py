from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avol.media import Frame
from avol_studio.media.audio.live_audio_buffer import SLACK, LiveAudioBuffer
from avol_studio.media.source import AudioBlock
from tests.support.fakes import FakeClock

RATE = 48_000


class ListenerProbe:
    """A tap that keeps what it heard."""

    def __init__(self) -> None:
        self.blocks: list[AudioBlock] = []

    def on_frame(self, frame: Frame) -> None:
        pass

    def on_audio(self, block: AudioBlock) -> None:
        self.blocks.append(block)


def speak(
    sound: LiveAudioBuffer, clock: FakeClock, seconds: float, at: float | None = None
) -> None:
    """Let a microphone capture a ramp whose samples say when they were captured (0.1 a second)."""
    begun = clock() if at is None else at
    for n in range(round(seconds * 100)):
        when = begun + n / 100
        ramp = (when - 100 + np.arange(480) / RATE) / 10
        sound.put(ramp.astype(np.float32), when)
        clock.advance(0.01)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(100.0)


def test_the_last_second_ends_at_the_picture(clock: FakeClock) -> None:
    sound = LiveAudioBuffer(seconds=clock)
    speak(sound, clock, 3)
    second = sound.window_at(102.5)
    assert second.shape == (RATE,)
    assert np.allclose(second[[0, -1]], [0.15, 0.25], atol=1e-4)


def test_centred_and_shifted(clock: FakeClock) -> None:
    sound = LiveAudioBuffer(seconds=clock)
    speak(sound, clock, 3)
    sound.centered = True
    assert np.allclose(sound.window_at(102)[[0, -1]], [0.15, 0.25], atol=1e-4)
    sound.centered, sound.offset = False, 0.2
    assert np.allclose(sound.window_at(102)[[0, -1]], [0.12, 0.22], atol=1e-4)


def test_sound_under_way_is_not_waited_for(clock: FakeClock) -> None:
    sound = LiveAudioBuffer(seconds=clock)
    speak(sound, clock, 2)
    assert sound.window_at(102 + SLACK / 2)[-1] == pytest.approx(0.2, abs=1e-4)
    assert sound.window_at(102 + 2 * SLACK)[-1] == 0  # that long is no delay: it is missing


def test_lost_sound_is_silence_of_its_length(clock: FakeClock) -> None:
    ear = ListenerProbe()
    sound = LiveAudioBuffer([ear], clock)
    speak(sound, clock, 1)
    clock.advance(0.5)
    speak(sound, clock, 1)
    assert sound.lost_ms == pytest.approx(500, abs=1)
    second = sound.window_at(101.75)
    assert np.allclose(second[-1], 0.175, atol=1e-4)
    assert np.count_nonzero(second == 0) == pytest.approx(0.5 * RATE, abs=2)
    missing = ear.blocks[-1].start + 480 - 480 * len(ear.blocks)
    assert missing == pytest.approx(0.5 * RATE, abs=2)
    assert max(abs(b.captured_at - 100 - b.samples[0] * 10) for b in ear.blocks) < 1e-3


def test_an_overflow_is_believed_however_short(clock: FakeClock) -> None:
    sound = LiveAudioBuffer(seconds=clock)
    block = np.ones(480, np.float32)
    sound.put(block, 100.0)
    sound.put(block, 100.03, overflow=True)
    assert sound.lost_ms == pytest.approx(20)


@given(drift=st.floats(-5e-4, 5e-4), jitter=st.floats(0, 0.02), seed=st.integers(0, 99))
def test_the_axis_follows_a_clock_that_drifts(drift: float, jitter: float, seed: int) -> None:
    """A sound card that runs up to 500 ppm off, with stamps that jitter: never lost, never late."""
    clock, noise = FakeClock(0.0), np.random.default_rng(seed)
    sound = LiveAudioBuffer(seconds=clock)
    for n in range(1500):
        when = n * 0.02 * (1 + drift)
        clock.advance(0.02)
        sound.put(np.zeros(960, np.float32), when + noise.uniform(-jitter, jitter) / 2)
    assert sound.lost == 0
    assert abs(sound.time_of(sound.written) - 1500 * 0.02 * (1 + drift)) < 0.012


def test_level_clipping_and_silence(clock: FakeClock) -> None:
    sound = LiveAudioBuffer(seconds=clock)
    sound.gain = 4.0
    loud = np.full(4800, 0.3, np.float32)
    sound.put(loud, 100.0)
    clock.advance(0.1)
    assert sound.level().clipped
    assert sound.level().peak_db == pytest.approx(0)
    sound.gain = 1.0
    sound.put(loud, 100.1)
    clock.advance(0.1)
    assert sound.level().rms_db == pytest.approx(-10.46, abs=0.01)
    clock.advance(2)
    sound.put(np.zeros(4800, np.float32), 102.1)
    assert not sound.level().clipped
    assert sound.silent_for() == pytest.approx(2.1)
    sound.reset_silence()  # the microphone was away and is back
    assert sound.silent_for() == 0


def test_a_frozen_picture_keeps_its_second(clock: FakeClock) -> None:
    sound = LiveAudioBuffer(seconds=clock)
    speak(sound, clock, 2)
    sound.hold(101.5)
    kept = sound.window_at(101.5)
    speak(sound, clock, 12)
    assert np.array_equal(sound.window_at(101.5), kept)
    sound.hold(None)
    assert not sound.window_at(101.5).any()


def test_a_device_may_take_its_time_to_wake(clock: FakeClock) -> None:
    sound = LiveAudioBuffer(seconds=clock)
    clock.advance(4)
    assert sound.silent_for() < 0  # nothing is said yet
    sound.put(np.zeros(480, np.float32), clock())
    clock.advance(2.5)
    assert sound.silent_for() == pytest.approx(2.5)
