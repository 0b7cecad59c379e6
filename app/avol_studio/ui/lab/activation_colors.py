"""Colours of activations: dark for 0, warm for positive and cold for negative numbers."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from avol.visualization.heatmap import colormap_table

NEGATIVE = "#4cb8d4"
_OPACITY = 225  # of the strongest activations in an overlay


def activation_image(levels: NDArray[np.uint8], overlay: bool = False) -> QImage:
    """The levels of a channel (rows, columns) as an image; in an overlay, 0 is transparent."""
    rgba = np.ascontiguousarray(_table(overlay)[levels])
    height, width = levels.shape
    return QImage(rgba.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def activation_color(level: int) -> QColor:
    """The colour of one level."""
    red, green, blue = (int(part) for part in _table(False)[level, :3])
    return QColor(red, green, blue)


@cache
def _table(overlay: bool) -> NDArray[np.uint8]:
    """256 colours RGBA; 128 is zero."""
    table = np.zeros((256, 4), np.uint8)
    table[128:, :3] = colormap_table("inferno")[::2]
    color = QColor(NEGATIVE)
    cold = np.array([color.red(), color.green(), color.blue()])
    table[:128, :3] = np.rint(np.linspace(1, 0, 128)[:, None] * cold)
    strength = np.abs(np.arange(256) - 128) / 127
    table[:, 3] = np.rint(_OPACITY * np.minimum(1, strength) ** 0.7) if overlay else 255
    return table
