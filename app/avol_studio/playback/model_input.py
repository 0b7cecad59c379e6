"""What the model gets of a frame: image and audio window, altered or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding
    from avol.localization import Localization
    from avol.media import Frame
    from avol.perturbation import Perturbation
    from avol.reference_sounds import ReferenceSound
    from avol_studio.core.model_loader import Model
    from avol_studio.media.audio.audio_window import AudioWindowSource

Floats = NDArray[np.float32]


def audio_window(
    model: Model,
    audio: AudioWindowSource,
    time: float,
    altered: Perturbation | None,
    replacement: ReferenceSound | None = None,
) -> Floats | None:
    """Return the audio window of a time, or the altered replacement; None without audio."""

    def window_at(at: float, length: int) -> Floats | None:
        if replacement is not None:
            return np.resize(replacement.wave, length)
        return audio.window_at(at, length)

    if altered is None:
        return window_at(time, model.audio_window)
    from avol.perturbation.apply import perturbed_window

    return perturbed_window(model, altered, window_at, time)


def maps_of(
    model: Model, frame: Frame, sounds: list[AudioEmbedding], altered: Perturbation | None
) -> list[Localization]:
    """Return the maps of several sounds, in the coordinates of the frame."""
    if altered is None:
        image = model.encode_image(frame.image)
        return [model.localize(image, sound) for sound in sounds]
    from avol.perturbation.apply import on_original, perturbed_image

    image = model.encode_image(perturbed_image(model, altered, frame.image))
    return [on_original(model.localize(image, sound), altered) for sound in sounds]
