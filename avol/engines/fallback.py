"""An engine that gives way to another one when it fails in the middle of its work."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.engines import Engine

log = logging.getLogger(__name__)


class FallbackEngine:
    """A graphics card as long as it works, then for good what `spare` starts in its place.

    Another program may take the memory of a card at any time; a show must go on. `name` says which
    engine it is that answers now.
    """

    def __init__(self, engine: Engine, spare: Callable[[], Engine]) -> None:
        self._engine = engine
        self._spare: Callable[[], Engine] | None = spare

    @property
    def name(self) -> str:
        """What the status bar calls the engine that answers now."""
        return self._engine.name

    def encode_images(self, images: NDArray[np.uint8]) -> NDArray[np.float32]:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128)."""
        return self._encode("encode_images", images)

    def encode_spectrograms(self, spectrograms: NDArray[np.float32]) -> NDArray[np.float32]:
        """(N, bins, columns) normalised log-spectrograms -> (N, 128)."""
        return self._encode("encode_spectrograms", spectrograms)

    def _encode(
        self, method: Literal["encode_images", "encode_spectrograms"], inputs: NDArray
    ) -> NDArray[np.float32]:
        try:
            return getattr(self._engine, method)(inputs)
        except RuntimeError as error:  # what torch raises, also when memory runs out
            if self._spare is None:
                raise
            log.info("%s gave up: %s", self._engine.name, error)
            self._engine, self._spare = self._spare(), None
        return getattr(self._engine, method)(inputs)
