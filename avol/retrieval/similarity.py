"""How vectors are compared: by the geometry that the network was trained in.

AVE-Net: points on the unit sphere, nearest by Euclidean distance (paper §3.2), which orders as the
cosine does. L3-Net: the same, though only vectors of one kind mean anything to one another.
AVOL-Net, ours: a picture is as near to a sound as the best of its places; two pictures, or two
sounds, are compared by the cosine of their means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from avol.errors import InputError

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding, ImageEmbedding

Floats = NDArray[np.float32]
NetworkName = Literal["avol", "ave", "l3"]
BLOCK = 256
"""Vectors compared at once."""


@dataclass(frozen=True)
class Space:
    """The geometry of one network's vectors; a picture or sound is (places, D)."""

    network: NetworkName

    def picture(self, seen: ImageEmbedding) -> Floats:
        """(places, D): one vector of length 1, or AVOL-Net's for every place, as they are."""
        vectors = seen.embedding.reshape(-1, seen.embedding.shape[-1])
        return vectors if self.network == "avol" else unit(vectors)

    def sound(self, heard: AudioEmbedding) -> Floats:
        """(1, D), of length 1 unless it is AVOL-Net's, whose products need its length."""
        return heard.embedding[None] if self.network == "avol" else unit(heard.embedding[None])

    def average(self, parts: list[Floats]) -> Floats:
        """What several pictures or sounds have in common, as one question."""
        if self.network == "avol":  # all places of all pictures; the mean of the sounds
            joined = np.concatenate(parts)
            return joined if len(parts[0]) > 1 else joined.mean(axis=0, keepdims=True)
        return unit(np.mean(parts, axis=0))

    def similarity(self, query: Floats, base: Floats, alike: bool) -> Floats:
        """How near each of the base is; larger is nearer.

        Args:
            query: (places, D).
            base: (N, places, D).
            alike: whether both are of one kind.

        Returns:
            (N,) cosines; scalar products, not calibrated, between AVOL-Net's two kinds.

        Raises:
            InputError: these two kinds cannot be compared.
        """
        if query.shape[-1] != base.shape[-1]:
            raise InputError(
                "This network's vectors of pictures and of sounds have no common space; "
                "search among the same kind, or use AVE-Net."
            )
        if self.network == "avol" and alike:
            query, base = self._means(query[None])[0], self._means(base)
        # vecdot, because BLAS would wake threads, which wait for one another on busy cores
        if query.shape[0] == base.shape[1] == 1:
            return np.vecdot(base[:, 0], query[0])
        blocks = (base[i : i + BLOCK, :, None] for i in range(0, len(base), BLOCK))
        best = [np.vecdot(block, query).max(axis=(1, 2)) for block in blocks]
        return np.concatenate(best) if best else np.zeros(0, np.float32)

    def _means(self, base: Floats) -> Floats:
        return unit(base.mean(axis=1, keepdims=True))


def unit(vectors: Floats) -> Floats:
    """Each vector (..., D) at length 1."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
