"""Training AVOL-Net with the paper's own towers, from nothing, on the same scenes and seconds.

The same questions and the same cost as for the heads of the pretrained towers (`heads`); but every
layer learns, and scenes and seconds are drawn as it goes, so that none comes twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from avol.data.scenes import GRID, Picture
from avol.nets.avol import AVOLNet
from avol.nets.heads import pool
from avol.sound import PAPER, LogSpectrogram
from avol.training.correspondence.state import load_state, save_state
from avol.training.features import MOST_OBJECTS, SceneFeatures, Vectors, draw_scene
from avol.training.heads import HeadRecipe, loss, relations, target
from avol.training.material import Material
from avol.training.tuning import one_cycle

IMAGE_SIZE = 224
IMAGE_MEAN, IMAGE_STD = 0.5, 0.25
_KEEP_EVERY = 25
_FEW = 16


@dataclass(frozen=True)
class Batch:
    """Pictures and spectrograms, and what is known of them."""

    pictures: Tensor  # (S, 3, 224, 224), 0 mean
    spectrograms: Tensor  # (A, 1, 257, 200)
    objects: Tensor  # (S, 3) label numbers, -1 for none
    covers: Tensor  # (S, 3, 196)
    exact: Tensor  # (S, 3)

    @property
    def located(self) -> Tensor:
        """(S,) whether the covers of all that is in it are exact."""
        return (self.exact | (self.objects < 0)).all(1)

    sounds: Tensor  # (A, 2) label numbers, -1 for none


class Batches:
    """Draws batches: S scenes, S sounds that something in them makes, S of anything."""

    def __init__(self, side: Material, labels: list[str], seed: int) -> None:
        self._scenes, self._seconds = side.scenes(seed), side.seconds(seed)
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
        objects = np.full((count, MOST_OBJECTS), -1, np.int64)
        covers = np.zeros((count, MOST_OBJECTS, GRID * GRID), np.float32)
        exact = np.zeros((count, MOST_OBJECTS), bool)
        for row, scene in enumerate(scenes):
            for slot, label in enumerate(scene.labels):
                objects[row, slot] = self._labels.index(label)
                covers[row, slot] = scene.covers[slot].ravel()
                exact[row, slot] = scene.exact[slot]
        sounds = np.full((len(seconds), 2), -1, np.int64)
        for row, second in enumerate(seconds):
            for slot, label in enumerate(sorted(second.labels)):
                sounds[row, slot] = self._labels.index(label)
        waves = np.stack([second.wave for second in seconds])
        return Batch(
            self._normalised([scene.picture for scene in scenes]),
            torch.from_numpy(self._spectrogram(waves).copy())[:, None],
            torch.from_numpy(objects),
            torch.from_numpy(covers),
            torch.from_numpy(exact),
            torch.from_numpy(sounds),
        )

    @staticmethod
    def _normalised(pictures: list[Picture]) -> Tensor:
        size = (IMAGE_SIZE, IMAGE_SIZE)
        squares = [cv2.resize(p, size, interpolation=cv2.INTER_AREA) for p in pictures]
        scaled = (np.stack(squares).astype(np.float32) / 255 - IMAGE_MEAN) / IMAGE_STD
        return torch.from_numpy(scaled.transpose(0, 3, 1, 2).copy())


def train_from_scratch(
    net: AVOLNet, batches: Batches, labels: list[str], recipe: HeadRecipe, state: Path
) -> Iterator[tuple[int, float]]:
    """Train `net` in place; yields (step, loss). A training that was stopped goes on where it was.

    What it is shown after a stop differs from what it would have been shown without one.
    """
    table = torch.from_numpy(relations(labels).astype(np.int64))
    net.train().to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    optimiser = torch.optim.AdamW(net.parameters(), weight_decay=recipe.weight_decay)
    kept = {"net": net}
    first = load_state(state, kept, optimiser, repr(recipe)) if state.exists() else 0
    for step in range(first, recipe.steps):
        for group in optimiser.param_groups:
            group["lr"] = recipe.learning_rate * one_cycle(step / recipe.steps)
        batch = batches.draw(recipe.batch)
        pictures = batch.pictures.contiguous(memory_format=torch.channels_last)
        seen = net.see(pictures).flatten(2)
        heard = net.hear(batch.spectrograms)
        logits = net.conv7(torch.einsum("scp,ac->sap", seen, heard))
        wanted = target(batch.objects, batch.covers, batch.located, batch.sounds, table)
        cost = loss(logits, wanted, recipe)
        optimiser.zero_grad()
        cost.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        if (step + 1) % _KEEP_EVERY == 0 or step + 1 == recipe.steps:
            save_state(state, step + 1, kept, optimiser, repr(recipe))
        yield step + 1, float(cost.detach())


def answers(
    net: AVOLNet, side: Material, labels: list[str], seed: int, count: int
) -> tuple[SceneFeatures, Vectors]:
    """What the trained towers answer to scenes and seconds of one side, as `validation` asks."""
    batches = Batches(side, labels, seed)
    drawn = [batches.draw(_FEW) for _ in range(max(1, count // _FEW))]
    with torch.inference_mode():
        grids = [net.vision(batch.pictures).numpy().astype(np.float16) for batch in drawn]
        vectors = [pool(net.sound(b.spectrograms), net.sound.pooling).numpy() for b in drawn]

    def stacked(what: str) -> NDArray[Any]:
        return torch.cat([getattr(batch, what) for batch in drawn]).numpy()

    objects, sounds = stacked("objects").astype(np.int16), stacked("sounds").astype(np.int16)
    covers = stacked("covers").astype(np.float16)
    return (
        SceneFeatures(np.concatenate(grids), objects, covers, stacked("exact")),
        Vectors(np.concatenate(vectors), sounds),
    )
