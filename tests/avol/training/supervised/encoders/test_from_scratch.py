"""Towers learn from nothing which of two coloured squares is which, and which of two tones."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from avol.core.constants import GRID_SIZE
from avol.models.encoders import SOUND, VISION, build_tower
from avol.models.encoders.base import Encoder
from avol.models.heads import pool
from avol.training.supervised.config import ScratchStageConfig
from avol.training.supervised.encoders.from_scratch import (
    crop_scenes,
    train_audio_encoder,
    train_vision_encoder,
)
from avol.training.supervised.features import SceneFeatures

NAMES = ["drums", "violin"]
CELL, SIDE = 8, 4  # pixels of a place, places of a square
LESSON = ScratchStageConfig(steps=80, batch=12, learning_rate=3e-3)
IN_PARTS = LESSON.model_copy(update={"crop_fraction": 0.7})


class _Pictures:
    """A red and a blue square, or one of them."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)

    def draw(self, count: int) -> tuple[Tensor, SceneFeatures]:
        random = self._random
        pictures = random.normal(0, 0.1, (count, 3, GRID_SIZE * CELL, GRID_SIZE * CELL)).astype(
            np.float32
        )
        labels = np.full((count, 3), -1, np.int16)
        covers = np.zeros((count, 3, GRID_SIZE, GRID_SIZE), np.float16)
        for row in range(count):
            for slot, label in enumerate([row % 2, 1 - row % 2][: 1 + row % 3 % 2]):
                top, left = int(random.integers(0, GRID_SIZE - SIDE)), slot * GRID_SIZE // 2
                covers[row, slot, top : top + SIDE, left : left + SIDE] = 1
                patch = pictures[row, 2 * label]  # red or blue
                patch[top * CELL : (top + SIDE) * CELL, left * CELL : (left + SIDE) * CELL] += 2
                labels[row, slot] = label
        grids = np.empty((0, 0, GRID_SIZE, GRID_SIZE), np.float16)
        covers = covers.reshape(count, 3, -1)
        known = SceneFeatures(grids, labels, covers, np.ones((count, 3), bool))
        return torch.from_numpy(pictures), known


class _Tones:
    """Low and high tones, and nothing."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)

    def draw(self, count: int) -> tuple[Tensor, NDArray[np.int16]]:
        sounds = np.full((count, 2), -1, np.int16)
        sounds[:, 0] = self._random.integers(-1, 2, count)
        spectrograms = self._random.normal(0, 0.1, (count, 1, 64, 96)).astype(np.float32)
        for row, label in enumerate(sounds[:, 0]):
            if label >= 0:
                spectrograms[row, :, 10 + 30 * label : 14 + 30 * label] += 2
        return torch.from_numpy(spectrograms), sounds


def _tower(towers: Mapping[str, Callable[[], Encoder]]) -> Encoder:
    torch.manual_seed(0)
    return build_tower(towers, "tiny")


def _sees(eye: Encoder, naming: nn.Linear) -> float:
    """Share of the squares whose likeliest place lies on them, of those that have a rival."""
    pictures, known = _Pictures(1).draw(48)
    with torch.inference_mode():
        named = naming(eye(pictures).flatten(2).transpose(1, 2)).softmax(2)
    right = [
        known.masks[row, slot, int(named[row, :, label].argmax())] > 0
        for row, labels in enumerate(known.labels)
        if labels[1] >= 0
        for slot, label in enumerate(labels[:2])
    ]
    return float(np.mean(right))


def _hears(ear: Encoder, naming: nn.Linear) -> float:
    """Share of the seconds that are rightly named, silence included."""
    spectrograms, sounds = _Tones(1).draw(60)
    with torch.inference_mode():
        named = naming(pool(ear(spectrograms), ear.pooling)).argmax(1).numpy()
    return float((named == np.where(sounds[:, 0] < 0, len(NAMES), sounds[:, 0])).mean())


def _last(learning: Iterator[tuple[int, nn.Linear]]) -> nn.Linear:
    return list(learning)[-1][1]


@pytest.mark.parametrize("lesson", [LESSON, IN_PARTS], ids=["whole", "parts first"])
def test_an_eye_learns_to_name_places(lesson: ScratchStageConfig, tmp_path: Path) -> None:
    eye = _tower(VISION)
    naming = _last(train_vision_encoder(eye, _Pictures, NAMES, lesson, tmp_path / "state"))
    assert not eye.training
    assert _sees(eye, naming) > 0.9


@pytest.mark.parametrize(
    "lesson", [LESSON, IN_PARTS.model_copy(update={"mixup": 0.3})], ids=["whole", "parts"]
)
def test_an_ear_learns_to_name_seconds(lesson: ScratchStageConfig, tmp_path: Path) -> None:
    ear = _tower(SOUND)
    naming = _last(train_audio_encoder(ear, _Tones, len(NAMES), lesson, tmp_path / "state"))
    assert _hears(ear, naming) > 0.9


def test_parts_hold_what_their_covers_say() -> None:
    pictures, known = _Pictures(0).draw(12)
    known.exact[::2, 0] = False  # an outline that is not known: the whole, halved
    parts, there = crop_scenes(pictures, known, np.random.default_rng(0))
    assert parts.shape == (12, 3, GRID_SIZE * CELL // 2, GRID_SIZE * CELL // 2)
    assert there.masks.shape == (12, 3, (GRID_SIZE // 2) ** 2)
    for part, labels, covers in zip(parts, there.labels, there.masks, strict=True):
        assert covers.max() > 0.2
        for label, cover in zip(labels[labels >= 0], covers, strict=False):
            colour = part[2 * int(label)].reshape(GRID_SIZE // 2, CELL, GRID_SIZE // 2, CELL)
            shown = colour.mean((1, 3)).flatten().numpy()
            np.testing.assert_allclose(shown / 2, cover.astype(np.float32), atol=0.1)


def test_a_stopped_lesson_goes_on(tmp_path: Path) -> None:
    state = tmp_path / "eye.safetensors"
    for _ in islice(train_vision_encoder(_tower(VISION), _Pictures, NAMES, LESSON, state), 60):
        pass
    resumed = _tower(VISION)
    naming, steps = nn.Linear(1, 1), []
    for step, layer in train_vision_encoder(resumed, _Pictures, NAMES, LESSON, state):
        steps.append(step)
        naming = layer
    assert steps[0] == 51
    assert _sees(resumed, naming) > 0.9
    again = _tower(VISION)
    (end,) = train_vision_encoder(again, _unasked, NAMES, LESSON, state)
    assert end[0] == LESSON.steps
    assert _sees(again, end[1]) > 0.9


def _unasked(step: int) -> _Pictures:
    raise AssertionError(f"asked for pictures from step {step} on")
