"""Cache of the maps of the open file, so that a frame is localized once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding
    from avol.localization import Localization

T = TypeVar("T")

MAPS = 50_000  # about 2 KB each: half an hour at 30 frames a second
EMBEDDINGS = 256  # about 200 KB each, because of the spectrogram


class MapLookup:
    """Maps of the open file that the analysis has computed with the current model.

    `get` returns the map of a frame by its number, or None; it is called in the GUI thread.
    """

    def __init__(self) -> None:
        self.get: Callable[[int], Localization | None] = lambda index: None


class MapCache:
    """The maps of each frame by its number: first of its audio, then of the compared sounds.

    The larger `AudioEmbedding` is kept for fewer frames. The oldest entries are dropped first.
    """

    def __init__(self, maps: int = MAPS, embeddings: int = EMBEDDINGS) -> None:
        self._maps: OrderedDict[int, tuple[Localization, ...]] = OrderedDict()
        self._embeddings: OrderedDict[int, AudioEmbedding] = OrderedDict()
        self._max_maps, self._max_embeddings = maps, embeddings

    def __len__(self) -> int:
        return len(self._maps)

    def put(
        self, index: int, maps: tuple[Localization, ...], embedding: AudioEmbedding | None
    ) -> None:
        """Store the maps and the audio embedding of frame `index`."""
        _store(self._maps, index, maps, self._max_maps)
        if embedding is not None:
            _store(self._embeddings, index, embedding, self._max_embeddings)

    def get(self, index: int) -> tuple[tuple[Localization, ...], AudioEmbedding | None] | None:
        """Return the maps of frame `index`, and its audio embedding if that is still stored."""
        maps = self._maps.get(index)
        return None if maps is None else (maps, self._embeddings.get(index))

    def clear(self) -> None:
        """Remove all entries."""
        self._maps.clear()
        self._embeddings.clear()


def _store(cache: OrderedDict[int, T], index: int, item: T, limit: int) -> None:
    cache[index] = item
    cache.move_to_end(index)
    if len(cache) > limit:
        cache.popitem(last=False)
