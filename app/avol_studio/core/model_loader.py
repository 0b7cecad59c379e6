"""The model interface of the studio, and a function that loads a checkpoint."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.localizer import AudioEmbedding, ImageEmbedding, Localization


class Model(Protocol):
    """The part of `avol.localizer.Localizer` that the studio uses."""

    @property
    def engine_name(self) -> str:
        """Name of the inference engine; it changes when the model falls back to another one."""
        ...

    @property
    def identity(self) -> str:
        """Identifies weights and engine: models with equal identity give equal maps."""
        ...

    def encode_audio(self, wave: NDArray[np.float32]) -> AudioEmbedding:
        """Encode an audio window (48000,) of samples in -1..1."""
        ...

    def encode_image(self, image: NDArray[np.uint8]) -> ImageEmbedding:
        """Encode an image (H, W, 3) RGB into a grid of embeddings."""
        ...

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding, /) -> Localization:
        """Return the localization map of the audio in the image."""
        ...


LoadModel = Callable[[], Model]
"""Loads a model; called in the thread that uses it."""


def loader(weights: str | None, engine: str, threads: int | None = None) -> LoadModel:
    """Return a function that loads a checkpoint (None: the default one) with an engine.

    threads: maximum number of CPU threads; None lets AVOL choose.
    """

    def load() -> Model:
        from avol.checkpoints import DEFAULT_WEIGHTS
        from avol.localizer import Localizer

        name = weights or DEFAULT_WEIGHTS
        return Localizer.load(name, engine, threads)  # pyright: ignore[reportArgumentType]

    return load
