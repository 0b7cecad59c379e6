"""Costs by hand: what is known of a scene is asked for, what is not known is left alone."""

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

NAMES = ["drums", "person_speaking", "violin"]
NONE = len(NAMES)
DRUMS, PERSON, VIOLIN = range(NONE)
LEFT = np.arange(196) % 14 < 7


def _scenes(objects: list[tuple[int, np.ndarray, bool]]) -> SceneFeatures:
    """One scene of (label, cover, whether it is exact)."""
    labels = np.full((1, 3), -1, np.int16)
    covers, exact = np.zeros((1, 3, 196), np.float16), np.zeros((1, 3), bool)
    for slot, (label, cover, known) in enumerate(objects):
        labels[0, slot], covers[0, slot], exact[0, slot] = label, cover, known
    return SceneFeatures(np.zeros((1, 1, 14, 14), np.float16), labels, covers, exact)


def _named(names: np.ndarray) -> Tensor:
    """Logits that name every place so, and else nothing."""
    logits = 8.0 * torch.nn.functional.one_hot(torch.from_numpy(names), NONE + 1).float()
    logits[:, NONE] = logits[:, NONE].clamp(min=4)
    return logits.T[None]


def _cost(names: np.ndarray, scenes: SceneFeatures) -> float:
    return float(dense_loss(_named(names), scenes, exclusive_labels(NAMES)))


def _all(name: int) -> np.ndarray:
    return np.full(196, name)


def test_names_of_places_by_hand() -> None:
    covers = np.zeros((3, 196))
    covers[0, :4] = [1, 0.6, 0.4, 0.02]
    covers[1, 10] = 0.2  # a small thing: its best place stands for it
    covers[2, 100:] = 1  # somewhere in a photograph
    scenes = _scenes([(VIOLIN, covers[0], True), (DRUMS, covers[1], True), (0, covers[2], False)])
    wanted = cell_targets(scenes, NONE)[0]
    assert wanted[:5].tolist() == [VIOLIN, VIOLIN, IGNORED_CELL, NONE, NONE]
    assert wanted[10] == DRUMS
    assert (wanted[100:] == IGNORED_CELL).all()


def test_an_outlined_thing_is_to_be_named_where_it_is_and_nowhere_else() -> None:
    scenes = _scenes([(VIOLIN, LEFT.astype(float), True)])
    right = np.where(LEFT, VIOLIN, NONE)
    assert _cost(right, scenes) < 1  # what is left is the smoothing
    assert _cost(_all(NONE), scenes) > 5
    assert _cost(_all(VIOLIN), scenes) > 4
    assert _cost(np.where(LEFT, DRUMS, NONE), scenes) > 10


def test_a_small_thing_weighs_as_much_as_a_large_one() -> None:
    corner = np.zeros(196)
    corner[195] = 1
    scenes = _scenes([(VIOLIN, LEFT.astype(float), True), (DRUMS, corner, True)])
    right = np.where(LEFT, VIOLIN, NONE)
    right[195] = DRUMS
    no_drums, no_violin = right.copy(), right.copy()
    no_drums[195], no_violin[LEFT] = NONE, NONE
    best = _cost(right, scenes)
    assert _cost(no_drums, scenes) - best == pytest.approx(_cost(no_violin, scenes) - best)


def test_in_a_photograph_some_of_it_is_enough() -> None:
    scenes = _scenes([(VIOLIN, np.ones(196), False)])
    some = _all(NONE)
    some[:60] = VIOLIN
    assert _cost(some, scenes) < 0.1
    assert _cost(_all(VIOLIN), scenes) < 0.1
    few = _all(NONE)
    few[:10] = VIOLIN
    assert _cost(few, scenes) > 1
    some[100:160] = DRUMS
    assert _cost(some, scenes) > 5


def test_a_photograph_does_not_speak_for_places_outside_it() -> None:
    scenes = _scenes([(VIOLIN, LEFT.astype(float), False)])
    assert _cost(np.where(LEFT, VIOLIN, NONE), scenes) < 1
    assert _cost(np.where(LEFT, NONE, VIOLIN), scenes) > 5


def test_one_place_that_names_what_is_absent_costs_but_not_what_may_be_anywhere() -> None:
    empty, spot = _scenes([]), _all(NONE)
    dark = _cost(spot, empty)
    spot[3] = DRUMS
    with_drums = _cost(spot, empty)
    spot[3] = PERSON
    with_person = _cost(spot, empty)
    assert with_person == pytest.approx(dark, abs=0.2)
    assert with_drums > dark + 2


def test_twins_are_not_absent() -> None:
    names = ["cello", "drums", "violin"]
    table = exclusive_labels(names)
    assert table[0].tolist() == [False, True, False]
    assert not table.diagonal().any()


def test_false_names_are_counted_per_scene() -> None:
    channels = NONE + 1
    naming = torch.nn.Linear(channels, channels, bias=False)
    torch.nn.init.eye_(naming.weight)
    violin = _scenes([(VIOLIN, LEFT.astype(float), True)])
    grid = _named(_all(NONE)).reshape(1, channels, 14, 14).numpy()
    grid[0, VIOLIN, 0, 0] = 20  # it is there
    grid[0, PERSON, 1, 1] = 20  # may be there
    scenes = replace(violin, grids=grid.astype(np.float16))
    assert count_false_classes(naming, scenes, NAMES).value == 0
    grid[0, DRUMS, 13, 13] = 20
    assert count_false_classes(naming, replace(violin, grids=grid), NAMES).value == 1
