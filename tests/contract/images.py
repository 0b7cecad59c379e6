"""Images of the contract suite: each shows its number and has a colour in each corner."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Color = tuple[int, int, int]

CORNERS: tuple[Color, ...] = ((200, 40, 40), (40, 170, 60), (50, 60, 190), (200, 190, 60))
"""Colours of the corners: upper left, upper right, lower left, lower right."""
GRAY = 110
BITS = (2, 4)  # rows and columns of black and white blocks in the middle


@cache
def numbered_image(number: int, width: int = 160, height: int = 120) -> Image:
    """Return an image (H, W, 3), read-only, that shows `number` (0 … 255)."""
    image = np.full((12, 16, 3), GRAY, np.uint8)
    for corner, color in enumerate(CORNERS):
        bottom, right = divmod(corner, 2)
        image[9 * bottom : 9 * bottom + 3, 12 * right : 12 * right + 4] = color
    bits = (number >> np.arange(8) & 1).reshape(BITS) * 255
    image[4:8, 4:12] = np.repeat(np.repeat(bits, 2, axis=0), 2, axis=1)[..., None]
    scaled = cv2.resize(image, (width, height), interpolation=cv2.INTER_NEAREST)
    scaled.flags.writeable = False  # all callers share it
    return np.ascontiguousarray(scaled, np.uint8)


def number_of(image: Image) -> int:
    """Return the number that an image shows."""
    height, width = image.shape[:2]
    bits = [
        _mean(image, (4 + 2 * column + 1) / 16 * width, (4 + 2 * row + 1) / 12 * height) > 128
        for row in range(BITS[0])
        for column in range(BITS[1])
    ]
    return sum(1 << k for k, bit in enumerate(bits) if bit)


def corner_colors(image: Image) -> NDArray[np.float64]:
    """Return the colours of the corners: (4, 3)."""
    height, width = image.shape[:2]
    y, x = height // 8, width // 8
    parts = [
        image[rows, columns].mean(axis=(0, 1))
        for rows in (slice(2, y), slice(-y, -2))
        for columns in (slice(2, x), slice(-x, -2))
    ]
    return np.array(parts)


def _mean(image: Image, x: float, y: float) -> float:
    return float(image[int(y) - 1 : int(y) + 2, int(x) - 1 : int(x) + 2].mean())
