"""measure_level: decibels without a constant offset."""

import numpy as np
import pytest

from avol_studio.media.audio.level import measure_level


def test_level_is_that_of_the_sound_without_its_offset() -> None:
    sine = np.sin(2 * np.pi * np.arange(2400) / 48).astype(np.float32)
    for offset in (0.0, 0.3):
        level = measure_level(0.5 * sine + np.float32(offset))
        assert level.rms_db == pytest.approx(-9.03, abs=0.02)
        assert level.peak_db == pytest.approx(20 * np.log10(0.5 + offset), abs=0.02)
    assert measure_level(np.full(2400, 0.25, np.float32)).rms_db == -120
