"""Search of a library for the segments most similar to an image or audio query."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from avol.core.modality import Modality
from avol.retrieval.library.faiss_index import FaissIndex, load_index
from avol.retrieval.library.library import Library, VectorSet
from avol.retrieval.similarity import NetworkName, Similarity

if TYPE_CHECKING:
    from avol.model_card import ModelCard
    from avol.score_scale import ScoreScale

Floats = NDArray[np.float32]
DEPTH = 30
"""Default number of results (paper §4)."""


@dataclass(frozen=True, eq=False)
class Query:
    """Vectors (cells, D) of an image or audio, encoded by the network of the library."""

    modality: Modality
    vectors: Floats


@dataclass(frozen=True, slots=True)
class Hit:
    """A result: a segment of a file; times in seconds on the file's axis."""

    id: int
    path: Path
    time: float
    pts: int | None
    modality: Modality
    score: float
    """The cosine, -1..1; between image and audio under AVOL-Net, the map's score, 0..1."""

    @property
    def distance(self) -> float:
        """Euclidean distance of two unit vectors, 0..2 (paper §3.2), from their cosine."""
        return float(np.sqrt(max(0.0, 2 - 2 * self.score)))


class Searcher:
    """Searches one library; used by one thread at a time.

    Compares all vectors, unless the library is large enough that `avol index` built an index.
    """

    def __init__(
        self,
        library: Library,
        scale: ScoreScale | None = None,
    ) -> None:
        """Args: scale: the scale of AVOL-Net's scores; None for other networks."""
        self.library = library
        self.similarity = Similarity(cast(NetworkName, library.metadata["network"]))
        self._scale = scale
        self._loaded: dict[Modality, _LoadedVectors] = {}
        self._version = library.version

    def search(self, query: Query, modality: Modality, k: int = DEPTH) -> list[Hit]:
        """The k most similar segments of a modality, best first.

        Raises:
            InputError: the network's vectors of the two modalities cannot be compared.
            LibraryError: the library is damaged.
        """
        candidates = self._candidates(query, self._load(modality), k)
        if not len(candidates.ids):
            return []
        same = query.modality == modality
        scores = self.similarity.compare(query.vectors, candidates.vectors, same)
        best = top_k(scores, k)
        values = scores[best] if same else self._scaled(scores[best])
        items = {item.id: item for item in self.library.items(candidates.ids[best])}
        return [
            Hit(item.id, item.path, item.time, item.pts, modality, float(value))
            for number, value in zip(candidates.ids[best], values, strict=True)
            if (item := items.get(int(number))) is not None
        ]

    def _candidates(self, query: Query, loaded: _LoadedVectors, k: int) -> VectorSet:
        if loaded.index is None:
            return loaded.vectors
        ids = loaded.index.candidates(query.vectors[0], k)
        near, later = self.library.vectors_of(loaded.modality, ids), loaded.vectors
        return VectorSet(
            np.concatenate([near.ids, later.ids]),
            np.concatenate([near.vectors, later.vectors]) if len(later.ids) else near.vectors,
        )

    def _load(self, modality: Modality) -> _LoadedVectors:
        """The current vectors of a modality."""
        version = self.library.version
        if version != self._version:
            self._version = version
            self._loaded.clear()
        if modality not in self._loaded:
            index = load_index(self.library.folder, modality)
            vectors = self.library.vectors(modality, index.last if index else 0)
            self._loaded[modality] = _LoadedVectors(modality, index, vectors)
        return self._loaded[modality]

    def _scaled(self, products: Floats) -> Floats:
        return products if self._scale is None else self._scale(self._scale.logits(products))


@dataclass(frozen=True, eq=False)
class _LoadedVectors:
    """Vectors in memory: all of a modality, or those that are later than the index."""

    modality: Modality
    index: FaissIndex | None
    vectors: VectorSet


def top_k(scores: Floats, k: int) -> NDArray[np.int64]:
    """Indices of the k largest scores, best first; ties in order."""
    k = min(k, len(scores))
    if k < len(scores):
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        indices = np.flatnonzero(scores >= least)
    else:
        indices = np.arange(len(scores))
    return indices[np.argsort(-scores[indices], kind="stable")][:k]


def score_scale_of(card: ModelCard, weights: str | Path) -> ScoreScale | None:
    """The scale of an AVOL-Net's scores; None for other networks."""
    from avol.checkpoints import load_checkpoint, load_conv7
    from avol.score_scale import ScoreScale

    if card.network != "avol":
        return None
    return ScoreScale.of(card, load_conv7(load_checkpoint(weights)))
