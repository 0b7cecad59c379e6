"""Enlarged parts of an image, in which small objects cover more cells (not in the paper).

Four parts that overlap are encoded like images of their own. Their grids, reduced to the cells that
they cover, are mixed with the grid of the whole image.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import GRID_SIZE

CELLS = 8
"""Rows and columns of the grid of the whole image that a part covers."""
CORNERS = tuple((r, c) for r in (0, GRID_SIZE - CELLS) for c in (0, GRID_SIZE - CELLS))
"""First row and column of each part."""
SHARE = np.float32(0.3)
"""Weight of the parts. More of them find no more sources, and match less certainly."""
VIEWS = 1 + len(CORNERS)
"""Images that are encoded: the whole one and its parts."""

Floats = NDArray[np.float32]


def views(image: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """Return an image (H, W, 3) and its four parts; an image of a few pixels is its own part."""
    height, width = image.shape[:2]
    if min(height, width) < GRID_SIZE:
        return [image] * VIEWS
    return [image, *(_part(image, row, column) for row, column in CORNERS)]


def merge(grids: Sequence[Floats]) -> Floats:
    """Return the grid (14, 14, C) of an image from those of its views, in their order."""
    whole, *parts = grids
    total, count = np.zeros_like(whole), np.zeros((GRID_SIZE, GRID_SIZE, 1), np.float32)
    for (row, column), grid in zip(CORNERS, parts, strict=True):
        covered = slice(row, row + CELLS), slice(column, column + CELLS)
        # einsum, because BLAS would wake its threads for these small products
        rows = np.einsum("ij,jkc->ikc", _reduction(), grid)
        total[covered] += np.einsum("lk,ikc->ilc", _reduction(), rows)
        count[covered] += 1
    return ((1 - SHARE) * whole + SHARE * total / count).astype(np.float32, copy=False)


def _part(image: NDArray[np.uint8], row: int, column: int) -> NDArray[np.uint8]:
    height, width = image.shape[:2]
    top, bottom = (round(r * height / GRID_SIZE) for r in (row, row + CELLS))
    left, right = (round(c * width / GRID_SIZE) for c in (column, column + CELLS))
    return np.ascontiguousarray(image[top:bottom, left:right])


@cache
def _reduction() -> Floats:
    """(8, 14): averages the rows or columns of a part to those of the whole image."""
    low = np.arange(CELLS)[:, None] * GRID_SIZE / CELLS
    first = np.arange(GRID_SIZE)
    shared = np.minimum(low + GRID_SIZE / CELLS, first + 1) - np.maximum(low, first)
    shares = np.maximum(shared, 0) / (GRID_SIZE / CELLS)
    return shares.astype(np.float32)
