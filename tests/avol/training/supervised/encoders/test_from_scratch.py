"""Encoders learn two coloured squares and two tones from scratch."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from avol.core.constants import GRID_SIZE
from avol.models.encoders import AUDIO_ENCODERS, VISION_ENCODERS, build_encoder
from avol.models.encoders.base import Encoder
from avol.models.heads import pool
from avol.training.supervised.config import ScratchStageConfig
from avol.training.supervised.encoders.from_scratch import (
    crop_scenes,
    train_audio_encoder,
    train_vision_encoder,
)
from avol.training.supervised.features import SceneFeatures

CLASSES = ["drums", "violin"]
CELL, SIDE = 8, 4  # pixels of a cell, cells of a square
CONFIG = ScratchStageConfig(steps=80, batch=12, learning_rate=3e-3)
CROPPED = CONFIG.model_copy(update={"crop_fraction": 0.7})


class _SquareImages:
    """Images of a red and a blue square, or one of them."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)

    def draw(self, count: int) -> tuple[Tensor, SceneFeatures]:
        random = self._random
        images = random.normal(0, 0.1, (count, 3, GRID_SIZE * CELL, GRID_SIZE * CELL)).astype(
            np.float32
        )
        labels = np.full((count, 3), -1, np.int16)
        masks = np.zeros((count, 3, GRID_SIZE, GRID_SIZE), np.float16)
        for row in range(count):
            for slot, label in enumerate([row % 2, 1 - row % 2][: 1 + row % 3 % 2]):
                top, left = int(random.integers(0, GRID_SIZE - SIDE)), slot * GRID_SIZE // 2
                masks[row, slot, top : top + SIDE, left : left + SIDE] = 1
                patch = images[row, 2 * label]  # red or blue
                patch[top * CELL : (top + SIDE) * CELL, left * CELL : (left + SIDE) * CELL] += 2
                labels[row, slot] = label
        grids = np.empty((0, 0, GRID_SIZE, GRID_SIZE), np.float16)
        masks = masks.reshape(count, 3, -1)
        scenes = SceneFeatures(grids, labels, masks, np.ones((count, 3), bool))
        return torch.from_numpy(images), scenes


class _Tones:
    """Spectrograms of a low tone, a high tone, or none."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)

    def draw(self, count: int) -> tuple[Tensor, NDArray[np.int16]]:
        labels_by_window = np.full((count, 2), -1, np.int16)
        labels_by_window[:, 0] = self._random.integers(-1, 2, count)
        spectrograms = self._random.normal(0, 0.1, (count, 1, 64, 96)).astype(np.float32)
        for row, label in enumerate(labels_by_window[:, 0]):
            if label >= 0:
                spectrograms[row, :, 10 + 30 * label : 14 + 30 * label] += 2
        return torch.from_numpy(spectrograms), labels_by_window


def _encoder(encoders: Mapping[str, Callable[[], Encoder]]) -> Encoder:
    torch.manual_seed(0)
    return build_encoder(encoders, "tiny")


def _cell_accuracy(encoder: Encoder, classifier: nn.Linear) -> float:
    """Fraction of squares whose highest cell is on them, in images with two squares."""
    images, scenes = _SquareImages(1).draw(48)
    with torch.inference_mode():
        logits = classifier(encoder(images).flatten(2).transpose(1, 2)).softmax(2)
    correct = [
        scenes.masks[row, slot, int(logits[row, :, label].argmax())] > 0
        for row, labels in enumerate(scenes.labels)
        if labels[1] >= 0
        for slot, label in enumerate(labels[:2])
    ]
    return float(np.mean(correct))


def _window_accuracy(encoder: Encoder, classifier: nn.Linear) -> float:
    """Fraction of windows that are classified correctly, including silence."""
    spectrograms, labels_by_window = _Tones(1).draw(60)
    with torch.inference_mode():
        logits = classifier(pool(encoder(spectrograms), encoder.pooling)).argmax(1).numpy()
    return float(
        (
            logits == np.where(labels_by_window[:, 0] < 0, len(CLASSES), labels_by_window[:, 0])
        ).mean()
    )


def _last(learning: Iterator[tuple[int, nn.Linear]]) -> nn.Linear:
    return list(learning)[-1][1]


@pytest.mark.parametrize("config", [CONFIG, CROPPED], ids=["whole", "parts first"])
def test_a_vision_encoder_learns_to_classify_cells(
    config: ScratchStageConfig, tmp_path: Path
) -> None:
    encoder = _encoder(VISION_ENCODERS)
    classifier = _last(
        train_vision_encoder(encoder, _SquareImages, CLASSES, config, tmp_path / "state")
    )
    assert not encoder.training
    assert _cell_accuracy(encoder, classifier) > 0.9


@pytest.mark.parametrize(
    "config", [CONFIG, CROPPED.model_copy(update={"mixup": 0.3})], ids=["whole", "parts"]
)
def test_an_audio_encoder_learns_to_classify_windows(
    config: ScratchStageConfig, tmp_path: Path
) -> None:
    encoder = _encoder(AUDIO_ENCODERS)
    classifier = _last(
        train_audio_encoder(encoder, _Tones, len(CLASSES), config, tmp_path / "state")
    )
    assert _window_accuracy(encoder, classifier) > 0.9


def test_crops_match_their_masks() -> None:
    images, scenes = _SquareImages(0).draw(12)
    scenes.exact[::2, 0] = False  # without an exact mask, the whole image is scaled
    crops, cropped = crop_scenes(images, scenes, np.random.default_rng(0))
    assert crops.shape == (12, 3, GRID_SIZE * CELL // 2, GRID_SIZE * CELL // 2)
    assert cropped.masks.shape == (12, 3, (GRID_SIZE // 2) ** 2)
    for crop, labels, masks in zip(crops, cropped.labels, cropped.masks, strict=True):
        assert masks.max() > 0.2
        for label, mask in zip(labels[labels >= 0], masks, strict=False):
            colour = crop[2 * int(label)].reshape(GRID_SIZE // 2, CELL, GRID_SIZE // 2, CELL)
            cells = colour.mean((1, 3)).flatten().numpy()
            np.testing.assert_allclose(cells / 2, mask.astype(np.float32), atol=0.1)


def test_an_interrupted_training_resumes(tmp_path: Path) -> None:
    state = tmp_path / "vision.safetensors"
    for _ in islice(
        train_vision_encoder(_encoder(VISION_ENCODERS), _SquareImages, CLASSES, CONFIG, state), 60
    ):
        pass
    resumed = _encoder(VISION_ENCODERS)
    classifier, steps = nn.Linear(1, 1), []
    for step, layer in train_vision_encoder(resumed, _SquareImages, CLASSES, CONFIG, state):
        steps.append(step)
        classifier = layer
    assert steps[0] == 51
    assert _cell_accuracy(resumed, classifier) > 0.9
    again = _encoder(VISION_ENCODERS)
    (end,) = train_vision_encoder(again, _unused_batches, CLASSES, CONFIG, state)
    assert end[0] == CONFIG.steps
    assert _cell_accuracy(again, end[1]) > 0.9


def _unused_batches(step: int) -> _SquareImages:
    raise AssertionError(f"images requested from step {step} on")
