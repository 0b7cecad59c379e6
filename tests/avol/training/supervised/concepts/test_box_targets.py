"""Boxes of persons and objects change the targets of the cells near their centres."""

import numpy as np
import pytest
import torch

from avol.data.synthesis.video_frames import Person
from avol.training.supervised.concepts.box_targets import (
    BOX_SHARE,
    PERSON_SHARE,
    add_boxes,
    head_closeness,
    set_persons,
)
from avol.training.supervised.features import SceneFeatures

PERSON_UNIT, DOG_UNIT = 0, 1
CELLS = np.arange(196)[None]


def _scene(label: int, *, exact: bool) -> SceneFeatures:
    """A scene whose object covers the cells of the rows and columns 2 to 7."""
    mask = np.zeros((1, 4, 14, 14), np.float16)
    mask[0, 0, 2:8, 2:8] = 1
    labels = np.array([[label, -1, -1, -1]], np.int16)
    grids = np.zeros((1, 1, 28, 28), np.float16)
    return SceneFeatures(grids, labels, mask.reshape(1, 4, 196), np.array([[exact] + [False] * 3]))


def _judged() -> tuple[torch.Tensor, torch.Tensor]:
    return torch.tensor([0.2, 0.2, 0.6]).repeat(1, 196, 1), torch.ones(1, 196)


def test_a_detected_person_replaces_the_judgement() -> None:
    targets, weights = torch.tensor([[0.2, 0.2, 0.6], [0.2, 0.2, 0.6]]), torch.ones(2)
    set_persons(targets, weights, torch.tensor([1.0, 0.0]), PERSON_UNIT)
    rest = 1 - PERSON_SHARE
    torch.testing.assert_close(targets[0], torch.tensor([PERSON_SHARE, rest / 4, rest * 3 / 4]))
    torch.testing.assert_close(targets[1], torch.tensor([0, 0.25, 0.75]))
    assert weights.tolist() == [2, 1]


def test_the_score_of_the_detector_counts() -> None:
    box = (0.0, 0.0, 1.0, 1.0)
    sure, unsure = (head_closeness((Person(score, box),)) for score in (1.0, 0.5))
    torch.testing.assert_close(unsure, sure / 2)
    assert head_closeness(()).max() == 0


@pytest.mark.parametrize(("label", "unit"), [(0, PERSON_UNIT), (1, DOG_UNIT)])
def test_boxes_light_their_centres(label: int, unit: int) -> None:
    targets, weights = _judged()
    units = np.array([PERSON_UNIT, DOG_UNIT])
    add_boxes(targets, weights, _scene(label, exact=False), CELLS, units, PERSON_UNIT)
    torch.testing.assert_close(targets.sum(-1), torch.ones(1, 196))
    best = divmod(int(targets[0, :, unit].argmax()), 14)
    assert 2 <= best[0] < 8
    assert 2 <= best[1] < 8
    assert float(targets[0, :, unit].max()) > min(PERSON_SHARE, BOX_SHARE) * 0.9
    away = targets[0, 14 * 13 + 13]
    assert float(away[PERSON_UNIT]) < 0.01  # the boxes name all persons


def test_scenes_with_masks_keep_their_targets() -> None:
    targets, weights = _judged()
    before = targets.clone()
    units = np.array([PERSON_UNIT, DOG_UNIT])
    add_boxes(targets, weights, _scene(1, exact=True), CELLS, units, PERSON_UNIT)
    torch.testing.assert_close(targets, before)
