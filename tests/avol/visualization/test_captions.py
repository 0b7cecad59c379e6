"""Verdict and legend in exported videos."""

from __future__ import annotations

import numpy as np
import pytest

from avol.localization import Localization, Verdict
from avol.visualization.overlay_style import OverlayStyle


def located(silent: bool = False) -> Localization:
    return of_verdict(Verdict.SILENCE if silent else Verdict.NO_MATCH)


def of_verdict(verdict: Verdict) -> Localization:
    scores = np.zeros((14, 14), np.float32)
    return Localization.of(scores, scores, verdict)


def changed(style: OverlayStyle, size: tuple[int, int], silent: bool = False) -> tuple[int, ...]:
    """Top, bottom, left and right of the pixels that verdict and legend change."""
    image = np.full((*size, 3), 120, np.uint8)
    bare = OverlayStyle(style.view, style.opacity, style.threshold, style.colormap)
    before = bare.draw(image, located(silent)).astype(int)
    ys, xs = np.nonzero(np.abs(style.draw(image, located(silent)) - before).max(axis=2))
    assert (image == 120).all()
    return ys.min(), ys.max(), xs.min(), xs.max()


@pytest.mark.parametrize("size", [(90, 160), (720, 1280), (2160, 3840), (1280, 720)])
def test_the_verdict_lies_in_the_upper_left_corner(size: tuple[int, int]) -> None:
    top, bottom, left, right = changed(OverlayStyle("off", verdict=True), size)
    assert top < size[0] / 10
    assert bottom < size[0] / 2
    assert left < size[1] / 10
    silent = changed(OverlayStyle("off", verdict=True), size, silent=True)
    assert silent[3] < right or right == size[1] - 1


@pytest.mark.parametrize("size", [(720, 1280), (2160, 3840)])
def test_the_legend_lies_in_the_lower_right_corner(size: tuple[int, int]) -> None:
    top, bottom, left, right = changed(OverlayStyle(legend=True), size)
    assert top > 0.8 * size[0]
    assert left > 0.5 * size[1]
    assert bottom > 0.9 * size[0]
    assert right > 0.9 * size[1]


def test_views_without_colours_have_no_legend() -> None:
    image = np.full((90, 160, 3), 120, np.uint8)
    drawn = OverlayStyle("peak", legend=True).draw(image, located())
    assert np.array_equal(drawn, OverlayStyle("peak").draw(image, located()))


@pytest.mark.parametrize("size", [(640, 360), (1280, 240), (120, 160), (1920, 480), (96, 96)])
def test_narrow_images_have_whole_captions(size: tuple[int, int]) -> None:
    """The longest verdict and the legend end before the edges of the image."""
    for style in (OverlayStyle("off", verdict=True), OverlayStyle(legend=True)):
        top, bottom, left, right = changed(style, size)
        assert left > 0
        assert right < size[1] - 1
        assert top > 0
        assert bottom < size[0] - 1


def test_only_verdicts_about_a_sound_have_a_score() -> None:
    image = np.full((180, 640, 3), 120, np.uint8)

    def width(verdict: Verdict) -> int:
        drawn = OverlayStyle("off", verdict=True).draw(image, of_verdict(verdict))
        return int(np.flatnonzero((drawn != 120).any(axis=(0, 2))).max())

    assert width(Verdict.NO_AUDIO) < width(Verdict.SILENCE) * 1.5
    assert width(Verdict.UNFAMILIAR) > width(Verdict.NO_AUDIO) * 1.5
