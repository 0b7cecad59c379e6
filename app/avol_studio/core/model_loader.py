"""The model interface of the studio, and a function that loads a checkpoint."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding, ImageEmbedding
    from avol.localization import Localization
    from avol.localizer import Localizer
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


MS_PER_IMAGE = 24.0
"""Time of the image network on one thread up to which a map is ready before the next frame."""

TRIALS = 3
"""Images of which the fastest one counts."""

CLEARLY_SLOW = 4
"""Multiple of `MS_PER_IMAGE` from which on no further image is tried."""

LoadModel = Callable[[], Model]
"""Loads a model; called in the thread that uses it."""


@dataclass(frozen=True, eq=False, slots=True)
class ModelLoader:
    """Loads a checkpoint (None: the default one) with an engine, and the taught classes.

    fine: encode enlarged parts of each image too.
    threads: maximum number of CPU threads; None: one, or the default of the engine if one is too
    slow for every frame. Sharing the work of a map costs a quarter more processor time.
    """

    weights: str | None
    engine: str
    threads: int | None = None
    taught: TaughtClasses | None = None
    fine: bool = False

    def __call__(self) -> Model:
        """Load the model."""
        from avol.checkpoints import DEFAULT_WEIGHTS
        from avol.localizer import Localizer

        name = self.weights or DEFAULT_WEIGHTS
        model = Localizer.load(name, self.engine, self.threads or 1)  # pyright: ignore[reportArgumentType]
        if self.threads is None and (self.fine or not keeps_up(model)):
            model = with_default_threads(model)
        model = model.with_fine(True) if self.fine else model
        return model if self.taught is None else model.with_classes(self.taught)

    def reload(self, loaded: Model, loader: LoadModel | None) -> Model | None:
        """Return the model that `loader` has loaded with other taught classes; None: load anew."""
        from avol.localizer import Localizer

        same = isinstance(loader, ModelLoader) and loader._network == self._network
        if not same or not isinstance(loaded, Localizer) or self.taught is None:
            return None
        return loaded.with_classes(self.taught)

    @property
    def _network(self) -> tuple[str | None, str, int | None, bool]:
        return self.weights, self.engine, self.threads, self.fine


def has_fine_maps(load_model: LoadModel) -> bool:
    """Whether the model will encode enlarged parts of each image too."""
    return isinstance(load_model, ModelLoader) and load_model.fine


def with_default_threads(model: Localizer) -> Localizer:
    """Return the model on as many threads as its engine has by default."""
    from avol.engines.onnxruntime_engine import OnnxRuntimeEngine
    from avol.engines.selection import default_threads

    threads, engine = default_threads(), model.engine
    if threads == 1 or not isinstance(engine, OnnxRuntimeEngine):
        return model
    return model.with_engine(engine.with_threads(threads))


def keeps_up(model: Model) -> bool:
    """Whether one thread localizes every frame; the first images take longer than others."""
    for _ in range(TRIALS):
        if (ms := ms_per_image(model)) <= MS_PER_IMAGE:
            return True
        if ms > CLEARLY_SLOW * MS_PER_IMAGE:
            return False
    return False


def ms_per_image(model: Model) -> float:
    """Milliseconds of this thread for one image, whatever else runs on the machine."""
    image = np.zeros((model.image_size, model.image_size, 3), np.uint8)
    start = time.thread_time()
    model.encode_image(image)
    return 1000 * (time.thread_time() - start)


def loader(
    weights: str | None,
    engine: str,
    threads: int | None = None,
    taught: TaughtClasses | None = None,
    fine: bool = False,
) -> LoadModel:
    """Return a function that loads a checkpoint (None: the default one) with an engine."""
    return ModelLoader(weights, engine, threads, taught, fine)
