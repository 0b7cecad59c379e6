"""Made-up vectors that lie as a network's do: on a curved sheet of few dimensions in a sphere.

Points drawn evenly on a sphere of 128 dimensions have no neighbours worth the name, and no index
finds them; points in tight clusters are found by any. Those here come from a random network.
"""

import numpy as np
from numpy.typing import NDArray

SIZE = 128
INNER = 16
"""Dimensions of the sheet."""
BLOCK = 50_000


def made_up_vectors(count: int, seed: int = 0) -> NDArray[np.float32]:
    """(count, 128) vectors of length 1: other seeds give other points of the same sheet."""
    shape = np.random.default_rng(2024)
    first = shape.standard_normal((INNER, SIZE), np.float32) / np.float32(INNER**0.5)
    second = shape.standard_normal((SIZE, SIZE), np.float32) / np.float32(SIZE**0.5)
    random, vectors = np.random.default_rng(seed), np.empty((count, SIZE), np.float32)
    for start in range(0, count, BLOCK):
        inner = random.standard_normal((min(BLOCK, count - start), INNER), np.float32)
        grown = np.maximum(inner @ first, 0) @ second
        vectors[start : start + BLOCK] = grown / np.linalg.norm(grown, axis=1, keepdims=True)
    return vectors
