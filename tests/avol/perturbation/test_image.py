"""Perturbations of images, with the results that follow from their definition."""

import numpy as np
import pytest

from avol.localization import ClassProbability, Localization, Verdict
from avol.perturbation import ImagePerturbation, Rectangle, Stroke
from avol.perturbation.image import (
    MASK_COLOR,
    blur,
    mask,
    mask_pixels,
    mirror,
    mirror_localization,
    perturb_image,
    to_grey,
    turn_hue,
)

IMAGE = np.random.default_rng(0).integers(0, 256, (40, 60, 3)).astype(np.uint8)


def flat(*rgb: int) -> np.ndarray:
    return np.full((8, 8, 3), rgb, np.uint8)


def test_the_default_returns_the_image_itself() -> None:
    assert perturb_image(IMAGE, ImagePerturbation()) is IMAGE


def test_a_masked_rectangle_is_grey_and_the_rest_is_the_same() -> None:
    masked = mask(IMAGE, (Rectangle(0.25, 0.5, 0.5, 1.0),))
    assert (masked[20:, 15:30] == MASK_COLOR).all()
    rest = np.ones((40, 60), bool)
    rest[20:, 15:30] = False
    np.testing.assert_array_equal(masked[rest], IMAGE[rest])


def test_a_stroke_covers_its_line_with_its_width() -> None:
    covered = mask_pixels(101, 101, (), (Stroke(((0.2, 0.5), (0.8, 0.5)), radius=0.05),))
    assert covered[50, 20:81].all()
    assert covered[46:55, 50].all()
    assert not covered[:44].any()
    assert not covered[57:].any()
    assert not covered[:, :13].any()


def test_mirrored_twice_is_the_original() -> None:
    np.testing.assert_array_equal(mirror(IMAGE)[:, 0], IMAGE[:, -1])
    np.testing.assert_array_equal(mirror(mirror(IMAGE)), IMAGE)


def test_grey_has_equal_channels_with_the_weights_of_bt_601() -> None:
    grey = to_grey(flat(200, 100, 50))
    assert (grey == round(0.299 * 200 + 0.587 * 100 + 0.114 * 50)).all()
    grey = to_grey(IMAGE)
    assert (grey[..., 0] == grey[..., 1]).all()
    assert (grey[..., 1] == grey[..., 2]).all()


@pytest.mark.parametrize(
    ("degrees", "rgb"), [(120, (0, 255, 0)), (-120, (0, 0, 255)), (240, (0, 0, 255))]
)
def test_a_third_of_a_turn_exchanges_primary_colours(
    degrees: float, rgb: tuple[int, int, int]
) -> None:
    np.testing.assert_allclose(turn_hue(flat(255, 0, 0), degrees)[0, 0], rgb, atol=8)


def test_hue_leaves_grey_as_it_is() -> None:
    np.testing.assert_array_equal(turn_hue(flat(90, 90, 90), 75), flat(90, 90, 90))


def test_blur_spreads_a_point_as_the_gaussian_of_its_deviation() -> None:
    point = np.zeros((101, 101, 3), np.uint8)
    point[48:53, 48:53] = 255
    wide = blur(point, 0.05).astype(float)[..., 0]
    spread = (wide.sum(axis=0) * (np.arange(101) - 50) ** 2).sum() / wide.sum()
    assert spread == pytest.approx((0.05 * 101) ** 2 + 2, rel=0.1)  # + 2: variance of 5 pixels
    np.testing.assert_array_equal(blur(flat(10, 20, 30), 0.1), flat(10, 20, 30))


def test_masks_are_in_coordinates_of_the_original_and_not_blurred() -> None:
    left = Rectangle(0.0, 0.0, 0.5, 1.0)
    changed = perturb_image(IMAGE, ImagePerturbation(blur=0.1, rectangles=(left,), mirror=True))
    assert (changed[:, 30:] == MASK_COLOR).all()


def test_the_map_of_a_mirrored_image_is_mirrored_back() -> None:
    scores = np.zeros((14, 14), np.float32)
    scores[3, 1] = 0.9
    found = Localization.of(scores, scores, Verdict.MATCH)
    mirrored = mirror_localization(found)
    assert mirrored.map[3, 12] == np.float32(0.9)
    assert mirrored.peak == pytest.approx((12.5 / 14, 3.5 / 14))
    assert mirrored.score == found.score


def test_a_mirrored_map_keeps_its_classes() -> None:
    scores = np.full((14, 14), 0.7, np.float32)
    found = Localization(
        scores, scores, 0.7, (0, 0), Verdict.MATCH, (ClassProbability("a", 1),), "a"
    )
    assert (mirror_localization(found).heard, mirror_localization(found).label) == (
        found.heard,
        "a",
    )
