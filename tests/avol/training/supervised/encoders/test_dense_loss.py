"""The dense loss by hand: known cells have targets, unknown cells are ignored."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from avol.training.supervised.encoders.dense_loss import (
    IGNORED_CELL,
    cell_targets,
    dense_loss,
)
from avol.training.supervised.features import SceneFeatures
from avol.training.supervised.heads.validation import count_false_classes
from avol.training.supervised.relations import exclusive_labels

LABELS = ["drums", "person_speaking", "violin"]
NONE = len(LABELS)
DRUMS, PERSON, VIOLIN = range(NONE)
LEFT = np.arange(196) % 14 < 7


def _scenes(objects: list[tuple[int, np.ndarray, bool]]) -> SceneFeatures:
    """One scene of (label, mask, whether it is exact)."""
    labels = np.full((1, 3), -1, np.int16)
    masks, exact = np.zeros((1, 3, 196), np.float16), np.zeros((1, 3), bool)
    for slot, (label, mask, is_exact) in enumerate(objects):
        labels[0, slot], masks[0, slot], exact[0, slot] = label, mask, is_exact
    return SceneFeatures(np.zeros((1, 1, 14, 14), np.float16), labels, masks, exact)


def _class_logits(classes: np.ndarray) -> Tensor:
    """Logits that assign these classes to the cells."""
    logits = 8.0 * torch.nn.functional.one_hot(torch.from_numpy(classes), NONE + 1).float()
    logits[:, NONE] = logits[:, NONE].clamp(min=4)
    return logits.T[None]


def _loss(classes: np.ndarray, scenes: SceneFeatures) -> float:
    return float(dense_loss(_class_logits(classes), scenes, exclusive_labels(LABELS)))


def _all(name: int) -> np.ndarray:
    return np.full(196, name)


def test_cell_targets_by_hand() -> None:
    masks = np.zeros((3, 196))
    masks[0, :4] = [1, 0.6, 0.4, 0.02]
    masks[1, 10] = 0.2  # a small object: its best cell is its target
    masks[2, 100:] = 1  # somewhere in a photograph
    scenes = _scenes([(VIOLIN, masks[0], True), (DRUMS, masks[1], True), (0, masks[2], False)])
    wanted = cell_targets(scenes, NONE)[0]
    assert wanted[:5].tolist() == [VIOLIN, VIOLIN, IGNORED_CELL, NONE, NONE]
    assert wanted[10] == DRUMS
    assert (wanted[100:] == IGNORED_CELL).all()


def test_a_masked_object_has_its_class_only_inside_its_mask() -> None:
    scenes = _scenes([(VIOLIN, LEFT.astype(float), True)])
    right = np.where(LEFT, VIOLIN, NONE)
    assert _loss(right, scenes) < 1  # what is left is the smoothing
    assert _loss(_all(NONE), scenes) > 5
    assert _loss(_all(VIOLIN), scenes) > 4
    assert _loss(np.where(LEFT, DRUMS, NONE), scenes) > 10


def test_small_objects_have_the_weight_of_large_ones() -> None:
    corner = np.zeros(196)
    corner[195] = 1
    scenes = _scenes([(VIOLIN, LEFT.astype(float), True), (DRUMS, corner, True)])
    right = np.where(LEFT, VIOLIN, NONE)
    right[195] = DRUMS
    no_drums, no_violin = right.copy(), right.copy()
    no_drums[195], no_violin[LEFT] = NONE, NONE
    best = _loss(right, scenes)
    assert _loss(no_drums, scenes) - best == pytest.approx(_loss(no_violin, scenes) - best)


def test_a_part_of_a_photograph_is_enough() -> None:
    scenes = _scenes([(VIOLIN, np.ones(196), False)])
    some = _all(NONE)
    some[:60] = VIOLIN
    assert _loss(some, scenes) < 0.1
    assert _loss(_all(VIOLIN), scenes) < 0.1
    few = _all(NONE)
    few[:10] = VIOLIN
    assert _loss(few, scenes) > 1
    some[100:160] = DRUMS
    assert _loss(some, scenes) > 5


def test_a_photograph_does_not_affect_cells_outside_it() -> None:
    scenes = _scenes([(VIOLIN, LEFT.astype(float), False)])
    assert _loss(np.where(LEFT, VIOLIN, NONE), scenes) < 1
    assert _loss(np.where(LEFT, NONE, VIOLIN), scenes) > 5


def test_absent_classes_increase_the_loss_but_common_classes_do_not() -> None:
    empty, spot = _scenes([]), _all(NONE)
    dark = _loss(spot, empty)
    spot[3] = DRUMS
    with_drums = _loss(spot, empty)
    spot[3] = PERSON
    with_person = _loss(spot, empty)
    assert with_person == pytest.approx(dark, abs=0.2)
    assert with_drums > dark + 2


def test_confusable_classes_are_not_absent() -> None:
    classes = ["cello", "drums", "violin"]
    table = exclusive_labels(classes)
    assert table[0].tolist() == [False, True, False]
    assert not table.diagonal().any()


def test_false_classes_are_counted_per_scene() -> None:
    channels = NONE + 1
    classifier = torch.nn.Linear(channels, channels, bias=False)
    torch.nn.init.eye_(classifier.weight)
    violin = _scenes([(VIOLIN, LEFT.astype(float), True)])
    grid = _class_logits(_all(NONE)).reshape(1, channels, 14, 14).numpy()
    grid[0, VIOLIN, 0, 0] = 20  # it is there
    grid[0, PERSON, 1, 1] = 20  # may be there
    scenes = replace(violin, grids=grid.astype(np.float16))
    assert count_false_classes(classifier, scenes, LABELS).value == 0
    grid[0, DRUMS, 13, 13] = 20
    assert count_false_classes(classifier, replace(violin, grids=grid), LABELS).value == 1
