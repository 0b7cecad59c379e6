"""The model interface of the studio, and a function that loads a checkpoint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.localizer import AudioEmbedding, ImageEmbedding, Localization
    from avol.score_scale import ScoreScale
    from avol.teaching import TaughtClasses


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

    @property
    def audio_window(self) -> int:
        """Samples of the audio window that `encode_audio` takes."""
        ...

    @property
    def image_size(self) -> int:
        """Width and height in pixels of the image that the network takes."""
        ...

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes that the model names; may be empty."""
        ...

    @property
    def taught_in_use(self) -> tuple[str, ...]:
        """The taught classes and adaptations that its localizations name; may be empty."""
        ...

    @property
    def scale(self) -> ScoreScale:
        """The scale of the scores."""
        ...

    def encode_audio(self, wave: NDArray[np.float32] | None) -> AudioEmbedding:
        """Encode an audio window of samples in -1..1; None if there is no audio."""
        ...

    def encode_image(self, image: NDArray[np.uint8]) -> ImageEmbedding:
        """Encode an image (H, W, 3) RGB into a grid of embeddings."""
        ...

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding, /) -> Localization:
        """Return the localization map of the audio in the image."""
        ...


LoadModel = Callable[[], Model]
"""Loads a model; called in the thread that uses it."""


@dataclass(frozen=True, eq=False, slots=True)
class ModelLoader:
    """Loads a checkpoint (None: the default one) with an engine, and the taught classes.

    threads: maximum number of CPU threads; None lets AVOL choose.
    """

    weights: str | None
    engine: str
    threads: int | None = None
    taught: TaughtClasses | None = None

    def __call__(self) -> Model:
        """Load the model."""
        from avol.checkpoints import DEFAULT_WEIGHTS
        from avol.localizer import Localizer

        name = self.weights or DEFAULT_WEIGHTS
        model = Localizer.load(name, self.engine, self.threads)  # pyright: ignore[reportArgumentType]
        return model if self.taught is None else model.with_classes(self.taught)

    def reload(self, loaded: Model, loader: LoadModel | None) -> Model | None:
        """Return the model that `loader` has loaded with other taught classes; None: load anew."""
        from avol.localizer import Localizer

        same = isinstance(loader, ModelLoader) and loader._network == self._network
        if not same or not isinstance(loaded, Localizer) or self.taught is None:
            return None
        return loaded.with_classes(self.taught)

    @property
    def _network(self) -> tuple[str | None, str, int | None]:
        return self.weights, self.engine, self.threads


def loader(
    weights: str | None,
    engine: str,
    threads: int | None = None,
    taught: TaughtClasses | None = None,
) -> LoadModel:
    """Return a function that loads a checkpoint (None: the default one) with an engine."""
    return ModelLoader(weights, engine, threads, taught)
