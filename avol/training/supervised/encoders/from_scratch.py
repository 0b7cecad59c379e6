"""Trains the paper's encoders from scratch, each modality separately.

The tasks are those of fine-tuning: the vision encoder classifies every cell of composed scenes, the
audio encoder every audio window. Without class labels, an hour on one processor is too short. All
layers are trained, and scenes and audio windows are drawn during training, so none is repeated. The
first steps use crops, which take a quarter to a half of the time (as in arXiv 2104.00298, §4). Not
in the paper.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from avol.audio.log_spectrogram import PAPER, LogSpectrogram
from avol.core.constants import GRID_SIZE
from avol.data.synthesis.audio_augment import AudioWindowMaker
from avol.data.synthesis.composed_scenes import SceneMaker
from avol.models.encoders.base import Encoder
from avol.models.heads import pool
from avol.training.schedule import set_learning_rates
from avol.training.state import load_state, save_state
from avol.training.supervised.config import ScratchStageConfig
from avol.training.supervised.encoders.dense_loss import SMOOTHING, dense_loss, object_loss
from avol.training.supervised.encoders.finetune import apply_mixup, target_probabilities
from avol.training.supervised.features import (
    SceneFeatures,
    draw_scene,
    label_indices,
    normalize_images,
    scene_annotations,
)
from avol.training.supervised.relations import exclusive_labels

IMAGE_SIZE = 224
_SAVE_STEPS = 50
_CROP_GRID = GRID_SIZE // 2
"""Cells of a crop in each direction."""

Batches = TypeVar("Batches")


class ImageBatches(Protocol):
    """Source of images (S, 3, H, W) with their ground truth."""

    def draw(self, count: int) -> tuple[Tensor, SceneFeatures]: ...


class AudioBatches(Protocol):
    """Source of spectrograms (A, 1, bins, columns) and label indices (A, 2), -1 for none."""

    def draw(self, count: int) -> tuple[Tensor, NDArray[np.int16]]: ...


class SceneBatchStream:
    """Image batches of newly composed scenes."""

    def __init__(self, maker: SceneMaker, labels: list[str]) -> None:
        self._maker, self._labels, self._drawn = maker, labels, 0

    def draw(self, count: int) -> tuple[Tensor, SceneFeatures]:
        """Draws `count` scenes at the paper's image size."""
        scenes = [draw_scene(self._maker, self._drawn + n) for n in range(count)]
        self._drawn += count
        images = normalize_images([scene.image for scene in scenes], IMAGE_SIZE)
        return torch.from_numpy(images), scene_annotations(scenes, self._labels)


class AudioBatchStream:
    """Audio batches of newly drawn audio windows."""

    def __init__(self, maker: AudioWindowMaker, labels: list[str]) -> None:
        self._maker, self._labels = maker, labels
        self._log_spectrogram = LogSpectrogram(PAPER)

    def draw(self, count: int) -> tuple[Tensor, NDArray[np.int16]]:
        """Draws `count` windows as the paper's spectrograms."""
        windows = [self._maker.draw() for _ in range(count)]
        spectrograms = self._log_spectrogram(np.stack([window.wave for window in windows]))
        indices = label_indices(windows, self._labels)
        return torch.from_numpy(spectrograms.copy())[:, None], indices


def train_vision_encoder(
    encoder: Encoder,
    batches_from: Callable[[int], ImageBatches],
    labels: list[str],
    config: ScratchStageConfig,
    state: Path,
) -> Iterator[tuple[int, nn.Linear]]:
    """Trains `encoder` in place to classify cells; yields (step, classifier).

    An interrupted training resumes from the state, on other scenes than without the interruption.

    Args:
        encoder: encoder with random weights.
        batches_from: creates the source of images from a given step on.
        labels: all labels; the position is the label index.
        config: training settings.
        state: file of the training state.
    """
    classifier, exclusive = nn.Linear(encoder.channels, len(labels) + 1), exclusive_labels(labels)
    random = np.random.default_rng(config.seed)

    def loss(batches: ImageBatches, cropped: bool) -> Tensor:
        images, scenes = batches.draw(config.batch)
        if cropped:
            images, scenes = crop_scenes(images, scenes, random)
        grids = encoder(images.contiguous(memory_format=torch.channels_last))
        logits = classifier(grids.flatten(2).transpose(1, 2)).transpose(1, 2)
        return dense_loss(logits, scenes, exclusive) + object_loss(logits, scenes)

    return _train(encoder, classifier, batches_from, loss, config, state)


