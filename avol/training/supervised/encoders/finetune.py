"""Tuning the pretrained towers' upper stages to the catalogue's things, each side for itself.

The eye learns to name every place of a composed scene, "nothing of these" included; the ear to name
every second, silence and noise included. Meanwhile a second term keeps their answers for the
classes of `concepts` as they were, or what has no photograph or sound here would be forgotten.
Ours; weakly supervised by class label and by where a scene's objects were pasted.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from avol.models.encoders.base import Encoder
from avol.models.heads import pool
from avol.training.supervised.encoders.dense_loss import SMOOTHING, scene_cost, surely_absent
from avol.training.supervised.encoders.weight_averaging import FineTuneConfig, Tuning, tune
from avol.training.supervised.features import SceneFeatures, SecondFeatures


def tune_eye(
    eye: Encoder,
    scenes: SceneFeatures,
    labels: list[str],
    kept: Tensor,
    recipe: FineTuneConfig,
    state: Path,
) -> Iterator[tuple[int, nn.Linear]]:
    """Tune `eye.upper` in place; yields (step, the layer that names).

    A tuning that was stopped goes on where it was.

    Args:
        eye: a pretrained tower.
        scenes: what its lower stages answered.
        labels: in the order of their numbers.
        kept: (classes, channels) rows whose answers are to stay.
        recipe: what to choose.
        state: the file that keeps how far it has come.
    """
    naming, absent = _naming(eye, len(labels)), surely_absent(labels)

    def cost(frozen: Encoder, tuning: Tuning, random: np.random.Generator) -> Tensor:
        some = scenes.at(np.sort(random.choice(len(scenes.labels), tuning.batch, replace=False)))
        grid = torch.from_numpy(some.grids.astype(np.float32))
        answer = eye.upper(grid)
        named = naming(
            functional.dropout2d(answer, tuning.dropout).flatten(2).transpose(1, 2)
        ).transpose(1, 2)
        total = scene_cost(named, some, absent)
        few = max(1, tuning.batch // 4)
        with torch.no_grad():
            before = frozen.upper(grid[:few])
        change = (answer[:few] - before).flatten(2).transpose(1, 2)
        return total + tuning.keep * _kept(change, before.flatten(2).transpose(1, 2), kept)

    for step in tune(eye, naming, cost, recipe, state):
        yield step, naming


def tune_ear(
    ear: Encoder,
    seconds: SecondFeatures,
    labels: int,
    kept: Tensor,
    recipe: FineTuneConfig,
    state: Path,
) -> Iterator[tuple[int, nn.Linear]]:
    """Tune `ear.upper` in place; yields (step, the layer that names).

    A tuning that was stopped goes on where it was.

    Args:
        ear: a pretrained tower.
        seconds: what its lower stages answered.
        labels: how many there are.
        kept: (classes, channels) rows whose answers are to stay.
        recipe: what to choose.
        state: the file that keeps how far it has come.
    """
    naming = _naming(ear, labels)

    def cost(frozen: Encoder, tuning: Tuning, random: np.random.Generator) -> Tensor:
        rows = np.sort(random.choice(len(seconds.labels), tuning.batch, replace=False))
        grid = torch.from_numpy(seconds.grids[rows].astype(np.float32))
        wanted = torch.from_numpy(shares(seconds.labels[rows], labels))
        heard, wanted = mixed(hidden(grid, tuning.hiding, random), wanted, tuning.mixing, random)
        answer = pool(ear.upper(functional.dropout2d(heard, tuning.dropout)), ear.pooling)
        named = naming(functional.dropout(answer, 0.3))
        total = functional.cross_entropy(named, wanted, label_smoothing=SMOOTHING)
        few = max(1, tuning.batch // 4)
        with torch.no_grad():
            before = pool(frozen.upper(heard[:few]), frozen.pooling)
        return total + tuning.keep * _kept(answer[:few] - before, before, kept)

    for step in tune(ear, naming, cost, recipe, state):
        yield step, naming


def hidden(grids: Tensor, share: float, random: np.random.Generator) -> Tensor:
    """(A, C, T, F) with one moment or one band of a share of them set to 0 (arXiv 1904.08779)."""
    mask = torch.ones_like(grids[:, :1])
    for row, chance in zip(mask, random.random(len(mask)), strict=True):
        if chance < share / 2:
            row[:, random.integers(row.shape[1])] = 0
        elif chance < share:
            row[:, :, random.integers(row.shape[2])] = 0
    return grids * mask


def mixed(
    grids: Tensor, wanted: Tensor, mixing: float, random: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Each with a weaker part of another, in what is heard and in what is wanted alike.

    Mixup (arXiv 1710.09412) of what the lower stages answer; mixing 0 leaves all as it is.
    """
    if not mixing:
        return grids, wanted
    part = random.beta(mixing, mixing, len(grids)).astype(np.float32)
    own = torch.from_numpy(np.maximum(part, 1 - part))
    other = torch.from_numpy(random.permutation(len(grids)))

    def mix(values: Tensor) -> Tensor:
        weight = own.view(-1, *[1] * (values.dim() - 1))
        return weight * values + (1 - weight) * values[other]

    return mix(grids), mix(wanted)


def shares(heard: NDArray[np.int16], labels: int) -> NDArray[np.float32]:
    """(A, labels + 1) in equal parts what is heard, the last where that is nothing of these."""
    wanted = np.zeros((len(heard), labels + 1), np.float32)
    for row, numbers in zip(wanted, heard, strict=True):
        there = numbers[numbers >= 0]
        row[there if there.size else labels] = 1 / max(1, there.size)
    return wanted


def _naming(tower: Encoder, labels: int) -> nn.Linear:
    layer = nn.Linear(tower.channels, labels + 1)
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


def _kept(change: Tensor, before: Tensor, rows: Tensor) -> Tensor:
    """Mean square of how much the answers for `rows` changed, in their standard deviations."""
    deviation = (before.flatten(0, -2) @ rows.T).std(0).clamp(min=0.01)
    return ((change @ rows.T) / deviation).square().mean()
