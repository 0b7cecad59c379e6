"""Interface of the inference engines."""

from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from avol.errors import EngineError

Floats = NDArray[np.float32]


class Encoded(NamedTuple):
    """Embeddings with the features that the head computes them from."""

    embeddings: Floats
    """(N, 14, 14, 128) or (N, 128)."""
    features: Floats
    """(N, 14, 14, C) or (N, C): the input of the head, with the channels of the encoder."""


class Engine(Protocol):
    """Runs the two encoders of a checkpoint. Deterministic; for one thread at a time."""

    @property
    def name(self) -> str:
        """Name for the user interface, such as "CPU int8"."""
        ...

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        """(N, S, S, 3) RGB -> AVOL-Net: (N, 14, 14, 128), AVE-Net: (N, 128), L3-Net: (N, C)."""
        ...

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        """(N, bins, columns) normalised log-spectrograms -> (N, 128), L3-Net: (N, C)."""
        ...


@runtime_checkable
class FeatureEngine(Engine, Protocol):
    """An engine that gives also the features before the heads; all engines of checkpoints do."""

    def encode_images_with_features(self, images: NDArray[np.uint8]) -> Encoded:
        """Encode like `encode_images`; EngineError for a network without heads."""
        ...

    def encode_spectrograms_with_features(self, spectrograms: Floats) -> Encoded:
        """Encode like `encode_spectrograms`; EngineError for a network without heads."""
        ...


def with_features(engine: Engine) -> FeatureEngine:
    """Return an engine if it gives features; EngineError otherwise."""
    if not isinstance(engine, FeatureEngine):
        raise EngineError(f"The engine “{engine.name}” cannot be taught classes; choose “auto”.")
    return engine
