"""Audio levels in dB of full scale."""

import numpy as np
from numpy.typing import NDArray

from avol_studio.core.state.player_state import Level


def measure_level(samples: NDArray[np.float32], clipped: bool = False) -> Level:
    """Return the level of samples in -1..1, in dB of full scale; -120 for digital silence.

    A constant offset is no sound: the level is that without the mean. The peak includes it, because
    it clips too.
    """
    if not samples.size:
        return Level()
    return Level(_decibel(float(samples.std())), _decibel(np.abs(samples).max()), clipped)


def _decibel(amplitude: float) -> float:
    return float(max(-120.0, 20 * np.log10(max(amplitude, 1e-6))))
