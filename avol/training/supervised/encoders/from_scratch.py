"""Teaching the paper's own towers from nothing, each side for itself.

The same questions as those on which pretrained towers are tuned: the eye names every place of a
composed scene, the ear every second. Without names, pairs alone teach nothing in the hour that a
processor has. Every layer learns, and scenes and seconds are drawn as it goes, so that none comes
twice. Most steps show a part of them, for then they take a quarter or half of the time (as in
arXiv 2104.00298, section 4).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from avol.audio.log_spectrogram import PAPER, LogSpectrogram
from avol.data.synthesis.audio_augment import SecondMaker
from avol.data.synthesis.composed_scenes import GRID, SceneMaker
from avol.models.encoders.base import Encoder
from avol.models.heads import pool
from avol.training.correspondence.state import load_state, save_state
from avol.training.supervised.encoders.dense_loss import (
    SMOOTHING,
    mix_up_cost,
    scene_cost,
    surely_absent,
)
from avol.training.supervised.encoders.finetune import mixed, shares
from avol.training.supervised.encoders.weight_averaging import one_cycle
from avol.training.supervised.features import (
    SceneFeatures,
    contents,
    draw_scene,
    label_numbers,
    normalised,
)

IMAGE_SIZE = 224
_KEEP_EVERY = 50
_NEAR = GRID // 2
"""Places in each direction of a picture of which only a part is shown."""


@dataclass(frozen=True)
class ScratchStageConfig:
    """What there is to choose about teaching one tower."""

    steps: int
    batch: int
    rate: float = 1e-3
    weight_decay: float = 2e-2
    part: float = 0.0
    """Share of the steps, the first, that show a part of each picture or let hear half a second."""
    mixing: float = 0.0
    """As of a tuning. The ear's alone."""
    seed: int = 0


@dataclass(frozen=True)
class ScratchConfig:
    """How both towers are taught."""

    eye: ScratchStageConfig
    ear: ScratchStageConfig


Shown = TypeVar("Shown")


class ImageBatches(Protocol):
    """What gives (S, 3, H, W) pictures and what is in them."""

    def draw(self, count: int) -> tuple[Tensor, SceneFeatures]: ...


class AudioBatches(Protocol):
    """What gives (A, 1, bins, columns) spectrograms and (A, 2) label numbers, -1 for none."""

    def draw(self, count: int) -> tuple[Tensor, NDArray[np.int16]]: ...


class DrawnScenes:
    """Scenes drawn as they are asked for."""

    def __init__(self, maker: SceneMaker, labels: list[str]) -> None:
        self._maker, self._labels, self._drawn = maker, labels, 0

    def draw(self, count: int) -> tuple[Tensor, SceneFeatures]:
        """That many, at the paper's size."""
        scenes = [draw_scene(self._maker, self._drawn + n) for n in range(count)]
        self._drawn += count
        pictures = normalised([scene.picture for scene in scenes], IMAGE_SIZE)
        return torch.from_numpy(pictures), contents(scenes, self._labels)


class DrawnSeconds:
    """Seconds drawn as they are asked for."""

    def __init__(self, maker: SecondMaker, labels: list[str]) -> None:
        self._maker, self._labels = maker, labels
        self._spectrogram = LogSpectrogram(PAPER)

    def draw(self, count: int) -> tuple[Tensor, NDArray[np.int16]]:
        """That many, as the paper's spectrograms."""
        seconds = [self._maker.second() for _ in range(count)]
        pictures = self._spectrogram(np.stack([second.wave for second in seconds]))
        return torch.from_numpy(pictures.copy())[:, None], label_numbers(seconds, self._labels)


def learn_to_see(
    eye: Encoder,
    looks: Callable[[int], ImageBatches],
    labels: list[str],
    lesson: ScratchStageConfig,
    state: Path,
) -> Iterator[tuple[int, nn.Linear]]:
    """Teach `eye` in place to name places; yields (step, the layer that names).

    A lesson that was stopped goes on where it was; what it shows then differs from what it would
    have shown without the stop.

    Args:
        eye: a tower that knows nothing.
        looks: gives what it is shown from such a step on.
        labels: in the order of their numbers.
        lesson: what to choose.
        state: the file that keeps how far it has come.
    """
    naming, absent = nn.Linear(eye.channels, len(labels) + 1), surely_absent(labels)
    random = np.random.default_rng(lesson.seed)

    def cost(shown: ImageBatches, part: bool) -> Tensor:
        pictures, scenes = shown.draw(lesson.batch)
        if part:
            pictures, scenes = parts_of_pictures(pictures, scenes, random)
        grid = eye(pictures.contiguous(memory_format=torch.channels_last))
        named = naming(grid.flatten(2).transpose(1, 2)).transpose(1, 2)
        return scene_cost(named, scenes, absent) + mix_up_cost(named, scenes)

    return _learn(eye, naming, looks, cost, lesson, state)


