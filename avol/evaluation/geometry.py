"""Boxes in normalised image coordinates, and points and grid cells inside them."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in 0..1 of the image's width and height, from the top left."""


def in_boxes(point: tuple[float, float], boxes: Iterable[Box]) -> bool:
    """Whether a point (x, y) in 0..1 lies in one of the boxes: the pointing game."""
    x, y = point
    return any(x0 <= x < x1 and y0 <= y < y1 for x0, y0, x1, y1 in boxes)


def cells_in_boxes(boxes: Iterable[Box], shape: tuple[int, ...] = (14, 14)) -> NDArray[np.bool_]:
    """Mask of the grid cells whose centre lies in one of the boxes: bool, of `shape`."""
    rows, columns = ((np.arange(n) + 0.5) / n for n in shape)
    inside = np.zeros(shape, bool)
    for x0, y0, x1, y1 in boxes:
        inside |= np.outer((y0 <= rows) & (rows < y1), (x0 <= columns) & (columns < x1))
    return inside
