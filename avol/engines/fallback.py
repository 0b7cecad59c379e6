"""Engine that switches to a fallback when it fails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.engines.base import Encoded, Engine, Floats

log = logging.getLogger(__name__)


class FallbackEngine:
    """Uses a GPU engine until it fails, then permanently the engine that `fallback` creates.

    Another program may take the memory of a GPU at any time, and a presentation must continue.
    """

    def __init__(self, engine: Engine, fallback: Callable[[], Engine]) -> None:
        self._engine = engine
        self._fallback: Callable[[], Engine] | None = fallback

    @property
    def name(self) -> str:
        """Name of the engine in use."""
        return self._engine.name

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128)."""
        return self._encode("encode_images", images)

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        """(N, bins, columns) normalised log-spectrograms -> (N, 128)."""
        return self._encode("encode_spectrograms", spectrograms)

    def encode_images_with_features(self, images: NDArray[np.uint8]) -> Encoded:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128) and (N, 14, 14, C)."""
        return self._encode("encode_images_with_features", images)

    def encode_spectrograms_with_features(self, spectrograms: Floats) -> Encoded:
        """(N, bins, columns) normalised log-spectrograms -> (N, 128) and (N, C)."""
        return self._encode("encode_spectrograms_with_features", spectrograms)

    def _encode(self, method: str, inputs: NDArray) -> Any:
        try:
            return getattr(self._engine, method)(inputs)
        except RuntimeError as error:  # torch raises it, also when memory runs out
            if self._fallback is None:
                raise
            log.info("%s failed: %s", self._engine.name, error)
            self._engine, self._fallback = self._fallback(), None
        return getattr(self._engine, method)(inputs)
