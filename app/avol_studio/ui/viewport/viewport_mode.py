"""What a mode of the viewport, such as a comparison, must be able to do."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter


class ViewportMode(Protocol):
    """Paints something else in place of image and map, such as a comparison."""

    def paint(self, painter: QPainter, rect: QRectF, image: QImage, index: int) -> None:
        """Paint the frame `image` with number `index` into `rect`, the whole widget."""
        ...

    def image_rects(self, rect: QRectF, image: QImage) -> tuple[QRectF, ...]:
        """The rectangles of its images, all of the same size."""
        ...
