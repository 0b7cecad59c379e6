"""The maps of the file that is open, kept so that a frame seen before is answered at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from avol.localizer import AudioEmbedding, Localization

T = TypeVar("T")

MAPS = 50_000  # about 2 KB each: half an hour at 30 frames a second
HEARD = 256  # about 200 KB each, for the spectrogram


class MapLookup:
    """Maps of this file found before by the model in use, if anybody has them.

    `get` gives the one of a frame by its number; it is asked in the GUI thread.
    """

    def __init__(self) -> None:
        self.get: Callable[[int], Localization | None] = lambda index: None


class MapCache:
    """The maps of a frame by its number, that of its sound first and then those of the sounds
    beside it; the bulkier `AudioEmbedding` for fewer frames.
    """

    def __init__(self, maps: int = MAPS, heard: int = HEARD) -> None:
        self._maps: OrderedDict[int, tuple[Localization, ...]] = OrderedDict()
        self._heard: OrderedDict[int, AudioEmbedding] = OrderedDict()
        self._most_maps, self._most_heard = maps, heard

    def __len__(self) -> int:
        return len(self._maps)

    def put(self, index: int, maps: tuple[Localization, ...], heard: AudioEmbedding | None) -> None:
        """Keep the maps of frame `index`, letting the oldest go when full."""
        _keep(self._maps, index, maps, self._most_maps)
        if heard is not None:
            _keep(self._heard, index, heard, self._most_heard)

    def get(self, index: int) -> tuple[tuple[Localization, ...], AudioEmbedding | None] | None:
        """The maps of frame `index` and what was heard if that is still there."""
        found = self._maps.get(index)
        return None if found is None else (found, self._heard.get(index))

    def clear(self) -> None:
        """Forget all: another file, or another model."""
        self._maps.clear()
        self._heard.clear()


def _keep(cache: OrderedDict[int, T], index: int, item: T, most: int) -> None:
    cache[index] = item
    cache.move_to_end(index)
    if len(cache) > most:
        cache.popitem(last=False)
