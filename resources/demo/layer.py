"""A flat image placed in the frame; only its rectangle is stored and blended."""

from dataclasses import dataclass

import cv2
import numpy as np
from camera import Array
from programme import HEIGHT, WIDTH

MARGIN = 2


@dataclass(frozen=True, slots=True)
class Layer:
    """Linear RGB times alpha, and alpha, of one rectangle of the frame."""

    top: int
    left: int
    pixels: Array

    @property
    def alpha(self) -> Array:
        return self.pixels[..., 3]

    def part_of(self, canvas: Array) -> Array:
        """The view of a (HEIGHT, WIDTH, …) canvas that this rectangle covers."""
        rows, columns = self.pixels.shape[:2]
        return canvas[self.top : self.top + rows, self.left : self.left + columns]

    def over(self, canvas: Array) -> None:
        """Blend it over the canvas, in place."""
        part = self.part_of(canvas)
        part *= 1 - self.alpha[..., None]
        part += self.pixels[..., : part.shape[-1]]


def place(source: Array, corners: Array) -> Layer:
    """Map a (rows, columns, 4) image on four points of the frame, clockwise from its top left."""
    low = np.clip(np.floor(corners.min(0)).astype(int) - MARGIN, 0, [WIDTH - 1, HEIGHT - 1])
    high = np.clip(np.ceil(corners.max(0)).astype(int) + MARGIN, low + 1, [WIDTH, HEIGHT])
    rows, columns = source.shape[:2]
    outline = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(outline, (corners - low - 0.5).astype(np.float32))
    size = (int(high[0] - low[0]), int(high[1] - low[1]))
    pixels = cv2.warpPerspective(source, matrix, size, flags=cv2.INTER_LINEAR)
    return Layer(int(low[1]), int(low[0]), np.asarray(pixels, np.float32))
