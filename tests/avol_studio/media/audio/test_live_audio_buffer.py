from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from avol.media import Frame
from avol_studio.media.audio.live_audio_buffer import SLACK, LiveAudioBuffer
from avol_studio.media.source import AudioBlock
from tests.support.fakes import FakeClock

RATE = 48_000


class ListenerProbe:
    """A listener that stores the audio blocks."""

    def __init__(self) -> None:
        self.blocks: list[AudioBlock] = []

    def on_frame(self, frame: Frame) -> None:
        pass

    def on_audio(self, block: AudioBlock) -> None:
        self.blocks.append(block)


def window_at(audio: LiveAudioBuffer, time: float, length: int = RATE) -> NDArray[np.float32]:
    window = audio.window_at(time, length)
    assert window is not None
    return window


def capture_ramp(
    audio: LiveAudioBuffer, clock: FakeClock, seconds: float, at: float | None = None
) -> None:
    """Capture a ramp that rises by 0.1 per window, so that a sample encodes its time."""
    start = clock() if at is None else at
    for n in range(round(seconds * 100)):
        when = start + n / 100
        ramp = (when - 100 + np.arange(480) / RATE) / 10
        audio.put(ramp.astype(np.float32), when)
        clock.advance(0.01)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(100.0)


def test_the_audio_window_ends_at_the_frame(clock: FakeClock) -> None:
    audio = LiveAudioBuffer(seconds=clock)
    capture_ramp(audio, clock, 3)
    window = window_at(audio, 102.5)
    assert window.shape == (RATE,)
    assert np.allclose(window[[0, -1]], [0.15, 0.25], atol=1e-4)


