"""Engine that remembers what it has encoded, for evaluations that encode the same media often."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from avol.engines.base import Encoded, Engine, Floats, with_features


class RememberingEngine:
    """Encodes each image and each spectrogram once; keeps the features in half precision."""

    def __init__(self, engine: Engine) -> None:
        self._engine = with_features(engine)
        self._known: dict[bytes, tuple[Floats, NDArray[np.float16]]] = {}
        self.name = engine.name

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128)."""
        return self.encode_images_with_features(images).embeddings

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        """(N, bins, columns) -> (N, 128)."""
        return self.encode_spectrograms_with_features(spectrograms).embeddings

    def encode_images_with_features(self, images: NDArray[np.uint8]) -> Encoded:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128) and (N, 14, 14, C)."""
        return self._each(images, self._engine.encode_images_with_features)

    def encode_spectrograms_with_features(self, spectrograms: Floats) -> Encoded:
        """(N, bins, columns) -> (N, 128) and (N, C)."""
        return self._each(spectrograms, self._engine.encode_spectrograms_with_features)

    def _each(self, inputs: np.ndarray, encode: Callable[[np.ndarray], Encoded]) -> Encoded:
        keys = [hashlib.blake2b(one.tobytes(), digest_size=16).digest() for one in inputs]
        for key, one in zip(keys, inputs, strict=True):
            if key not in self._known:
                embeddings, features = encode(one[None])
                self._known[key] = embeddings, features.astype(np.float16)
        embeddings, features = zip(*(self._known[key] for key in keys), strict=True)
        return Encoded(np.concatenate(embeddings), np.concatenate(features).astype(np.float32))
