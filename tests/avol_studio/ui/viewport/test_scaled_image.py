"""The frame at the size of the screen."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from avol_studio.ui.viewport.scaled_image import ScaledFrame


@pytest.fixture
def pixels() -> np.ndarray:
    """Red at the left, blue at the right; the width is no multiple of four."""
    image = np.zeros((30, 50, 3), np.uint8)
    image[:, :25, 0], image[:, 25:, 2] = 200, 100
    return image


@pytest.mark.parametrize("size", [(50, 30), (75, 45), (25, 15)])
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_frame_is_scaled_and_mirrored(
    pixels: np.ndarray, size: tuple[int, int], mirrored: bool
) -> None:
    image = ScaledFrame(pixels).at(QSize(*size), mirrored)
    assert image.size().toTuple() == size
    left, right = image.pixelColor(1, 1), image.pixelColor(size[0] - 2, 1)
    assert (left, right)[:: -1 if mirrored else 1] == (QColor(200, 0, 0), QColor(0, 0, 100))


def test_a_frame_is_scaled_once_for_each_size(pixels: np.ndarray) -> None:
    frame = ScaledFrame(pixels)
    first = frame.at(QSize(25, 15), False)
    assert frame.at(QSize(25, 15), False) is first
    assert frame.at(QSize(25, 15), True) is not first
    assert frame.image.size() == frame.size == QSize(50, 30)
    assert frame.image.format() == QImage.Format.Format_RGB32


def test_without_a_frame_there_is_no_image() -> None:
    assert ScaledFrame().image.isNull()
    assert ScaledFrame().size.isEmpty()
    assert ScaledFrame().at(QSize(10, 10), False).isNull()
