"""Two-dimensional map of a library: t-SNE of its image and audio vectors together.

In an aligned space (AVE-Net) the audio of a violin lies near images of violins. The modalities of
L3-Net form separate groups.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from avol.core.modality import MODALITIES, Modality
from avol.core.optional_packages import optional_packages
from avol.errors import InputError
from avol.retrieval.library.library import Library, LibraryItem, VectorSet
from avol.retrieval.similarity import normalize

SEED = 0
MAX_SEGMENTS = 2000
"""Maximum number of points; a larger library is sampled."""
PERPLEXITY = 30.0


@dataclass(frozen=True, eq=False)
class Projection:
    """Point n is `items[n]` of `modalities[n]`; neighbouring vectors are neighbouring points."""

    items: list[LibraryItem]
    modalities: list[Modality]
    points: NDArray[np.float32]
    """(n, 2); the axes have no meaning."""


def project_library(library: Library) -> Projection:
    """Project a library; takes seconds for hundreds of segments, a minute for thousands.

    Raises:
        InputError: there are fewer than four segments.
        LibraryError: the library is damaged.
        MissingPackageError: scikit-learn is not installed.
    """
    sampled: dict[Modality, VectorSet] = {
        modality: _sample(library, modality) for modality in MODALITIES
    }
    vectors = _joined([sampled[modality] for modality in MODALITIES])
    if len(vectors) < 4:
        raise InputError("The library has fewer than four segments; add files.")
    items: list[LibraryItem] = []
    modalities: list[Modality] = []
    for modality in MODALITIES:
        sources = library.items(sampled[modality].ids)
        items += sources
        modalities.extend(modality for _ in sources)
    return Projection(items, modalities, _tsne(vectors))


def _sample(library: Library, modality: Modality) -> VectorSet:
    ids = library.segment_ids(modality)
    if len(ids) > MAX_SEGMENTS // 2:
        ids = np.random.default_rng(SEED).choice(ids, MAX_SEGMENTS // 2, replace=False)
    return library.vectors_of(modality, ids)


def _joined(vector_sets: list[VectorSet]) -> NDArray[np.float32]:
    """All vectors at length 1, averaged over cells and padded with zeros to the same size."""
    means = [normalize(vector_set.vectors.mean(axis=1)) for vector_set in vector_sets]
    width = max(vectors.shape[1] for vectors in means)
    return np.concatenate([np.pad(v, ((0, 0), (0, width - v.shape[1]))) for v in means])


def _tsne(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    with optional_packages("The library map"):
        from sklearn.manifold import TSNE
        from threadpoolctl import threadpool_limits

    perplexity = min(PERPLEXITY, (len(vectors) - 1) / 3)
    with threadpool_limits(1):  # leave the other cores to the studio
        tsne = TSNE(perplexity=perplexity, init="pca", random_state=SEED, n_jobs=1)
        return np.asarray(tsne.fit_transform(vectors), np.float32)
