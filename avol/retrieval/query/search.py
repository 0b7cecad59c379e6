"""Asking a library: what is nearest to this picture or this sound?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from avol.retrieval.library.faiss_index import FaissIndex, load
from avol.retrieval.library.library import Collection, Kind, Library
from avol.retrieval.similarity import NetworkName, Space

if TYPE_CHECKING:
    from avol.model_card import ModelCard

Floats = NDArray[np.float32]
DEPTH = 30
"""How many are found where nothing else is said (paper §4)."""


@dataclass(frozen=True, eq=False)
class Question:
    """A picture or a sound that others are compared with: (places, D) of one network."""

    kind: Kind
    vectors: Floats


@dataclass(frozen=True, slots=True)
class Hit:
    """A moment that was found, in the file it is from; times in seconds on the file's axis."""

    id: int
    path: Path
    time: float
    pts: int | None
    kind: Kind
    score: float
    """The cosine, -1..1; of a picture and a sound under AVOL-Net, the map's score, 0..1."""

    @property
    def distance(self) -> float:
        """Euclidean distance of two vectors of length 1, 0..2 (paper §3.2), from their cosine."""
        return float(np.sqrt(max(0.0, 2 - 2 * self.score)))


class Searcher:
    """Searches one library; to be asked by one thread at a time.

    Every vector is compared, unless the library is so large that `avol index` made an index.
    """

    def __init__(
        self,
        library: Library,
        calibration: tuple[float, float] | None = None,
    ) -> None:
        """calibration: scale and bias of an AVOL-Net, which its scores need."""
        self.library = library
        self.space = Space(cast(NetworkName, library.facts["network"]))
        self._calibration = calibration
        self._held: dict[Kind, _Held] = {}
        self._version = library.version

    def nearest(self, query: Question, kind: Kind, k: int = DEPTH) -> list[Hit]:
        """The k nearest of a kind, best first.

        Raises:
            InputError: the network's vectors of the two kinds cannot be compared.
            LibraryError: the library is damaged.
        """
        held = self._hold(kind)
        collection = self._candidates(query, held, k)
        if not len(collection.ids):
            return []
        alike = query.kind == kind
        scores = self.space.similarity(query.vectors, collection.vectors, alike)
        best = top(scores, k)
        values = scores[best] if alike else self._calibrated(scores[best])
        items = {item.id: item for item in self.library.items(collection.ids[best])}
        return [
            Hit(item.id, item.path, item.time, item.pts, kind, float(value))
            for number, value in zip(collection.ids[best], values, strict=True)
            if (item := items.get(int(number))) is not None
        ]

    def _candidates(self, query: Question, held: _Held, k: int) -> Collection:
        if held.index is None:
            return held.collection
        near = self.library.vectors_of(held.kind, held.index.candidates(query.vectors[0], k))
        late = held.collection
        return Collection(
            np.concatenate([near.ids, late.ids]),
            np.concatenate([near.vectors, late.vectors]) if len(late.ids) else near.vectors,
        )

    def _hold(self, kind: Kind) -> _Held:
        """The vectors of a kind as they are now in the library."""
        version = self.library.version
        if version != self._version:
            self._version = version
            self._held.clear()
        if kind not in self._held:
            index = load(self.library.folder, kind)
            after = index.last if index else 0
            self._held[kind] = _Held(kind, index, self.library.vectors(kind, after))
        return self._held[kind]

    def _calibrated(self, scores: Floats) -> Floats:
        if self._calibration is None:
            return scores
        scale, bias = self._calibration
        return (0.5 + 0.5 * np.tanh(0.5 * (scale * scores + bias))).astype(np.float32)


@dataclass(frozen=True, eq=False)
class _Held:
    """Vectors in memory: all of a kind, or those that came after the index was made."""

    kind: Kind
    index: FaissIndex | None
    collection: Collection


def top(scores: Floats, k: int) -> NDArray[np.int64]:
    """Places of the k largest scores, best first; the earlier one where two are equal."""
    k = min(k, len(scores))
    if k < len(scores):
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")][:k]


def calibration(card: ModelCard, weights: str | Path) -> tuple[float, float] | None:
    """What an AVOL-Net's scores need; None for the other networks."""
    from avol.checkpoints import load_calibration, load_checkpoint

    return load_calibration(load_checkpoint(weights)) if card.network == "avol" else None
