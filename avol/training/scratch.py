"""Training AVOL-Net with the paper's own towers, from nothing, on the same scenes and seconds.

The same questions and the same costs as for pretrained towers: of the pairs as in `heads`, and of
the places and seconds, which two layers name as in `towers` and which are thrown away afterwards.
Without names the pairs alone teach nothing in the minutes that a processor has. Every layer learns,
and scenes and seconds are drawn as it goes, so that none comes twice. Most of the steps show less
of them, for then a processor can take twice as many (as in arXiv 2104.00298, section 4).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from avol.data.scenes import GRID, Picture, Scene, SceneMaker
from avol.data.seconds import SecondMaker
from avol.nets.avol import AVOLNet
from avol.nets.heads import pool
from avol.sound import PAPER, LogSpectrogram
from avol.training.correspondence.state import load_state, save_state
from avol.training.features import MOST_OBJECTS, SceneFeatures, Vectors, draw_scene
from avol.training.heads import HeadRecipe, loss, relations, target
from avol.training.scene_cost import scene_cost, surely_absent
from avol.training.towers import shares
from avol.training.tuning import one_cycle

IMAGE_SIZE = 224
IMAGE_MEAN, IMAGE_STD = 0.5, 0.25
_KEEP_EVERY = 25
_FEW = 16


@dataclass(frozen=True)
class ScratchRecipe(HeadRecipe):
    """What there is to choose; all layers learn alike, so nothing is dropped out."""

    small: float = 0.0
    """Share of the steps, the first, that see pictures of half the size and hear half seconds."""


@dataclass(frozen=True)
class Batch:
    """Pictures and spectrograms, and what is known of them."""

    pictures: Tensor  # (S, 3, 224, 224), 0 mean
    spectrograms: Tensor  # (A, 1, 257, 200)
    scenes: SceneFeatures  # what is in the pictures; no answers
    sounds: NDArray[np.int16]  # (A, 2) label numbers, -1 for none


class Batches:
    """Draws batches: S scenes, S sounds that something in them makes, S of anything."""

    def __init__(
        self, scenes: SceneMaker, seconds: SecondMaker, labels: list[str], seed: int
    ) -> None:
        self._scenes, self._seconds = scenes, seconds
        self._labels, self._random = labels, np.random.default_rng(seed)
        self._spectrogram = LogSpectrogram(PAPER)
        self._drawn = 0

    def draw(self, count: int) -> Batch:
        """A batch of `count` scenes."""
        scenes = [draw_scene(self._scenes, self._drawn + n) for n in range(count)]
        self._drawn += count
        seconds = [self._seconds.second() for _ in range(count)]
        for scene in scenes:
            able = [label for label in scene.labels if label in self._seconds.labels]
            if able:
                label = able[self._random.integers(len(able))]
                seconds.append(self._seconds.only(label))
        sounds = np.full((len(seconds), 2), -1, np.int16)
        for row, second in enumerate(seconds):
            for slot, label in enumerate(sorted(second.labels)):
                sounds[row, slot] = self._labels.index(label)
        waves = np.stack([second.wave for second in seconds])
        return Batch(
            self._normalised([scene.picture for scene in scenes]),
            torch.from_numpy(self._spectrogram(waves).copy())[:, None],
            self._contents(scenes),
            sounds,
        )

    def _contents(self, scenes: list[Scene]) -> SceneFeatures:
        objects = np.full((len(scenes), MOST_OBJECTS), -1, np.int16)
        covers = np.zeros((len(scenes), MOST_OBJECTS, GRID * GRID), np.float16)
        exact = np.zeros((len(scenes), MOST_OBJECTS), bool)
        for row, scene in enumerate(scenes):
            for slot, label in enumerate(scene.labels):
                objects[row, slot] = self._labels.index(label)
                covers[row, slot] = scene.covers[slot].ravel()
                exact[row, slot] = scene.exact[slot]
        return SceneFeatures(np.empty((0, 0, GRID, GRID), np.float16), objects, covers, exact)

    @staticmethod
    def _normalised(pictures: list[Picture]) -> Tensor:
        size = (IMAGE_SIZE, IMAGE_SIZE)
        squares = [cv2.resize(p, size, interpolation=cv2.INTER_AREA) for p in pictures]
        scaled = (np.stack(squares).astype(np.float32) / 255 - IMAGE_MEAN) / IMAGE_STD
        return torch.from_numpy(scaled.transpose(0, 3, 1, 2).copy())


def halved(batch: Batch) -> Batch:
    """Pictures of half the size, 7 x 7 places for 14 x 14, and some half of each second."""
    count, slots, _ = batch.scenes.covers.shape
    covers = batch.scenes.covers.reshape(count, slots, GRID // 2, 2, GRID // 2, 2).mean((3, 5))
    half = batch.spectrograms.shape[3] // 2
    first = int(torch.randint(half + 1, ()))
    return Batch(
        functional.avg_pool2d(batch.pictures, 2),
        batch.spectrograms[..., first : first + half],
        replace(batch.scenes, covers=covers.reshape(count, slots, -1)),
        batch.sounds,
    )


class _Lessons:
    """What a step costs a network: its pairs, and the names that two more layers tell."""

    def __init__(self, net: AVOLNet, labels: list[str], recipe: ScratchRecipe) -> None:
        self._net, self._recipe = net, recipe
        self._table = torch.from_numpy(relations(labels).astype(np.int64))
        self._absent, self._labels = surely_absent(labels), len(labels)
        self.naming = nn.ModuleDict(
            {
                "places": nn.Conv2d(net.vision.channels, len(labels) + 1, 1),
                "seconds": nn.Linear(net.sound.channels, len(labels) + 1),
            }
        )

    def cost(self, batch: Batch) -> Tensor:
        """Of one batch."""
        grid = self._net.vision(batch.pictures.contiguous(memory_format=torch.channels_last))
        vector = pool(self._net.sound(batch.spectrograms), self._net.sound.pooling)
        seen, heard = self._net.vision_head(grid).flatten(2), self._net.sound_head(vector)
        logits = self._net.conv7(torch.einsum("scp,ac->sap", seen, heard))
        scenes = batch.scenes
        wanted = target(
            torch.from_numpy(scenes.labels.astype(np.int64)),
            torch.from_numpy(scenes.covers.astype(np.float32)),
            torch.from_numpy(scenes.located),
            torch.from_numpy(batch.sounds.astype(np.int64)),
            self._table,
        )
        places = self.naming["places"](grid).flatten(2)
        seconds = functional.cross_entropy(
            self.naming["seconds"](vector), torch.from_numpy(shares(batch.sounds, self._labels))
        )
        return (
            loss(logits, wanted, self._recipe) + scene_cost(places, scenes, self._absent) + seconds
        )


class Draws(Protocol):
    """What gives batches of so many scenes."""

    def draw(self, count: int) -> Batch: ...


def train_from_scratch(
    net: AVOLNet, batches: Draws, labels: list[str], recipe: ScratchRecipe, state: Path
) -> Iterator[tuple[int, float]]:
    """Train `net` in place; yields (step, loss). A training that was stopped goes on where it was.

    What it is shown after a stop differs from what it would have been shown without one.
    """
    net.train().to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    lessons = _Lessons(net, labels, recipe)
    weights = [*net.parameters(), *lessons.naming.parameters()]
    optimiser = torch.optim.AdamW(weights, weight_decay=recipe.weight_decay)
    kept = {"net": net, "naming": lessons.naming}
    first = load_state(state, kept, optimiser, repr(recipe)) if state.exists() else 0
    for step in range(first, recipe.steps):
        for group in optimiser.param_groups:
            group["lr"] = recipe.learning_rate * one_cycle(step / recipe.steps)
        batch = batches.draw(recipe.batch)
        cost = lessons.cost(halved(batch) if step < recipe.small * recipe.steps else batch)
        optimiser.zero_grad()
        cost.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        if (step + 1) % _KEEP_EVERY == 0 or step + 1 == recipe.steps:
            save_state(state, step + 1, kept, optimiser, repr(recipe))
        yield step + 1, float(cost.detach())


def answers(net: AVOLNet, batches: Batches, count: int) -> tuple[SceneFeatures, Vectors]:
    """What the trained towers answer to `count` scenes and twice as many seconds."""
    drawn = [batches.draw(_FEW) for _ in range(max(1, count // _FEW))]
    with torch.inference_mode():
        grids = [net.vision(batch.pictures).numpy().astype(np.float16) for batch in drawn]
        vectors = [pool(net.sound(b.spectrograms), net.sound.pooling).numpy() for b in drawn]
    scenes = [batch.scenes for batch in drawn]
    return (
        SceneFeatures(
            np.concatenate(grids),
            np.concatenate([scene.labels for scene in scenes]),
            np.concatenate([scene.covers for scene in scenes]),
            np.concatenate([scene.exact for scene in scenes]),
        ),
        Vectors(np.concatenate(vectors), np.concatenate([batch.sounds for batch in drawn])),
    )
