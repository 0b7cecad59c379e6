from __future__ import annotations

import random

import pytest

from avol_studio.media.clock import AudioClock, SteadyClock
from tests.support.fakes import FakeClock


def test_steady_clock_runs_at_its_speed() -> None:
    time = FakeClock()
    clock = SteadyClock(7.0, 0.5, time)
    time.advance(3)
    assert clock.now() == pytest.approx(8.5)


def test_audio_clock_starts_with_the_first_sample() -> None:
    time = FakeClock()
    clock = AudioClock(7.0, seconds=time)
    time.advance(5)
    assert clock.now() == 7.0
    assert not clock.started
    clock.on_delivered(time() + 0.1, 0, 48_000)
    assert clock.started
    time.advance(0.1)
    assert clock.now() == pytest.approx(7.0)
    time.advance(0.25)
    assert clock.now() == pytest.approx(7.25)


def test_audio_clock_never_passes_the_delivered_samples() -> None:
    time = FakeClock()
    clock = AudioClock(0.0, 2.0, seconds=time)
    clock.on_delivered(time(), 0, 4800)
    time.advance(9)
    assert clock.now() == pytest.approx(0.2)


def test_audio_clock_waits_during_an_interruption() -> None:
    time = FakeClock()
    clock = AudioClock(0.0, seconds=time)
    clock.on_delivered(time(), 0, 4800)
    time.advance(0.6)  # 0.6 s without audio
    clock.on_delivered(time(), 4800, 4800)
    assert clock.now() == pytest.approx(0.1)
    time.advance(0.05)
    assert clock.now() == pytest.approx(0.15)


@pytest.mark.parametrize("speed", [0.25, 1, 4])
def test_audio_clock_smooths_device_jitter(speed: float) -> None:
    time, random_ = FakeClock(), random.Random(1)
    clock = AudioClock(0.0, speed, seconds=time)
    begun, errors, last = time(), [], 0.0
    for block in range(400):
        clock.on_delivered(
            begun + block * 0.01 + 0.05 + random_.uniform(-0.005, 0.005), block * 480, 480
        )
        time.advance(0.01)
        now = clock.now()
        assert now >= last
        last = now
        errors.append(now / speed - (time() - begun - 0.05))
    assert max(map(abs, errors[100:])) < 0.002
