"""Numbers of changed inputs: the score of a frame whose audio is filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from avol.core.constants import SAMPLE_RATE
from avol.lessons.numbers.score_numbers import load_frame

if TYPE_CHECKING:
    from avol.lessons.numbers.request import NumberRequest


def band_score(
    request: NumberRequest, *, time: float, low_hz: float, high_hz: float, sound: str = ""
) -> float:
    """Score of the frame at a time if only a band of frequencies passes."""
    image, wave = load_frame(request, time, sound)
    spectrum = np.fft.rfft(wave)
    hertz = np.fft.rfftfreq(len(wave), 1 / SAMPLE_RATE)
    spectrum[(hertz < low_hz) | (hertz > high_hz)] = 0
    return request.model(image, np.fft.irfft(spectrum, len(wave)).astype(np.float32)).score
