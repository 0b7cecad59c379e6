"""Whether anything sounds at the moment that an audio window belongs to (not in the paper).

A window reaches further than the moment, so that networks recognise its sound. A source that has
ended would stay highlighted for as long as the window still contains it.
"""

import numpy as np
from numpy.typing import NDArray

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import AUDIO_WINDOW, SAMPLE_RATE, SILENCE_LEVEL

NEAR = SAMPLE_RATE * 3 // 10
"""Samples before and after a moment that belong to it."""

Floats = NDArray[np.float32]


def silence_between_sounds(window: Floats, moment: int) -> Floats:
    """Return a window whose last second is silent if nothing sounds near the moment.

    Args:
        window: (samples,) at 48 kHz, at least a second.
        moment: number of the sample at the moment; counted as in the last second if it is not.
    """
    second = window[-AUDIO_WINDOW:]
    at = min(max(moment - window.size + second.size, 0), second.size)
    if level_dbfs(second[max(0, at - NEAR) : at + NEAR]) >= SILENCE_LEVEL:
        return window
    return np.concatenate([window[:-AUDIO_WINDOW], np.zeros_like(second)])
