"""Random vectors distributed like a network's: on a manifold of few dimensions in a sphere.

Uniform points on a sphere of 128 dimensions have no close neighbours, and no index finds them;
points in tight clusters are found by any index. These points are outputs of a random network.
"""

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import EMBEDDING_SIZE

INNER = 16
"""Dimensions of the manifold."""
BLOCK = 50_000


def random_vectors(count: int, seed: int = 0) -> NDArray[np.float32]:
    """(count, 128) vectors of length 1; other seeds give other points of the same manifold."""
    network = np.random.default_rng(2024)
    shape_in, shape_out = (INNER, EMBEDDING_SIZE), (EMBEDDING_SIZE, EMBEDDING_SIZE)
    first = network.standard_normal(shape_in, np.float32) / np.float32(INNER**0.5)
    second = network.standard_normal(shape_out, np.float32) / np.float32(EMBEDDING_SIZE**0.5)
    random, vectors = np.random.default_rng(seed), np.empty((count, EMBEDDING_SIZE), np.float32)
    for start in range(0, count, BLOCK):
        inner = random.standard_normal((min(BLOCK, count - start), INNER), np.float32)
        outer = np.maximum(inner @ first, 0) @ second
        vectors[start : start + BLOCK] = outer / np.linalg.norm(outer, axis=1, keepdims=True)
    return vectors