def train_audio_encoder(
    encoder: Encoder,
    batches_from: Callable[[int], AudioBatches],
    labels: int,
    config: ScratchStageConfig,
    state: Path,
) -> Iterator[tuple[int, nn.Linear]]:
    """Trains `encoder` in place to classify audio windows; yields (step, classifier).

    An interrupted training resumes from the state, on other sounds than without the interruption.

    Args:
        encoder: encoder with random weights.
        batches_from: creates the source of spectrograms from a given step on.
        labels: number of labels.
        config: training settings.
        state: file of the training state.
    """
    classifier = nn.Linear(encoder.channels, labels + 1)
    random = np.random.default_rng(config.seed)

    def loss(batches: AudioBatches, cropped: bool) -> Tensor:
        spectrograms, indices = batches.draw(config.batch)
        targets = torch.from_numpy(target_probabilities(indices, labels))
        if cropped:
            columns = spectrograms.shape[3] // 2
            first = int(random.integers(spectrograms.shape[3] - columns + 1))
            spectrograms = spectrograms[..., first : first + columns]
        spectrograms, targets = apply_mixup(spectrograms, targets, config.mixup, random)
        logits = classifier(pool(encoder(spectrograms), encoder.pooling))
        return functional.cross_entropy(logits, targets, label_smoothing=SMOOTHING)

    return _train(encoder, classifier, batches_from, loss, config, state)


def crop_scenes(
    images: Tensor, scenes: SceneFeatures, random: np.random.Generator
) -> tuple[Tensor, SceneFeatures]:
    """Reduces images from 14 x 14 to 7 x 7 cells.

    A scene with exact masks is cropped to a part that shows an object; other images are scaled to
    half their size.
    """
    count, slots, _ = scenes.masks.shape
    masks = scenes.masks.reshape(count, slots, GRID_SIZE, GRID_SIZE)
    small_masks = masks.reshape(count, slots, _CROP_GRID, 2, _CROP_GRID, 2).mean((3, 5))
    small, cell = functional.avg_pool2d(images, 2), images.shape[3] // GRID_SIZE
    side = _CROP_GRID * cell
    for row in np.nonzero(scenes.fully_located)[0]:
        top, left = _draw_crop(masks[row], random)
        small_masks[row] = masks[row, :, top : top + _CROP_GRID, left : left + _CROP_GRID]
        y, x = top * cell, left * cell
        small[row] = images[row, :, y : y + side, x : x + side]
    return small, replace(scenes, masks=small_masks.reshape(count, slots, -1))


def _draw_crop(masks: NDArray[np.float16], random: np.random.Generator) -> tuple[int, int]:
    """Top and left cell of a crop that contains a cell of one of the objects."""
    cells_by_object = [np.argwhere(mask > 0.1) for mask in masks]
    visible = [cells for cells in cells_by_object if len(cells)]
    cells = visible[random.integers(len(visible))] if visible else np.argwhere(masks[0] >= 0)
    row, column = cells[random.integers(len(cells))]

    def draw_start(cell: int) -> int:
        low, high = max(0, cell - _CROP_GRID + 1), min(GRID_SIZE - _CROP_GRID, cell)
        return int(random.integers(low, high + 1))

    return draw_start(row), draw_start(column)


def _train(
    encoder: Encoder,
    classifier: nn.Linear,
    batches_from: Callable[[int], Batches],
    loss: Callable[[Batches, bool], Tensor],
    config: ScratchStageConfig,
    state: Path,
) -> Iterator[tuple[int, nn.Linear]]:
    encoder.train().to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue] - faster
    weights = [*encoder.parameters(), *classifier.parameters()]
    optimizer = torch.optim.AdamW(weights, weight_decay=config.weight_decay)
    saved = {"encoder": encoder, "classifier": classifier}
    identity = config.model_dump_json()
    first = load_state(state, saved, optimizer, identity) if state.exists() else 0
    if first < config.steps:
        batches = batches_from(first)
        for step in range(first, config.steps):
            set_learning_rates(optimizer, [config.learning_rate], step / config.steps)
            optimizer.zero_grad()
            loss(batches, step < config.crop_fraction * config.steps).backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            if (step + 1) % _SAVE_STEPS == 0 or step + 1 == config.steps:
                save_state(state, step + 1, saved, optimizer, identity)
            yield step + 1, classifier
    encoder.eval()
    yield config.steps, classifier
