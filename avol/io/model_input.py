"""What a model gets of a frame: its own audio and image, or others in place of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.localization import Localization
    from avol.perturbation import Perturbation
    from avol.reference_sounds import ReferenceSound

Image = NDArray[np.uint8]
Wave = NDArray[np.float32]
WindowAt = Callable[[float, int], Wave | None]
"""Returns the audio window of a time with a number of samples; None without audio."""


class InputSizes(Protocol):
    """The sizes of the input of a model."""

    @property
    def audio_window(self) -> int:
        """Samples of the audio window."""
        ...

    @property
    def image_size(self) -> int:
        """Width and height of the network's image in pixels."""
        ...


@dataclass(frozen=True)
class ModelInput:
    """What a model gets of each frame.

    sound: takes the place of the audio at every time; None: the frame's own audio. perturbation:
    alters audio windows and images; None: nothing is altered.
    """

    sound: ReferenceSound | None = None
    perturbation: Perturbation | None = None

    def image(self, model: InputSizes, image: Image) -> Image:
        """Return the image (H, W, 3) that the model gets; an altered one has its size."""
        if self.perturbation is None:
            return image
        from avol.perturbation.apply import perturbed_image

        return perturbed_image(self.perturbation, image, model.image_size)

    def wave(self, model: InputSizes, window_at: WindowAt, time: float) -> Wave | None:
        """Return the audio that the model gets at a time; None without audio."""
        sound = self.sound
        if self.perturbation is None:
            return window_at(time, model.audio_window) if sound is None else sound.wave
        from avol.perturbation.apply import perturbed_window

        def replaced(_: float, length: int) -> Wave | None:
            return None if sound is None else np.resize(sound.wave, length)

        source = window_at if sound is None else replaced
        return perturbed_window(self.perturbation, source, time, model.audio_window)

    def on_frame(self, localization: Localization) -> Localization:
        """Return the map in the coordinates of the unaltered image."""
        if self.perturbation is None:
            return localization
        from avol.perturbation.apply import on_original

        return on_original(localization, self.perturbation)


OWN_INPUT = ModelInput()
"""The frame's own audio and image."""
