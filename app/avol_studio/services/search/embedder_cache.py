"""Cache of the embedder that was requested last; it loads in the thread that requests it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from avol.errors import WeightsError
from avol_studio.core.library_messages import translated
from avol_studio.core.translation import tr

if TYPE_CHECKING:
    from avol.embedder import Embedder

LoadEmbedder = Callable[[str], "Embedder"]
"""Loads an embedder by the name or path of its checkpoint; raises AvolError if it cannot."""


def load_embedder(weights: str) -> Embedder:
    """Load an embedder with one thread; the other cores run playback and live maps."""
    from avol.embedder import Embedder

    return Embedder.load(weights, threads=1)


class EmbedderCache:
    """Holds one embedder; for one thread."""

    def __init__(self, load: LoadEmbedder = load_embedder) -> None:
        self._load = load
        self._cached: tuple[str, Embedder] | None = None

    def get(self, weights: str) -> Embedder:
        """Return the embedder of a checkpoint, loaded unless it was the last one requested."""
        if self._cached is None or self._cached[0] != weights:
            self._cached = None
            self._cached = weights, self._load(weights)
        return self._cached[1]

    def get_for_library(self, weights: str) -> Embedder:
        """Return the embedder of a library's own checkpoint; the error names the remedy."""
        try:
            return self.get(weights)
        except WeightsError as error:
            raise WeightsError(
                tr(
                    "The library needs the checkpoint “{weights}”, which cannot be loaded "
                    "({error}) Rebuild the library from the Tools menu."
                ).format(weights=weights, error=translated(str(error)))
            ) from error
