"""Overlay drawing: fixed scale, correct position, nothing below the threshold."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from avol.errors import InputError
from avol.visualization import heatmap

GREY = np.full((180, 320, 3), 90, np.uint8)


def one_cell(row: int, column: int, value: float = 1.0) -> NDArray[np.float32]:
    scores = np.zeros((14, 14), np.float32)
    scores[row, column] = value
    return scores


@pytest.mark.parametrize("name", heatmap.COLORMAPS)
def test_colour_maps_increase_in_brightness(name: str) -> None:
    table = heatmap.colormap_table(name)
    assert table.shape == (256, 3)
    assert table.dtype == np.uint8
    assert not table.flags.writeable
    brightness = table @ np.array([0.2126, 0.7152, 0.0722])
    assert brightness[-1] - brightness[0] > 120
    assert (np.diff(brightness) > -1.5).all()


def test_colour_maps_are_rgb() -> None:
    red, _, blue = heatmap.colormap_table("viridis")[255]
    assert red > 2 * blue  # the yellow end


@given(st.floats(0.05, 1), st.floats(0, 1), st.sampled_from(heatmap.COLORMAPS))
def test_alpha_increases_and_is_zero_below_the_threshold(
    opacity: float, threshold: float, colormap: str
) -> None:
    alpha = heatmap.heat_table(opacity, threshold, colormap)[:, 3].astype(int)
    assert (np.diff(alpha) >= 0).all()
    assert alpha[-1] == round(255 * opacity)
    assert (alpha[np.arange(256) / 255 < max(threshold, 0.4)] == 0).all()


@pytest.mark.parametrize("colormap", ["inferno", "viridis"])
def test_match_is_plainly_visible_and_no_evidence_draws_nothing(colormap: str) -> None:
    table = heatmap.heat_table(colormap=colormap).astype(int)
    assert (table[: round(255 * 0.39), 3] == 0).all()
    for grey in (0, 128, 255):  # any background changes by an eighth of the whole range
        color, alpha = table[128, :3], table[128, 3] / 255
        assert np.abs(alpha * (color - grey)).max() > 255 / 8
    assert table[-1, 3] <= 0.6 * 255  # the object below the map stays visible


@pytest.mark.parametrize("view", heatmap.VIEWS)
def test_map_without_evidence_draws_no_colour(view: str) -> None:
    drawn = heatmap.draw_overlay(GREY, np.zeros((14, 14), np.float32), view)
    lines = np.s_[1:12, 1:21]  # inside the first cell, between the grid lines
    assert (drawn[lines] == GREY[lines]).all()
    assert view == "grid" or (drawn == GREY).all()


def test_contour_has_two_strokes_and_a_light_fill() -> None:
    image = np.full((480, 640, 3), 128, np.uint8)
    scores = np.kron(np.eye(2)[::-1], np.ones((7, 7))).astype(np.float32)
    drawn = heatmap.draw_overlay(image, scores, "contour").astype(int)
    assert (drawn[120, 160] == 128).all()  # outside
    assert 0 < np.abs(drawn[120, 480] - 128).max() < 60
    row = drawn[120, 280:360]
    assert (row.min(axis=1) > 250).sum() >= 3  # white, three pixels wide
    assert (row.max(axis=1) < 60).sum() >= 4  # with black on both sides


def test_scale_is_fixed() -> None:
    weak = heatmap.draw_overlay(GREY, one_cell(3, 4, 0.6), "grid")
    strong = heatmap.draw_overlay(GREY, np.where(one_cell(3, 4) > 0, 0.6, 1.0), "grid")
    pixel = 3 * 180 // 14 + 5, 4 * 320 // 14 + 5
    assert (weak[pixel] != GREY[0, 0]).any()
    assert weak[pixel].tolist() == strong[pixel].tolist()


def test_scores_outside_the_scale_are_clipped() -> None:
    inside = heatmap.draw_overlay(GREY, np.array([[0.0, 1.0]]))
    assert (heatmap.draw_overlay(GREY, np.array([[-0.5, 1.5]])) == inside).all()


def test_heat_covers_its_cell_only() -> None:
    drawn = heatmap.draw_overlay(GREY, one_cell(2, 10), opacity=1.0)
    changed = np.argwhere((drawn != GREY).any(axis=2))
    centre = changed.mean(axis=0) / (180, 320)
    assert centre == pytest.approx([2.5 / 14, 10.5 / 14], abs=0.01)
    assert (drawn[100:] == GREY[100:]).all()


def test_heat_at_full_opacity_is_the_colour_map() -> None:
    drawn = heatmap.draw_overlay(GREY, np.ones((14, 14)), opacity=1.0, colormap="cividis")
    assert (drawn == heatmap.colormap_table("cividis")[255]).all()


def test_blend_agrees_with_the_formula() -> None:
    rng = np.random.default_rng(0)
    image = rng.integers(0, 256, (56, 56, 3), dtype=np.uint8)
    scores = rng.random((14, 14)).astype(np.float32)
    drawn = heatmap.draw_overlay(image, scores, "grid", opacity=0.6)
    rgba = heatmap.heat_table(0.6)[np.rint(scores * 255).astype(np.uint8)]
    rgba = rgba.repeat(4, axis=0).repeat(4, axis=1).astype(float)
    alpha = rgba[..., 3:] / 255
    expected = image * (1 - alpha) + rgba[..., :3] * alpha
    inside = np.s_[1::4]  # not on the grid lines
    assert np.abs(drawn - expected)[inside][:, inside].max() <= 1.6


@pytest.mark.parametrize("view", heatmap.VIEWS)
def test_views_do_not_change_the_input(view: str) -> None:
    image = GREY.copy()
    image.flags.writeable = False
    drawn = heatmap.draw_overlay(image, one_cell(7, 7), view)
    assert drawn.shape == image.shape
    assert drawn.dtype == np.uint8
    assert drawn is not image
    assert (drawn == GREY).all() == (view == "off")


@pytest.mark.parametrize("view", ["heat", "contour", "peak"])
def test_nothing_is_drawn_below_the_threshold(view: str) -> None:
    assert (heatmap.draw_overlay(GREY, one_cell(7, 7, 0.4), view, threshold=0.5) == GREY).all()


def test_peak_draws_a_ring_around_the_maximum() -> None:
    drawn = heatmap.draw_overlay(GREY, one_cell(4, 9, 0.9) + one_cell(11, 2, 0.6), "peak")
    changed = np.argwhere((drawn != GREY).any(axis=2))
    assert changed.mean(axis=0) / (180, 320) == pytest.approx([4.5 / 14, 9.5 / 14], abs=0.01)


def test_contour_of_a_ramp_lies_at_the_level() -> None:
    ramp = np.tile((np.arange(14) + 0.5) / 14, (14, 1))
    (outline,) = heatmap.contours(ramp, 0.6, 1000, 500)
    assert outline.min(axis=0) == pytest.approx([600, 0], abs=3)
    assert outline.max(axis=0) == pytest.approx([1000, 500], abs=0.01)


def test_contours_separate_two_objects() -> None:
    outlines = heatmap.contours(one_cell(3, 3) + one_cell(10, 11), 0.5, 140, 140)
    centres = sorted(tuple(outline.mean(axis=0).round()) for outline in outlines)
    assert centres == [pytest.approx((35, 35), abs=1), pytest.approx((115, 105), abs=1)]
    assert all(outline.shape[1] == 2 and outline.dtype == np.float32 for outline in outlines)


@pytest.mark.parametrize("seed", range(4))
def test_contours_have_no_notches_where_the_map_is_steep(seed: int) -> None:
    noise = np.random.default_rng(seed).random((14, 14)).astype(np.float32)
    blurred = cv2.GaussianBlur(noise, (0, 0), 1.2)
    scores = 1 / (1 + np.exp(-80 * (blurred - blurred.mean())))
    size = 14 * 8 * 8  # 8 pixels for each sample of the outline
    inside = cv2.resize(scores, (size, size), interpolation=cv2.INTER_CUBIC) >= 0.5
    around = np.ones((7, 7), np.uint8)
    at_line = cv2.dilate(inside.astype(np.uint8), around) != cv2.erode(
        inside.astype(np.uint8), around
    )
    for outline in heatmap.contours(scores, 0.5, size, size):
        x, y = outline[((outline > 8) & (outline < size - 8)).all(axis=1)].astype(int).T
        assert at_line[y, x].all()


def test_no_contour_below_the_level() -> None:
    assert heatmap.contours(one_cell(3, 3, 0.4), 0.5, 140, 140) == []


def test_unknown_names_raise() -> None:
    with pytest.raises(InputError, match="inferno, viridis or cividis"):
        heatmap.draw_overlay(GREY, np.zeros((14, 14)), colormap="jet")
    with pytest.raises(InputError, match="heat, contour, peak, grid or off"):
        heatmap.draw_overlay(GREY, np.zeros((14, 14)), "fireworks")
