"""Similarity of vectors, in the geometry that their network was trained with.

AVE-Net: unit vectors, compared by Euclidean distance (paper §3.2), which has the same order as the
cosine. L3-Net: the same, but only within a modality. AVOL-Net (not in the paper): an image is as
similar to audio as its best cell; two images, or two audio windows, are compared by the cosine of
their means.
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
class Similarity:
    """Similarity under one network; an image or an audio window is (cells, D)."""

    network: NetworkName

    def image_vectors(self, embedding: ImageEmbedding) -> Floats:
        """(cells, D): one unit vector, or one unnormalised vector per cell for AVOL-Net."""
        vectors = embedding.embedding.reshape(-1, embedding.embedding.shape[-1])
        return vectors if self.network == "avol" else normalize(vectors)

    def audio_vectors(self, embedding: AudioEmbedding) -> Floats:
        """(1, D): a unit vector, or an unnormalised one for AVOL-Net, whose products need it."""
        vectors = embedding.embedding[None]
        return vectors if self.network == "avol" else normalize(vectors)

    def average(self, parts: list[Floats]) -> Floats:
        """One query from several images or audio windows."""
        if self.network == "avol":  # all cells of all images; the mean of the audio windows
            joined = np.concatenate(parts)
            return joined if len(parts[0]) > 1 else joined.mean(axis=0, keepdims=True)
        return normalize(np.mean(parts, axis=0))

    def compare(self, query: Floats, base: Floats, same_modality: bool) -> Floats:
        """Similarity of the query to each vector of the base; higher is more similar.

        Args:
            query: (cells, D).
            base: (N, cells, D).
            same_modality: whether query and base are of one modality.

        Returns:
            (N,) cosines; uncalibrated scalar products between the modalities of AVOL-Net.

        Raises:
            InputError: the modalities cannot be compared.
        """
        if query.shape[-1] != base.shape[-1]:
            raise InputError(
                "Images and audio have no common space in this network; "
                "search within one modality, or use AVE-Net."
            )
        if self.network == "avol" and same_modality:
            query, base = self._means(query[None])[0], self._means(base)
        # vecdot, because BLAS would start threads, which wait for one another on busy cores
        if query.shape[0] == base.shape[1] == 1:
            return np.vecdot(base[:, 0], query[0])
        blocks = (base[i : i + BLOCK, :, None] for i in range(0, len(base), BLOCK))
        best = [np.vecdot(block, query).max(axis=(1, 2)) for block in blocks]
        return np.concatenate(best) if best else np.zeros(0, np.float32)

    def _means(self, base: Floats) -> Floats:
        return normalize(base.mean(axis=1, keepdims=True))


def normalize(vectors: Floats) -> Floats:
    """Vectors (..., D) scaled to length 1."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
