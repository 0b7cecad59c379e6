"""The frame at the size of the screen: scaled once, then only copied at each paint."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from avol_studio.core.system.vector_registers import clear_vector_registers


class ScaledFrame:
    """The image of a frame, (H, W, 3) RGB, and the same at the size at which it is painted."""

    def __init__(self, pixels: NDArray[np.uint8] | None = None) -> None:
        self._pixels = pixels
        self._full: QImage | None = None
        self._scaled: tuple[QSize, bool, QImage] | None = None

    @property
    def size(self) -> QSize:
        """Width and height; empty without an image."""
        return QSize() if self._pixels is None else QSize(*self._pixels.shape[1::-1])

    @property
    def image(self) -> QImage:
        """The image in its own size, null without one; converted when it is first needed."""
        if self._full is None:
            self._full = QImage() if self._pixels is None else _rgb32(self._pixels)
        return self._full

    def at(self, size: QSize, mirrored: bool) -> QImage:
        """Return the image scaled to `size` in device pixels, perhaps mirrored horizontally."""
        if self._scaled is None or self._scaled[:2] != (size, mirrored):
            self._scaled = size, mirrored, self._scale(size, mirrored)
        return self._scaled[2]

    def _scale(self, size: QSize, mirrored: bool) -> QImage:
        from avol.core.opencv import cv2

        if self._pixels is None or size.isEmpty():
            return QImage()
        pixels = self._pixels
        clear_vector_registers()
        if size != self.size:
            scaled = cv2.resize(pixels, size.toTuple(), interpolation=cv2.INTER_LINEAR)
            pixels = np.asarray(scaled, np.uint8)
        return _rgb32(np.asarray(cv2.flip(pixels, 1), np.uint8) if mirrored else pixels)


def _rgb32(pixels: NDArray[np.uint8]) -> QImage:
    """Convert RGB pixels to the format of the screen."""
    from avol.core.opencv import cv2

    converted = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGRA), np.uint8)
    height, width = converted.shape[:2]
    return QImage(converted.data, width, height, 4 * width, QImage.Format.Format_RGB32)
