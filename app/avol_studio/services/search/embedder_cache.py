"""The network of a library, loaded when it is first needed, in the thread that asks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from avol.errors import WeightsError

if TYPE_CHECKING:
    from avol.embedder import Embedder

LoadEmbedder = Callable[[str], "Embedder"]
"""From the name or path of a checkpoint; raises an AvolError where it cannot be had."""


def load_embedder(weights: str) -> Embedder:
    """One core only, as the others are for what is on screen."""
    from avol.embedder import Embedder

    return Embedder.load(weights, threads=1)


class EmbedderCache:
    """The network that was asked for last; for one thread."""

    def __init__(self, load: LoadEmbedder = load_embedder) -> None:
        self._load = load
        self._held: tuple[str, Embedder] | None = None

    def get(self, weights: str) -> Embedder:
        """The network of a checkpoint, kept until another one is asked for."""
        if self._held is None or self._held[0] != weights:
            self._held = None
            self._held = weights, self._load(weights)
        return self._held[1]

    def of_library(self, weights: str) -> Embedder:
        """The same for a library's own checkpoint, whose loss has a remedy of its own."""
        try:
            return self.get(weights)
        except WeightsError as error:
            raise WeightsError(
                f"The library was made with “{weights}”, which cannot be used ({error}) "
                "Rebuild the library from the Search menu."
            ) from error
