"""A network learns from nothing which of two coloured squares makes which of two tones."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from avol.data.scenes import GRID
from avol.nets.avol import AVOLNet
from avol.nets.towers import SOUND, VISION, build_tower
from avol.training.features import SceneFeatures
from avol.training.scratch import Batch, ScratchRecipe, halved, train_from_scratch

NAMES = ["drums", "violin"]
CELL, SIDE = 8, 4  # pixels of a place, places of a square
RECIPE = ScratchRecipe(steps=80, batch=12, learning_rate=3e-3)
SMALL = replace(RECIPE, steps=160, small=0.7)


class _World:
    """Scenes of a red and a blue square, or of one of them; low and high tones."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)

    def draw(self, count: int) -> Batch:
        random = self._random
        pictures = random.normal(0, 0.1, (count, 3, GRID * CELL, GRID * CELL)).astype(np.float32)
        labels = np.full((count, 3), -1, np.int16)
        covers = np.zeros((count, 3, GRID, GRID), np.float16)
        for row in range(count):
            for slot, label in enumerate([row % 2, 1 - row % 2][: 1 + row % 3 % 2]):
                top, left = int(random.integers(0, GRID - SIDE)), slot * GRID // 2
                covers[row, slot, top : top + SIDE, left : left + SIDE] = 1
                patch = pictures[row, 2 * label]  # red or blue
                patch[top * CELL : (top + SIDE) * CELL, left * CELL : (left + SIDE) * CELL] += 2
                labels[row, slot] = label
        sounds = np.full((2 * count, 2), -1, np.int16)
        sounds[:, 0] = random.integers(0, 2, 2 * count)
        spectrograms = random.normal(0, 0.1, (2 * count, 1, 64, 96)).astype(np.float32)
        for row, label in enumerate(sounds[:, 0]):
            spectrograms[row, :, 10 + 30 * label : 14 + 30 * label] += 2
        grids = np.empty((0, 0, GRID, GRID), np.float16)
        covers = covers.reshape(count, 3, -1)
        scenes = SceneFeatures(grids, labels, covers, np.ones((count, 3), bool))
        return Batch(torch.from_numpy(pictures), torch.from_numpy(spectrograms), scenes, sounds)


def _net() -> AVOLNet:
    torch.manual_seed(0)
    return AVOLNet(build_tower(VISION, "tiny"), build_tower(SOUND, "tiny"))


def _points_right(net: AVOLNet) -> float:
    """Share of the scenes with both squares in which the peak lies on the one that sounds."""
    batch, right = _World(1).draw(48), []
    with torch.inference_mode():
        maps = net.eval()(batch.pictures, batch.spectrograms[:48]).flatten(1)
    for label, shown, cover, grid in zip(
        batch.sounds[:48, 0], batch.scenes.labels, batch.scenes.covers, maps, strict=True
    ):
        if shown[1] >= 0:
            right.append(cover[list(shown).index(label), int(grid.argmax())] > 0)
    return float(np.mean(right))


@pytest.mark.parametrize("recipe", [RECIPE, SMALL], ids=["whole", "small first"])
def test_it_learns_which_of_two_makes_the_sound(recipe: ScratchRecipe, tmp_path: Path) -> None:
    net = _net()
    assert _points_right(net) < 0.7
    costs = [c for _, c in train_from_scratch(net, _World(0), NAMES, recipe, tmp_path / "state")]
    assert len(costs) == recipe.steps
    assert costs[-1] < costs[0] / 2
    assert _points_right(net) > 0.9


def test_halves_fit_together() -> None:
    whole = _World(0).draw(3)
    part = halved(whole)
    assert part.pictures.shape == (3, 3, GRID * CELL // 2, GRID * CELL // 2)
    assert part.spectrograms.shape == (6, 1, 64, 48)
    for row, (label, cover) in enumerate(zip(part.scenes.labels, part.scenes.covers, strict=True)):
        colour = part.pictures[row, 2 * int(label[0])].reshape(GRID // 2, CELL, GRID // 2, CELL)
        shown = colour.mean((1, 3)).flatten().numpy()
        np.testing.assert_allclose(shown / 2, cover[0].astype(np.float32), atol=0.1)


def test_a_stopped_training_goes_on(tmp_path: Path) -> None:
    state = tmp_path / "scratch.safetensors"
    for step, _ in train_from_scratch(_net(), _World(0), NAMES, RECIPE, state):
        if step == 60:
            break
    resumed = _net()
    steps = [step for step, _ in train_from_scratch(resumed, _World(2), NAMES, RECIPE, state)]
    assert steps[0] == 51
    assert _points_right(resumed) > 0.9
