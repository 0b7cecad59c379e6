"""A library drawn flat: t-SNE of its vectors, pictures and sounds together.

In an aligned space (AVE-Net) a violin's sound lies among pictures of violins. In L3-Net's, whose
two kinds have nothing to do with one another, they part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from avol.errors import InputError
from avol.retrieval.library.library import KINDS, Collection, Item, Kind, Library
from avol.retrieval.similarity import unit

MOST = 2000
"""Moments that are drawn, at most; of more, this many are chosen at random."""
PERPLEXITY = 30.0


@dataclass(frozen=True, eq=False)
class Projection:
    """Point n is `items[n]`, of `kinds[n]`; neighbours in the space are neighbours here."""

    items: list[Item]
    kinds: list[Kind]
    places: NDArray[np.float32]
    """(n, 2), both axes without meaning."""


def project(library: Library, most: int = MOST, seed: int = 0) -> Projection:
    """Lay out a library; takes seconds for hundreds of moments, a minute for thousands.

    Raises:
        InputError: there are fewer than four moments.
        LibraryError: the library is damaged.
    """
    chosen: dict[Kind, Collection] = {kind: _some(library, kind, most // 2, seed) for kind in KINDS}
    vectors = _joined([chosen[kind] for kind in KINDS])
    if len(vectors) < 4:
        raise InputError("The library has too little in it for a map; add some files to it.")
    items: list[Item] = []
    kinds: list[Kind] = []
    for kind in KINDS:
        found = library.items(chosen[kind].ids)
        items += found
        kinds.extend(kind for _ in found)
    return Projection(items, kinds, _flat(vectors, seed))


def _some(library: Library, kind: Kind, most: int, seed: int) -> Collection:
    numbers = library.numbers(kind)
    if len(numbers) > most:
        numbers = np.random.default_rng(seed).choice(numbers, most, replace=False)
    return library.vectors_of(kind, numbers)


def _joined(collections: list[Collection]) -> NDArray[np.float32]:
    """All vectors at length 1, those of several places by their mean; shorter ones end in zeros."""
    means = [unit(collection.vectors.mean(axis=1)) for collection in collections]
    width = max(vectors.shape[1] for vectors in means)
    return np.concatenate([np.pad(v, ((0, 0), (0, width - v.shape[1]))) for v in means])


def _flat(vectors: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    from sklearn.manifold import TSNE
    from threadpoolctl import threadpool_limits

    perplexity = min(PERPLEXITY, (len(vectors) - 1) / 3)
    with threadpool_limits(1):  # the other cores are for what is on screen
        tsne = TSNE(perplexity=perplexity, init="pca", random_state=seed, n_jobs=1)
        return np.asarray(tsne.fit_transform(vectors), np.float32)
