"""Applies a perturbation to audio windows and images, for one recording after another."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from avol.embedder import resize_square
from avol.localization import Localization
from avol.perturbation.audio import perturb_audio
from avol.perturbation.image import mirror_localization, perturb_image
from avol.perturbation.settings import Perturbation
from avol.reference_sounds import load_reference_sound

Floats = NDArray[np.float32]
WindowAt = Callable[[float, int], Floats | None]
"""Returns the audio window of a time with a number of samples; None without audio."""


def perturbed_window(
    settings: Perturbation, window_at: WindowAt, time: float, samples: int
) -> Floats | None:
    """Return the changed audio window of a time and a length; None without audio.

    Raises InputError or MediaError if the sound in place of the audio cannot be read.
    """
    audio = settings.audio
    wave = window_at(time + audio.shift, samples)
    sound = reference_wave(audio.sound) if audio.sound else None
    if wave is None:
        if sound is None:
            return None
        wave = np.zeros(samples, np.float32)
    return perturb_audio(wave, audio, sound)


def perturbed_image(
    settings: Perturbation, image: NDArray[np.uint8], size: int
) -> NDArray[np.uint8]:
    """Return the changed image in the size of the network, in pixels.

    It is resized first: pixels that do not change are then exactly those of the original input.
    """
    return perturb_image(resize_square(image, size), settings.image)


def on_original(localization: Localization, settings: Perturbation) -> Localization:
    """Return the map of a changed image in the coordinates of the original image."""
    return mirror_localization(localization) if settings.image.mirror else localization


@lru_cache(maxsize=8)
def reference_wave(sound: str) -> Floats:
    """Return the samples of a reference sound, by name or path."""
    return load_reference_sound(sound).wave