def learn_to_hear(
    ear: Encoder,
    listens: Callable[[int], AudioBatches],
    labels: int,
    lesson: ScratchStageConfig,
    state: Path,
) -> Iterator[tuple[int, nn.Linear]]:
    """Teach `ear` in place to name seconds; yields (step, the layer that names).

    A lesson that was stopped goes on where it was, with other sounds.

    Args:
        ear: a tower that knows nothing.
        listens: gives what it hears from such a step on.
        labels: how many there are.
        lesson: what to choose.
        state: the file that keeps how far it has come.
    """
    naming = nn.Linear(ear.channels, labels + 1)
    random = np.random.default_rng(lesson.seed)

    def cost(played: AudioBatches, part: bool) -> Tensor:
        heard, numbers = played.draw(lesson.batch)
        wanted = torch.from_numpy(shares(numbers, labels))
        if part:
            half = heard.shape[3] // 2
            first = int(random.integers(heard.shape[3] - half + 1))
            heard = heard[..., first : first + half]
        heard, wanted = mixed(heard, wanted, lesson.mixing, random)
        named = naming(pool(ear(heard), ear.pooling))
        return functional.cross_entropy(named, wanted, label_smoothing=SMOOTHING)

    return _learn(ear, naming, listens, cost, lesson, state)


def parts_of_pictures(
    pictures: Tensor, scenes: SceneFeatures, random: np.random.Generator
) -> tuple[Tensor, SceneFeatures]:
    """7 x 7 places of each 14 x 14: a part with something in it, at its size, where all outlines
    are known, and else the whole at half the size."""
    count, slots, _ = scenes.covers.shape
    covers = scenes.covers.reshape(count, slots, GRID, GRID)
    halves = covers.reshape(count, slots, _NEAR, 2, _NEAR, 2).mean((3, 5))
    small, place = functional.avg_pool2d(pictures, 2), pictures.shape[3] // GRID
    for row in np.nonzero(scenes.located)[0]:
        top, left = _part(covers[row], random)
        halves[row] = covers[row, :, top : top + _NEAR, left : left + _NEAR]
        down, right = top * place, left * place
        small[row] = pictures[row, :, down:, right:][:, : _NEAR * place, : _NEAR * place]
    return small, replace(scenes, covers=halves.reshape(count, slots, -1))


def _part(covers: NDArray[np.float16], random: np.random.Generator) -> tuple[int, int]:
    """Top and left place of a part that holds some place of one of the objects."""
    there = [np.argwhere(cover > 0.1) for cover in covers]
    there = [places for places in there if len(places)]
    places = there[random.integers(len(there))] if there else np.argwhere(covers[0] >= 0)
    row, column = places[random.integers(len(places))]

    def first(place: int) -> int:
        return int(random.integers(max(0, place - _NEAR + 1), min(GRID - _NEAR, place) + 1))

    return first(row), first(column)


def _learn(
    tower: Encoder,
    naming: nn.Linear,
    begin: Callable[[int], Shown],
    cost: Callable[[Shown, bool], Tensor],
    lesson: ScratchStageConfig,
    state: Path,
) -> Iterator[tuple[int, nn.Linear]]:
    tower.train().to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue] - swifter
    weights = [*tower.parameters(), *naming.parameters()]
    optimiser = torch.optim.AdamW(weights, weight_decay=lesson.weight_decay)
    kept = {"tower": tower, "naming": naming}
    first = load_state(state, kept, optimiser, repr(lesson)) if state.exists() else 0
    if first < lesson.steps:
        shown = begin(first)
        for step in range(first, lesson.steps):
            for group in optimiser.param_groups:
                group["lr"] = lesson.rate * one_cycle(step / lesson.steps)
            optimiser.zero_grad()
            cost(shown, step < lesson.part * lesson.steps).backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            if (step + 1) % _KEEP_EVERY == 0 or step + 1 == lesson.steps:
                save_state(state, step + 1, kept, optimiser, repr(lesson))
            yield step + 1, naming
    tower.eval()
    yield lesson.steps, naming
