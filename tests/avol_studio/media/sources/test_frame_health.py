from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from avol.errors import DeviceError
from avol_studio.media.devices.timestamp_mapper import TimestampMapper
from avol_studio.media.sources.frame_health import FrameHealthMonitor


class MonitorProbe:
    """Feeds a monitor with 10 images per second, and records its events."""

    def __init__(self, has_noise: bool = True) -> None:
        self.events: list[Any] = []
        self.monitor, self.now = FrameHealthMonitor("Cam", self.events.append, has_noise), 0.0
        self.noise = np.random.default_rng(0)

    def feed(self, seconds: float, level: int = 100, noise: int = 3, size: int = 64) -> None:
        for _ in range(round(seconds * 10)):
            image = np.full((size, size, 3), level, np.int16)
            image += self.noise.integers(0, noise + 1, image.shape, np.int16)
            self.monitor.check(image.astype(np.uint8), self.now)
            self.now += 0.1

    @property
    def texts(self) -> list[str]:
        return [event.text for event in self.events]


def test_black_images_are_reported_until_they_end() -> None:
    probe = MonitorProbe()
    probe.feed(5)
    probe.feed(2.5, level=2)
    assert not probe.events
    probe.feed(2, level=2)
    assert len(probe.events) == 1
    assert "is black: check lens cap" in probe.texts[0]
    probe.feed(1)
    assert probe.texts[1:] == [""]


def test_a_frozen_camera_is_reopened() -> None:
    probe = MonitorProbe()
    probe.feed(2)
    with pytest.raises(DeviceError, match="has frozen; AVOL reopens it"):
        probe.feed(5, noise=0)
    probe.feed(2)  # after it was opened again
    assert not probe.events


def test_identical_frames_of_a_stream_are_a_warning() -> None:
    probe = MonitorProbe(has_noise=False)
    probe.feed(5, noise=0)
    assert len(probe.events) == 1
    assert "sends identical frames" in probe.texts[0]
    probe.feed(1)
    assert probe.texts[1:] == [""]


def test_a_new_image_size_is_reported_once() -> None:
    probe = MonitorProbe()
    probe.feed(1)
    probe.feed(1, size=32)
    assert probe.texts == ["The image of Cam is now 32 × 32."]
    assert not probe.events[0].persistent


def test_timestamps_remove_network_jitter() -> None:
    """25 frames per second arrive 10 to 80 ms late; the clock of the camera is 100 ppm fast."""
    stamps, noise = TimestampMapper(), np.random.default_rng(1)
    off = []
    for n in range(5000):
        true = 1000 + n * 0.04
        stamp = 7 + n * 0.04 * (1 + 1e-4)
        off.append(stamps.to_monotonic(stamp, true + noise.uniform(0.01, 0.08)) - true)
    assert 0.0 < min(off[100:]) <= max(off[100:]) < 0.03
    assert np.abs(np.diff(off[100:])).max() < 0.003


def test_a_timestamp_jump_resets_the_mapper() -> None:
    stamps = TimestampMapper()
    assert stamps.to_monotonic(5.0, 100.0) == 100
    assert stamps.to_monotonic(6.0, 101.0) == 101
    assert stamps.to_monotonic(0.0, 102.0) == 102
    assert stamps.to_monotonic(None, 103.0) == 103
