from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from avol.errors import DeviceError
from avol_studio.media.devices.timestamp_mapper import TimestampMapper
from avol_studio.media.sources.frame_health import FrameHealthMonitor


class Looked:
    """A sight that looks at 10 pictures a second."""

    def __init__(self, has_noise: bool = True) -> None:
        self.told: list[Any] = []
        self.sight, self.now = FrameHealthMonitor("Cam", self.told.append, has_noise), 0.0
        self.noise = np.random.default_rng(0)

    def look(self, seconds: float, level: int = 100, noise: int = 3, size: int = 64) -> None:
        for _ in range(round(seconds * 10)):
            image = np.full((size, size, 3), level, np.int16)
            image += self.noise.integers(0, noise + 1, image.shape, np.int16)
            self.sight.check(image.astype(np.uint8), self.now)
            self.now += 0.1

    @property
    def texts(self) -> list[str]:
        return [seems.text for seems in self.told]


def test_a_black_picture_is_said_and_taken_back() -> None:
    looked = Looked()
    looked.look(5)
    looked.look(2.5, level=2)
    assert not looked.told
    looked.look(2, level=2)
    assert len(looked.told) == 1
    assert "is black: check lens cap" in looked.texts[0]
    looked.look(1)
    assert looked.texts[1:] == [""]


def test_a_camera_that_froze_is_opened_again() -> None:
    looked = Looked()
    looked.look(2)
    with pytest.raises(DeviceError, match="has frozen; AVOL reopens it"):
        looked.look(5, noise=0)
    looked.look(2)  # after it was opened again
    assert not looked.told


def test_a_still_stream_is_only_spoken_of() -> None:
    looked = Looked(has_noise=False)
    looked.look(5, noise=0)
    assert len(looked.told) == 1
    assert "sends identical frames" in looked.texts[0]
    looked.look(1)
    assert looked.texts[1:] == [""]


def test_another_size_is_said_and_no_trouble() -> None:
    looked = Looked()
    looked.look(1)
    looked.look(1, size=32)
    assert looked.texts == ["The image of Cam is now 32 × 32."]
    assert not looked.told[0].persistent


def test_stamps_take_out_what_the_network_does() -> None:
    """Frames of 25 a second that arrive 10 to 80 ms late, over a clock that runs 100 ppm fast."""
    stamps, noise = TimestampMapper(), np.random.default_rng(1)
    off = []
    for n in range(5000):
        true = 1000 + n * 0.04
        stamp = 7 + n * 0.04 * (1 + 1e-4)
        off.append(stamps.to_monotonic(stamp, true + noise.uniform(0.01, 0.08)) - true)
    assert 0.0 < min(off[100:]) <= max(off[100:]) < 0.03
    assert np.abs(np.diff(off[100:])).max() < 0.003


def test_stamps_that_jump_begin_anew() -> None:
    stamps = TimestampMapper()
    assert stamps.to_monotonic(5.0, 100.0) == 100
    assert stamps.to_monotonic(6.0, 101.0) == 101
    assert stamps.to_monotonic(0.0, 102.0) == 102
    assert stamps.to_monotonic(None, 103.0) == 103
