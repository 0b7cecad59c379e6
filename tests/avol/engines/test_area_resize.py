"""Area filter by matrix products: the bytes of OpenCV's."""

import platform

import cv2
import numpy as np
import pytest

from avol.embedder import resize_square
from avol.engines.area_resize import area_resize

SIZE = 448
RNG = np.random.default_rng(0)
TOLERANCE = 0 if platform.machine() == "x86_64" else 1
"""Levels; elsewhere OpenCV adds in another order."""


def soft_image(height: int, width: int) -> np.ndarray:
    """Noise with soft structures, whose averages often lie in the middle between two bytes."""
    noise = RNG.integers(0, 256, (height // 8, width // 8, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(noise, (width, height)), np.uint8)


def expected(image: np.ndarray, size: int = SIZE) -> np.ndarray:
    return np.asarray(cv2.resize(image, (size, size), interpolation=cv2.INTER_AREA))


@pytest.mark.parametrize(
    ("width", "height"),
    [(1280, 720), (1920, 1080), (640, 480), (720, 576), (1024, 768), (720, 1280), (800, 600)],
)
def test_bytes_of_opencv(width: int, height: int) -> None:
    for image in (soft_image(height, width), RNG.integers(0, 256, (height, width, 3), np.uint8)):
        resized = area_resize(image, SIZE)
        assert resized is not None
        assert resized.dtype == np.uint8
        assert resized.shape == (SIZE, SIZE, 3)
        assert np.abs(resized.astype(int) - expected(image)).max() <= TOLERANCE


def test_views_and_extremes() -> None:
    image = soft_image(720, 1280)[:, ::-1]
    resized = area_resize(image, SIZE)
    assert resized is not None
    assert np.abs(resized.astype(int) - expected(image.copy())).max() <= TOLERANCE
    for level in (0, 255):
        flat = area_resize(np.full((720, 1280, 3), level, np.uint8), SIZE)
        assert flat is not None
        assert (flat == level).all()


@pytest.mark.parametrize(
    ("width", "height"), [(853, 480), (640, 360), (896, 896), (448, 448), (1279, 719), (64, 64)]
)
def test_other_sizes_are_left_to_opencv(width: int, height: int) -> None:
    image = soft_image(height, width)
    assert area_resize(image, SIZE) is None
    np.testing.assert_array_equal(resize_square(image, SIZE), expected(image))


def test_input_of_the_network() -> None:
    image = soft_image(720, 1280)
    resized = resize_square(image, SIZE)
    assert np.abs(resized.astype(int) - expected(image)).max() <= TOLERANCE
