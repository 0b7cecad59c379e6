"""The moment of an audio window: a sound that has ended there is not heard any more."""

import numpy as np
import pytest

from avol.audio.moment import silence_between_sounds
from avol.core.constants import SAMPLE_RATE

TONE = (0.1 * np.sin(np.arange(3 * SAMPLE_RATE) / 20)).astype(np.float32)


def _window(start: float, stop: float) -> np.ndarray:
    """3 s with a tone between two times."""
    window = np.zeros_like(TONE)
    part = slice(round(start * SAMPLE_RATE), round(stop * SAMPLE_RATE))
    window[part] = TONE[part]
    return window


@pytest.mark.parametrize("moment", [2.5, 3.0])
def test_silence_begins_a_third_of_a_second_after_the_sound(moment: float) -> None:
    at = round(moment * SAMPLE_RATE)
    assert np.array_equal(silence_between_sounds(w := _window(0, moment - 0.29), at), w)
    ended = silence_between_sounds(w := _window(0, moment - 0.31), at)
    assert not ended[2 * SAMPLE_RATE :].any()
    assert np.array_equal(ended[: 2 * SAMPLE_RATE], w[: 2 * SAMPLE_RATE])


def test_a_sound_that_begins_soon_belongs_to_the_moment() -> None:
    at = round(2.5 * SAMPLE_RATE)
    assert silence_between_sounds(_window(2.79, 3), at).any()
    assert not silence_between_sounds(_window(2.81, 3), at).any()


def test_a_moment_outside_the_last_second_counts_as_its_nearest_end() -> None:
    assert silence_between_sounds(_window(2, 2.2), 0)[2 * SAMPLE_RATE :].any()
    assert not silence_between_sounds(_window(2.4, 3), 0)[2 * SAMPLE_RATE :].any()
