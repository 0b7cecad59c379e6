"""Retrieval within and across pictures and sounds: nDCG@30, four directions (paper §3.3, §3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.errors import InputError
from avol.evaluation.bootstrap import Estimate, Resampler
from avol.evaluation.retrieval.chance import chance
from avol.evaluation.retrieval.clip_embeddings import ClipEmbeddings
from avol.evaluation.retrieval.ndcg import DEPTH, Gain, ndcg

if TYPE_CHECKING:
    from sklearn.decomposition import PCA

Floats = NDArray[np.float64]
PRINCIPAL, COMPONENTS = 128, 64
"""Dimensions of each side that canonical correlation analysis sees, and keeps, at most."""


@dataclass(frozen=True, eq=False)
class Space:
    """Vectors (n, d) of the same n clips, to be compared by Euclidean distance."""

    pictures: Floats | None = None
    sounds: Floats | None = None
    crossed: bool = True
    """Whether pictures can be compared with sounds."""

    def scores(self, query: str, base: str) -> Floats | None:
        """(n, n), nearest highest; None where these cannot be compared."""
        one, other = getattr(self, query), getattr(self, base)
        if one is None or other is None or (query != base and not self.crossed):
            return None
        from scipy.spatial.distance import cdist

        return -np.asarray(cdist(one, other), np.float64)


DIRECTIONS = (
    ("pictures", "pictures"),
    ("pictures", "sounds"),
    ("sounds", "pictures"),
    ("sounds", "sounds"),
)

Row = dict[str, Estimate]
"""By direction, such as "pictures to sounds"."""


def retrieve(
    space: Space, relevance: Floats, videos: Sequence[str], gain: Gain = "exponential"
) -> Row:
    """nDCG@30 of every direction that the space allows, intervals by video.

    Args:
        space: the vectors of n clips.
        relevance: (n, n), 0 or more; a clip is left out of its own list within one modality.
        videos: what each clip was cut from.
        gain: as of `ndcg`.
    """
    row: Row = {}
    resampled = Resampler(videos)
    for query, base in DIRECTIONS:
        scores = space.scores(query, base)
        if scores is None:
            continue
        own = query == base
        counted = without_own(relevance) if own else relevance
        if own:
            scores = scores - np.diag(np.full(len(scores), np.inf))
        ranking = np.argsort(-scores, axis=1, kind="stable")[:, : len(scores) - own]
        row[f"{query} to {base}"] = resampled.mean(ndcg(counted, ranking, DEPTH, gain))
    return row


def at_random(relevance: Floats, videos: Sequence[str], gain: Gain = "exponential") -> Row:
    """What a random order reaches in each direction."""
    resampled = Resampler(videos)
    return {
        f"{query} to {base}": resampled.mean(
            chance(without_own(relevance) if query == base else relevance, query == base, gain=gain)
        )
        for query, base in DIRECTIONS
    }


def without_own(relevance: Floats) -> Floats:
    """The same with nothing for a clip that finds itself."""
    return relevance * (1 - np.eye(len(relevance)))


def space_of(embedded: ClipEmbeddings) -> Space:
    """A network's own vectors; L3-Net's two sides are of different worlds but one length."""
    return Space(embedded.pictures, embedded.sounds)


def aligned(fitted: Sequence[ClipEmbeddings], asked: ClipEmbeddings) -> Space:
    """The vectors of `asked` in the space that canonical correlation analysis finds for `fitted`.

    Both sides are whitened by principal components; the singular vectors of what they then have in
    common are the canonical directions. Vectors are compared by their angle. Ours: each direction
    counts by its correlation, as is usual in retrieval; what has little in common counts little.
    """
    from sklearn.cross_decomposition import PLSSVD

    pictures = _whitener(np.concatenate([one.pictures for one in fitted]))
    sounds = _whitener(np.concatenate([one.sounds for one in fitted]))
    seen = np.concatenate([pictures.transform(one.pictures) for one in fitted])
    heard = np.concatenate([sounds.transform(one.sounds) for one in fitted])
    count = min(COMPONENTS, seen.shape[1], heard.shape[1])
    joint = PLSSVD(count, scale=False).fit(seen, heard)
    one, other = joint.transform(seen, heard)
    correlation = (one * other).mean(axis=0).clip(min=0)
    turned = [
        side * correlation
        for side in joint.transform(
            pictures.transform(asked.pictures), sounds.transform(asked.sounds)
        )
    ]
    return Space(*(side / np.linalg.norm(side, axis=1, keepdims=True) for side in turned))


def _whitener(side: Floats) -> "PCA":
    """Principal components that stand out of rounding, at most one for four rows."""
    from sklearn.decomposition import PCA

    rank = int(np.linalg.matrix_rank(side - side.mean(axis=0), rtol=1e-3))
    if not rank:
        raise InputError("The network answers the same to every clip, so nothing can be aligned.")
    return PCA(min(PRINCIPAL, len(side) // 4, rank), whiten=True, random_state=0).fit(side)
