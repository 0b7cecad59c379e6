"""Geometry of boxes on the image: resizing and handles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from avol_studio.ui.viewport.image_geometry import MOVE, NEW, BoxHandle, ImageGeometry, resized

coordinates = st.floats(0, 1)
all_boxes = st.tuples(coordinates, coordinates, coordinates, coordinates).map(
    lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
)
all_sides = st.sampled_from([(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)])


@given(all_boxes, all_sides, st.tuples(st.floats(-2, 2), st.floats(-2, 2)))
def test_resized_box_stays_in_the_image(
    box: tuple[float, float, float, float], sides: tuple[int, int], offset: tuple[float, float]
) -> None:
    x0, y0, x1, y1 = resized(box, sides, offset)
    assert 0 <= x0 <= x1 <= 1
    assert 0 <= y0 <= y1 <= 1
    if sides == MOVE:
        assert x1 - x0 == pytest.approx(box[2] - box[0])
        assert y1 - y0 == pytest.approx(box[3] - box[1])


@pytest.mark.parametrize("mirrored", [False, True])
def test_handle_at_finds_boxes_and_corners(mirrored: bool) -> None:
    geometry = ImageGeometry(QRectF(100, 50, 800, 400), mirrored)
    outlines = [(0.1, 0.1, 0.9, 0.9), (0.2, 0.2, 0.4, 0.4)]
    rect = geometry.to_widget_rect(outlines[1])
    assert geometry.to_image(rect.center()) == pytest.approx((0.3, 0.3))
    assert geometry.handle_at(outlines, rect.center(), None) == BoxHandle(1, MOVE)
    corner = rect.topRight() if mirrored else rect.topLeft()
    assert geometry.handle_at(outlines, corner, 1) == BoxHandle(1, (-1, -1))
    assert geometry.handle_at(outlines, rect.center(), 1) == BoxHandle(1, MOVE)
    assert geometry.handle_at(outlines, geometry.rect.topLeft(), None) is None
    assert NEW == (1, 1)
