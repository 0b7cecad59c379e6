"""Photographs as frames of a video: the persons stay where they are seen."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from avol.data.synthesis.video_frames import (
    Person,
    Photograph,
    VideoFrameMaker,
    box_centres,
    crop,
    paste,
)

LEFT, RIGHT = Person(0.9, (0.0, 0.0, 0.4, 1.0)), Person(0.5, (0.6, 0.0, 1.0, 1.0))


def _photograph(*persons: Person) -> Photograph:
    """A red left half and a blue right half."""
    image = np.zeros((40, 80, 3), np.uint8)
    image[:, :40, 0] = image[:, 40:, 2] = 255
    return Photograph(image, persons)


def test_a_crop_keeps_the_persons_that_are_mostly_inside() -> None:
    part = crop(_photograph(LEFT, RIGHT), (0.2, 0.0, 0.8, 1.0), (50, 40))
    assert part.image.shape == (40, 50, 3)
    assert part.image[20, 5, 0] == 255
    assert part.image[20, 45, 2] == 255
    [left, right] = part.persons  # half of each
    assert left.score == 0.9
    np.testing.assert_allclose(left.box, (0, 0, 1 / 3, 1))
    np.testing.assert_allclose(right.box, (2 / 3, 0, 1, 1))
    assert crop(_photograph(RIGHT), (0, 0, 0.62, 1), (50, 40)).persons == ()


def test_a_pasted_photograph_hides_persons_and_brings_its_own() -> None:
    whole = paste(_photograph(LEFT, RIGHT), _photograph(LEFT), (0.5, 0.5, 1.0, 1.0))
    assert whole.image[10, 50, 2] == 255
    assert whole.image[30, 50, 0] == 255
    [kept, pasted] = whole.persons  # the right person is half hidden
    assert kept == LEFT
    np.testing.assert_allclose(pasted.box, (0.5, 0.5, 0.7, 1))


def test_closeness_is_highest_at_the_head() -> None:
    close = box_centres([(0.5, 0.0, 1.0, 1.0)], 0.3, 0.4).reshape(14, 14)
    row, column = np.unravel_index(close.argmax(), close.shape)
    assert row in (3, 4)
    assert column in (10, 11)
    assert close.max() > 0.95
    assert close[:, :4].max() < 0.1
    assert box_centres([], 0.3, 0.4).max() == 0


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    path = tmp_path / "photograph.png"
    cv2.imwrite(str(path), _photograph().image)
    return path


def test_frames_have_the_shape_of_a_video(photograph: Path) -> None:
    frames = [
        VideoFrameMaker([photograph], {photograph: [LEFT]}, seed).draw() for seed in range(12)
    ]
    assert all(f.clean.shape == f.recorded.shape == (360, 640, 3) for f in frames)
    assert any((f.clean != f.recorded).any() for f in frames)
    boxes = np.array([person.box for f in frames for person in f.persons])
    assert len(boxes) > 4
    assert boxes.min() > -1e-6
    assert boxes.max() < 1 + 1e-6
    assert (boxes[:, 2] > boxes[:, 0]).all()


def test_frames_are_reproducible(photograph: Path) -> None:
    first, second = (VideoFrameMaker([photograph], {}, 3).draw() for _ in range(2))
    np.testing.assert_array_equal(first.recorded, second.recorded)
