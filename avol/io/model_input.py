"""What the model gets of a video: its own audio and images, or others in place of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding, ImageEmbedding
    from avol.localization import Localization
    from avol.media import Frame
    from avol.perturbation import Perturbation
    from avol.perturbation.apply import PerturbedModel
    from avol.reference_sounds import ReferenceSound

Image = NDArray[np.uint8]
Wave = NDArray[np.float32]
WindowAt = Callable[[float, int], Wave | None]
"""Returns the audio window of a time with a number of samples; None without audio."""


class Model(Protocol):
    """The methods of `avol.Localizer` that localizing a file uses."""

    @property
    def audio_window(self) -> int:
        """Samples of the audio window."""
        ...

    def encode_audio(self, wave: Wave | None) -> AudioEmbedding:
        """Encode an audio window, samples in -1..1; None if there is no audio."""
        ...

    def encode_images(self, images: list[Image]) -> list[ImageEmbedding]:
        """Encode images (H, W, 3) RGB of any size."""
        ...

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        """Compute the map of an image for an audio window."""
        ...


@dataclass(frozen=True)
class ModelInput:
    """What the model gets of each frame.

    sound: takes the place of the audio at every time; None: the video's own audio. perturbation:
    alters audio windows and images; None: nothing is altered.
    """

    sound: ReferenceSound | None = None
    perturbation: Perturbation | None = None

    def localize(
        self, model: Model, frames: list[Frame], window_at: WindowAt
    ) -> Iterator[tuple[Frame, Localization]]:
        """Yield frames with their maps; takes each frame out of the list.

        window_at: returns the video's own audio windows.
        """
        embeddings = model.encode_images([self._image(model, frame) for frame in frames])
        for embedding in embeddings:
            frame = frames.pop(0)  # so that it is freed before the next one is decoded
            audio = model.encode_audio(self._wave(model, window_at, frame.time))
            yield frame, self._on_frame(model.localize(embedding, audio))
            del frame

    def _image(self, model: Model, frame: Frame) -> Image:
        if self.perturbation is None:
            return frame.image
        from avol.perturbation.apply import perturbed_image

        return perturbed_image(_altering(model), self.perturbation, frame.image)

    def _wave(self, model: Model, window_at: WindowAt, time: float) -> Wave | None:
        sound = self.sound
        if self.perturbation is None:
            return window_at(time, model.audio_window) if sound is None else sound.wave
        from avol.perturbation.apply import perturbed_window

        def unaltered(at: float, length: int) -> Wave | None:
            return window_at(at, length) if sound is None else np.resize(sound.wave, length)

        return perturbed_window(_altering(model), self.perturbation, unaltered, time)

    def _on_frame(self, localization: Localization) -> Localization:
        if self.perturbation is None:
            return localization
        from avol.perturbation.apply import on_original

        return on_original(localization, self.perturbation)


def _altering(model: Model) -> PerturbedModel:
    return cast("PerturbedModel", model)  # a Localizer knows the size of its images


OWN_INPUT = ModelInput()
"""The video's own audio and images."""
