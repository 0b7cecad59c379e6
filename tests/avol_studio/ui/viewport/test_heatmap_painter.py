"""The coloured part of a smooth map."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from avol_studio.core.settings.schema import Settings
from avol_studio.ui.viewport import heatmap_painter
from tests.avol_studio.ui.viewport.test_video_view import one_hot

SIZE = QSize(700, 394)


def alpha(image: QImage) -> NDArray[np.int16]:
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return rows[..., 3].astype(np.int16)


def whole(scores: NDArray[np.float32]) -> NDArray[np.int16]:
    """The opacity of the small image of a map, stretched to the whole size by Qt."""
    canvas = QImage(SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(0)
    painter, target = QPainter(canvas), QRectF(0, 0, SIZE.width(), SIZE.height())
    heatmap_painter.paint_heat(painter, target, heatmap_painter.heat_image(scores, Settings()))
    painter.end()
    return alpha(canvas)


@pytest.mark.parametrize("cell", [(0, 0), (6, 9), (13, 13)])
def test_the_part_is_what_the_whole_map_shows_there(cell: tuple[int, int]) -> None:
    expected = whole(one_hot(*cell))
    part = heatmap_painter.heat_part(one_hot(*cell), Settings(), SIZE)
    assert part is not None
    corner, image = part
    assert image.width() * image.height() < expected.size / 10
    placed = np.zeros_like(expected)
    rows = slice(corner.y(), corner.y() + image.height())
    placed[rows, corner.x() : corner.x() + image.width()] = alpha(image)
    shown, wanted = (np.argwhere(opacity > 70) for opacity in (placed, expected))
    assert len(shown) == pytest.approx(len(wanted), rel=0.05)
    for ends in (np.min, np.mean, np.max):
        assert ends(shown, axis=0) == pytest.approx(ends(wanted, axis=0), abs=2)


def test_a_map_without_colour_has_no_part() -> None:
    assert heatmap_painter.heat_part(one_hot(3, 3, 0.3), Settings(), SIZE) is None
    assert heatmap_painter.heat_part(one_hot(3, 3), Settings(opacity=0.0), SIZE) is None
    strict = Settings(threshold=0.9)
    assert heatmap_painter.heat_part(one_hot(3, 3, 0.8), strict, SIZE) is None
    assert heatmap_painter.heat_part(one_hot(3, 3), strict, SIZE) is not None