def test_windows_of_successive_frames_are_whole_hops_apart(clock: FakeClock) -> None:
    audio = LiveAudioBuffer(seconds=clock)
    capture_ramp(audio, clock, 3)
    ends = [float(window_at(audio, 102 + n / 29.97)[-1]) * 10 for n in range(6)]
    samples = [round((end - 2) * RATE) + 1 for end in ends]
    assert samples == [round(n * RATE / 29.97) // 480 * 480 for n in range(6)]


def test_centred_window_and_offset(clock: FakeClock) -> None:
    audio = LiveAudioBuffer(seconds=clock)
    capture_ramp(audio, clock, 3)
    audio.centered = True
    assert np.allclose(window_at(audio, 102)[[0, -1]], [0.15, 0.25], atol=1e-4)
    audio.centered, audio.offset = False, 0.2
    assert np.allclose(window_at(audio, 102)[[0, -1]], [0.12, 0.22], atol=1e-4)


def test_live_audio_is_silent_soon_after_a_sound(clock: FakeClock) -> None:
    audio = LiveAudioBuffer(seconds=clock)
    capture_ramp(audio, clock, 2)
    audio.put(np.zeros(RATE, np.float32), 102)
    clock.advance(1)
    assert window_at(audio, 102.25).any()
    assert not window_at(audio, 102.35).any()
    assert window_at(audio, 102.35, 2 * RATE).any()


def test_a_small_audio_delay_leaves_no_gap(clock: FakeClock) -> None:
    audio = LiveAudioBuffer(seconds=clock)
    capture_ramp(audio, clock, 2)
    assert window_at(audio, 102 + SLACK / 2)[-1] == pytest.approx(0.2, abs=1e-4)
    assert window_at(audio, 102 + 2 * SLACK)[-1] == 0  # longer than any delay: audio is missing


def test_lost_audio_is_replaced_by_silence(clock: FakeClock) -> None:
    listener = ListenerProbe()
    audio = LiveAudioBuffer([listener], clock)
    capture_ramp(audio, clock, 1)
    clock.advance(0.5)
    capture_ramp(audio, clock, 1)
    assert audio.lost_ms == pytest.approx(500, abs=1)
    window = window_at(audio, 101.75)
    assert np.allclose(window[-1], 0.175, atol=1e-4)
    assert np.count_nonzero(window == 0) == pytest.approx(0.5 * RATE, abs=2)
    missing = listener.blocks[-1].start + 480 - 480 * len(listener.blocks)
    assert missing == pytest.approx(0.5 * RATE, abs=2)
    assert max(abs(b.captured_at - 100 - b.samples[0] * 10) for b in listener.blocks) < 1e-3


def test_a_reported_overflow_always_counts_as_loss(clock: FakeClock) -> None:
    audio = LiveAudioBuffer(seconds=clock)
    block = np.ones(480, np.float32)
    audio.put(block, 100.0)
    audio.put(block, 100.03, overflow=True)
    assert audio.lost_ms == pytest.approx(20)


@settings(max_examples=10)
@given(drift=st.floats(-5e-4, 5e-4), jitter=st.floats(0, 0.02), seed=st.integers(0, 99))
@example(drift=5e-4, jitter=0.02, seed=0)
@example(drift=-5e-4, jitter=0.02, seed=1)
def test_the_time_axis_follows_clock_drift(drift: float, jitter: float, seed: int) -> None:
    """Drift up to 500 ppm and jitter of the timestamps cause neither loss nor delay."""
    clock, noise = FakeClock(0.0), np.random.default_rng(seed)
    audio = LiveAudioBuffer(seconds=clock)
    for n in range(1500):
        when = n * 0.02 * (1 + drift)
        clock.advance(0.02)
        audio.put(np.zeros(960, np.float32), when + noise.uniform(-jitter, jitter) / 2)
    assert audio.lost == 0
    assert abs(audio.time_of(audio.written) - 1500 * 0.02 * (1 + drift)) < 0.012


def test_level_clipping_and_silence(clock: FakeClock) -> None:
    audio = LiveAudioBuffer(seconds=clock)
    audio.gain = 4.0
    samples = np.tile(np.array([0.3, -0.3], np.float32), 2400)
    audio.put(samples, 100.0)
    clock.advance(0.1)
    assert audio.level().clipped
    assert audio.level().peak_db == pytest.approx(0)
    audio.gain = 1.0
    audio.put(samples, 100.1)
    clock.advance(0.1)
    assert audio.level().rms_db == pytest.approx(-10.46, abs=0.01)
    clock.advance(2)
    audio.put(np.zeros(4800, np.float32), 102.1)
    assert not audio.level().clipped
    assert audio.silent_for() == pytest.approx(2.1)
    audio.reset_silence()  # the microphone was away and is back
    assert audio.silent_for() == 0


def test_a_held_audio_window_is_not_overwritten(clock: FakeClock) -> None:
    audio = LiveAudioBuffer(seconds=clock)
    capture_ramp(audio, clock, 2)
    audio.hold(101.5)
    held = window_at(audio, 101.5)
    capture_ramp(audio, clock, 12)
    assert np.array_equal(window_at(audio, 101.5), held)
    audio.hold(None)
    assert not window_at(audio, 101.5).any()


def test_silence_is_not_measured_during_the_wake_time(clock: FakeClock) -> None:
    audio = LiveAudioBuffer(seconds=clock)
    clock.advance(4)
    assert audio.silent_for() < 0  # no warning yet
    audio.put(np.zeros(480, np.float32), clock())
    clock.advance(2.5)
    assert audio.silent_for() == pytest.approx(2.5)


def test_there_is_no_window_before_the_first_audio_and_after_the_last() -> None:
    """No microphone, or a lost one, is not silence."""
    clock = FakeClock()
    audio = LiveAudioBuffer(seconds=clock)
    assert audio.window_at(clock()) is None
    audio.hold(clock())
    assert audio.window_at(clock()) is None
    audio.hold(None)
    capture_ramp(audio, clock, 2.0)
    assert audio.window_at(102.9) is not None
    assert audio.window_at(103.1) is None
    assert audio.window_at(103.1, 2 * RATE) is not None
