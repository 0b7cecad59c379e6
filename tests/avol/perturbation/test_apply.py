"""Perturbations applied to the input of a model."""

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.embedder import resize_square
from avol.errors import InputError
from avol.perturbation import (
    NEUTRAL,
    AudioPerturbation,
    ImagePerturbation,
    Perturbation,
    Rectangle,
)
from avol.perturbation.apply import perturbed_image, perturbed_window
from avol.reference_sounds import NOISE

SAMPLES, SIZE = 2 * SAMPLE_RATE, 56


def ramp(time: float, length: int) -> NDArray[np.float32]:
    """A recording whose samples are their own time."""
    return (time + np.arange(length) / SAMPLE_RATE).astype(np.float32)


def test_a_shift_reads_the_window_of_another_moment() -> None:
    late = Perturbation(AudioPerturbation(shift=1.5))
    found = perturbed_window(late, ramp, 10.0, SAMPLES)
    np.testing.assert_array_equal(found, ramp(11.5, SAMPLES))


def test_a_reference_sound_replaces_the_audio_also_where_there_is_none() -> None:
    swapped = Perturbation(AudioPerturbation(sound="White noise"))
    for window_at in (ramp, lambda time, length: None):
        found = perturbed_window(swapped, window_at, 0.0, SAMPLES)
        np.testing.assert_array_equal(found, np.tile(NOISE.wave, 2))


def test_no_audio_stays_no_audio() -> None:
    noisy = Perturbation(AudioPerturbation(noise_dbfs=-20))
    assert perturbed_window(noisy, lambda time, length: None, 0.0, SAMPLES) is None


def test_an_unknown_sound_is_an_error() -> None:
    with pytest.raises(InputError, match="Nothing"):
        perturbed_window(Perturbation(AudioPerturbation(sound="Nothing")), ramp, 0.0, SAMPLES)


def test_pixels_outside_a_mask_are_those_of_the_original_input() -> None:
    image = np.random.default_rng(0).integers(0, 256, (90, 160, 3)).astype(np.uint8)
    masked = Perturbation(image=ImagePerturbation(rectangles=(Rectangle(0, 0, 0.5, 1),)))
    original = resize_square(image, 56)
    np.testing.assert_array_equal(perturbed_image(NEUTRAL, image, SIZE), original)
    np.testing.assert_array_equal(perturbed_image(masked, image, SIZE)[:, 28:], original[:, 28:])
