"""Fine-tunes the upper stages of the pretrained encoders, each modality separately.

The vision encoder classifies every cell of composed scenes, the audio encoder every audio window,
both with a class for "none of these". A distillation loss preserves the logits of the pretrained
classes, which are needed for classes without photographs or recordings. Not in the paper; weakly
supervised by class labels and the positions of the composed objects.
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
from avol.training.supervised.config import FineTuneConfig, FineTuneRunConfig
from avol.training.supervised.encoders.dense_loss import SMOOTHING, dense_loss
from avol.training.supervised.encoders.weight_averaging import fine_tune
from avol.training.supervised.features import AudioFeatures, SceneFeatures
from avol.training.supervised.relations import exclusive_labels


def fine_tune_vision_encoder(
    encoder: Encoder,
    scenes: SceneFeatures,
    labels: list[str],
    class_weights: Tensor,
    config: FineTuneConfig,
    state: Path,
) -> Iterator[tuple[int, nn.Linear]]:
    """Fine-tunes `encoder.upper` in place; yields (step, classifier). Resumes from the state.

    Args:
        encoder: pretrained encoder.
        scenes: features of its lower stages.
        labels: all labels; the position is the label index.
        class_weights: (classes, channels) pretrained class weights whose logits are preserved.
        config: settings of the runs.
        state: file of the training state.
    """
    classifier, exclusive = _zero_classifier(encoder, len(labels)), exclusive_labels(labels)

    def loss(frozen: Encoder, run: FineTuneRunConfig, random: np.random.Generator) -> Tensor:
        rows = np.sort(random.choice(len(scenes.labels), run.batch, replace=False))
        batch = scenes.select(rows)
        grids = torch.from_numpy(batch.grids.astype(np.float32))
        features = encoder.upper(grids)
        dropped = functional.dropout2d(features, run.dropout)
        logits = classifier(_cell_vectors(dropped)).transpose(1, 2)
        class_loss = dense_loss(logits, batch, exclusive)
        few = max(1, run.batch // 4)
        with torch.no_grad():
            before = frozen.upper(grids[:few])
        change = _cell_vectors(features[:few] - before)
        kept = _distillation_loss(change, _cell_vectors(before), class_weights)
        return class_loss + run.distillation * kept

    for step in fine_tune(encoder, classifier, loss, config, state):
        yield step, classifier


def fine_tune_audio_encoder(
    encoder: Encoder,
    windows: AudioFeatures,
    labels: int,
    class_weights: Tensor,
    config: FineTuneConfig,
    state: Path,
) -> Iterator[tuple[int, nn.Linear]]:
    """Fine-tunes `encoder.upper` in place; yields (step, classifier). Resumes from the state.

    Args:
        encoder: pretrained encoder.
        windows: features of its lower stages.
        labels: number of labels.
        class_weights: (classes, channels) pretrained class weights whose logits are preserved.
        config: settings of the runs.
        state: file of the training state.
    """
    classifier = _zero_classifier(encoder, labels)

    def loss(frozen: Encoder, run: FineTuneRunConfig, random: np.random.Generator) -> Tensor:
        rows = np.sort(random.choice(len(windows.labels), run.batch, replace=False))
        grids = torch.from_numpy(windows.grids[rows].astype(np.float32))
        targets = torch.from_numpy(target_probabilities(windows.labels[rows], labels))
        grids = mask_features(grids, run.masking, random)
        grids, targets = apply_mixup(grids, targets, run.mixup, random)
        features = encoder.upper(functional.dropout2d(grids, run.dropout))
        vectors = pool(features, encoder.pooling)
        logits = classifier(functional.dropout(vectors, 0.3))
        class_loss = functional.cross_entropy(logits, targets, label_smoothing=SMOOTHING)
        few = max(1, run.batch // 4)
        with torch.no_grad():
            before = pool(frozen.upper(grids[:few]), frozen.pooling)
        kept = _distillation_loss(vectors[:few] - before, before, class_weights)
        return class_loss + run.distillation * kept

    for step in fine_tune(encoder, classifier, loss, config, state):
        yield step, classifier


def mask_features(grids: Tensor, probability: float, random: np.random.Generator) -> Tensor:
    """Sets one time step or one band of (A, C, T, F) features to 0 (SpecAugment).

    Source: arXiv 1904.08779. `probability` is that of masking an audio window.
    """
    mask = torch.ones_like(grids[:, :1])
    for row, chance in zip(mask, random.random(len(mask)), strict=True):
        if chance < probability / 2:
            row[:, random.integers(row.shape[1])] = 0
        elif chance < probability:
            row[:, :, random.integers(row.shape[2])] = 0
    return grids * mask


def apply_mixup(
    inputs: Tensor, targets: Tensor, alpha: float, random: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Mixes each example with a random other one of lower weight (mixup, arXiv 1710.09412).

    `alpha` is both parameters of the beta distribution; 0 changes nothing.
    """
    if not alpha:
        return inputs, targets
    fraction = random.beta(alpha, alpha, len(inputs)).astype(np.float32)
    own = torch.from_numpy(np.maximum(fraction, 1 - fraction))
    other = torch.from_numpy(random.permutation(len(inputs)))

    def mix(values: Tensor) -> Tensor:
        weight = own.view(-1, *[1] * (values.dim() - 1))
        return weight * values + (1 - weight) * values[other]

    return mix(inputs), mix(targets)


def target_probabilities(sounds: NDArray[np.int16], labels: int) -> NDArray[np.float32]:
    """(A, labels + 1) uniform over the labels of each window; the last column is for none."""
    targets = np.zeros((len(sounds), labels + 1), np.float32)
    for row, indices in zip(targets, sounds, strict=True):
        present = indices[indices >= 0]
        row[present if present.size else labels] = 1 / max(1, present.size)
    return targets


def _zero_classifier(encoder: Encoder, labels: int) -> nn.Linear:
    classifier = nn.Linear(encoder.channels, labels + 1)
    nn.init.zeros_(classifier.weight)
    nn.init.zeros_(classifier.bias)
    return classifier


def _cell_vectors(grids: Tensor) -> Tensor:
    """(N, C, H, W) -> (N, H * W, C)."""
    return grids.flatten(2).transpose(1, 2)


def _distillation_loss(change: Tensor, before: Tensor, class_weights: Tensor) -> Tensor:
    """Mean square of the change of the pretrained logits, in their standard deviations."""
    deviation = (before.flatten(0, -2) @ class_weights.T).std(0).clamp(min=0.01)
    return ((change @ class_weights.T) / deviation).square().mean()
