"""Retrieval within and across modalities: nDCG@30 in four directions (paper §3.3, §3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.core.estimate import Estimate
from avol.core.modality import Modality
from avol.errors import InputError
from avol.evaluation.bootstrap import FileBootstrap
from avol.evaluation.retrieval.clip_embeddings import ClipEmbeddings
from avol.evaluation.retrieval.ndcg import DEPTH, Gain, ndcg, random_order_ndcg

if TYPE_CHECKING:
    from sklearn.decomposition import PCA

Floats = NDArray[np.float64]
PRINCIPAL, COMPONENTS = 128, 64
"""Maximum dimensions per modality before and after canonical correlation analysis."""


@dataclass(frozen=True, eq=False)
class ClipVectors:
    """Vectors (n, d) of the same n clips, compared by Euclidean distance."""

    image: Floats | None = None
    audio: Floats | None = None
    cross_modal: bool = True
    """Whether image vectors can be compared with audio vectors."""

    def scores(self, query: Modality, base: Modality) -> Floats | None:
        """Negative distances (n, n); None if the vectors cannot be compared."""
        one, other = getattr(self, query), getattr(self, base)
        if one is None or other is None or (query != base and not self.cross_modal):
            return None
        from scipy.spatial.distance import cdist

        return -np.asarray(cdist(one, other), np.float64)


DIRECTIONS: tuple[tuple[Modality, Modality], ...] = (
    ("image", "image"),
    ("image", "audio"),
    ("audio", "image"),
    ("audio", "audio"),
)

DirectionScores = dict[str, Estimate]
"""nDCG@30 by direction, such as "image to audio"."""


def evaluate_retrieval(
    vectors: ClipVectors, relevance: Floats, videos: Sequence[str], gain: Gain = "exponential"
) -> DirectionScores:
    """nDCG@30 of every possible direction, with intervals by video.

    Args:
        vectors: the vectors of n clips.
        relevance: (n, n), 0 or more; within one modality a clip is left out of its own list.
        videos: the source video of each clip.
        gain: see `ndcg`.
    """
    scores_by_direction: DirectionScores = {}
    bootstrap = FileBootstrap(videos)
    for query, base in DIRECTIONS:
        scores = vectors.scores(query, base)
        if scores is None:
            continue
        same = query == base
        if same:
            scores = scores - np.diag(np.full(len(scores), np.inf))
        ranking = np.argsort(-scores, axis=1, kind="stable")[:, : len(scores) - same]
        values = ndcg(exclude_self(relevance) if same else relevance, ranking, DEPTH, gain)
        scores_by_direction[f"{query} to {base}"] = bootstrap.mean(values)
    return scores_by_direction


def evaluate_random_order(
    relevance: Floats, videos: Sequence[str], gain: Gain = "exponential"
) -> DirectionScores:
    """nDCG@30 of a random order in each direction: the chance level."""
    bootstrap = FileBootstrap(videos)
    return {
        f"{query} to {base}": bootstrap.mean(
            random_order_ndcg(
                exclude_self(relevance) if query == base else relevance, query == base, gain=gain
            )
        )
        for query, base in DIRECTIONS
    }


def exclude_self(relevance: Floats) -> Floats:
    """The relevance with zeros on the diagonal."""
    return relevance * (1 - np.eye(len(relevance)))


def clip_vectors(embeddings: ClipEmbeddings) -> ClipVectors:
    """The vectors of a network as they are; L3-Net's modalities are comparable in length only."""
    return ClipVectors(embeddings.image_vectors, embeddings.audio_vectors)


def align_with_cca(fitted: Sequence[ClipEmbeddings], embeddings: ClipEmbeddings) -> ClipVectors:
    """The vectors of `embeddings` in the canonical correlation space of `fitted`.

    Both modalities are whitened by principal components; the singular vectors of their
    cross-covariance are the canonical directions. Vectors are compared by angle. Each direction is
    weighted by its correlation, as is usual in retrieval (not in the paper).
    """
    from sklearn.cross_decomposition import PLSSVD

    image_pca = _whitening(np.concatenate([one.image_vectors for one in fitted]))
    audio_pca = _whitening(np.concatenate([one.audio_vectors for one in fitted]))
    image = np.concatenate([image_pca.transform(one.image_vectors) for one in fitted])
    audio = np.concatenate([audio_pca.transform(one.audio_vectors) for one in fitted])
    count = min(COMPONENTS, image.shape[1], audio.shape[1])
    joint = PLSSVD(count, scale=False).fit(image, audio)
    one, other = joint.transform(image, audio)
    correlation = (one * other).mean(axis=0).clip(min=0)
    projected = [
        side * correlation
        for side in joint.transform(
            image_pca.transform(embeddings.image_vectors),
            audio_pca.transform(embeddings.audio_vectors),
        )
    ]
    return ClipVectors(*(side / np.linalg.norm(side, axis=1, keepdims=True) for side in projected))


def _whitening(vectors: Floats) -> "PCA":
    """Principal components above rounding errors, at most one for four rows."""
    from sklearn.decomposition import PCA

    rank = int(np.linalg.matrix_rank(vectors - vectors.mean(axis=0), rtol=1e-3))
    if not rank:
        raise InputError(
            "All clips have the same vector, so CCA is impossible; use another checkpoint."
        )
    return PCA(min(PRINCIPAL, len(vectors) // 4, rank), whiten=True, random_state=0).fit(vectors)
