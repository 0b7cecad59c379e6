"""An engine that lacks a class."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from avol.engines import Encoded, Engine, with_features
from avol.teaching.units import Floats


class ReducedEngine:
    """The engine of weights that never had the unit of a class."""

    def __init__(self, engine: Engine, place: int) -> None:
        self._engine, self._place = with_features(engine), place
        self.name = engine.name

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128)."""
        return self._reduced(self._engine.encode_images(images))

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        """(N, bins, columns) -> (N, 128)."""
        return self._reduced(self._engine.encode_spectrograms(spectrograms))

    def encode_images_with_features(self, images: NDArray[np.uint8]) -> Encoded:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128) and (N, 14, 14, C)."""
        embeddings, features = self._engine.encode_images_with_features(images)
        return Encoded(self._reduced(embeddings), features)

    def encode_spectrograms_with_features(self, spectrograms: Floats) -> Encoded:
        """(N, bins, columns) -> (N, 128) and (N, C)."""
        embeddings, features = self._engine.encode_spectrograms_with_features(spectrograms)
        return Encoded(self._reduced(embeddings), features)

    def _reduced(self, probabilities: Floats) -> Floats:
        """Return the softmax without the logit of the class."""
        rest = 1 - probabilities[..., self._place, None]
        reduced = (probabilities / np.maximum(rest, 1e-6)).astype(np.float32)
        reduced[..., self._place] = 0
        return reduced
