"""Trains AVOL-Net's heads on features of trained encoders.

The task is that of the paper: correspondence from the maximum of the map (§5). Not in the paper:
every audio window of the batch is paired with every scene, class labels determine the matches (weak
supervision), and cells outside the known mask of the sounding object are negatives.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from avol.models.avol_net import AVOLNet
from avol.models.pooling import POOLINGS
from avol.training.supervised.config import HeadConfig
from avol.training.supervised.features import PooledAudioFeatures, SceneFeatures
from avol.training.supervised.losses import LOW_LOGIT, contrastive_loss, mean_negative_loss
from avol.training.supervised.relations import MATCH, UNCLEAR, label_relations

MIN_OBJECT_CELLS = 3.0
"""Total area in cells from which on an object is a positive; smaller ones are ignored."""


@dataclass(frozen=True)
class MapTargets:
    """Targets of the map of every pair of S scenes and A audio windows."""

    positive: Tensor  # (S, A, 196) cells with the sounding object
    negative: Tensor  # (S, A, 196) cells certainly without it
    match: Tensor  # (S, A) the scene shows the sounding object
    mismatch: Tensor  # (S, A) the scene certainly does not show it


def map_targets(
    objects: Tensor, masks: Tensor, located: Tensor, sounds: Tensor, relations: Tensor
) -> MapTargets:
    """The targets of every pair of S scenes and A audio windows.

    Args:
        objects: (S, 3) label indices, -1 for none.
        masks: (S, 3, 196) fraction of each cell that each object covers.
        located: (S,) whether the masks are exact.
        sounds: (A, 2) label indices, -1 for none.
        relations: `label_relations` of the labels.
    """
    # (S, A, 3, 2): relation of each object to each component of the sound
    related = relations[
        objects.clamp(min=0)[:, None, :, None], sounds.clamp(min=0)[None, :, None, :]
    ]
    valid = (objects >= 0)[:, None, :, None] & (sounds >= 0)[None, :, None, :]
    large = (masks.sum(-1) >= MIN_OBJECT_CELLS)[:, None]
    matching = ((related == MATCH) & valid).any(-1)  # (S, A, 3)
    sounding = matching & large
    unclear = (((related == UNCLEAR) & valid).any(-1) | matching) & ~sounding
    match, doubt = sounding.any(-1), unclear.any(-1)

    def cells_of(selected: Tensor, threshold: float) -> Tensor:
        return ((masks > threshold)[:, None] & selected[..., None]).any(2)

    exact = located[:, None, None]
    core = cells_of(sounding, 0.5)
    positive = torch.where(core.any(-1, keepdim=True), core, cells_of(sounding, 0.1))
    touched = cells_of(sounding | unclear, 0.03)
    negative = ~touched & (exact | ~(match | doubt)[..., None])
    return MapTargets(positive & match[..., None], negative, match, ~match & ~doubt)


def map_loss(logits: Tensor, targets: MapTargets, config: HeadConfig) -> Tensor:
    """Cross-entropy of the pooled map, and of single cells where they are known.

    Args:
        logits: (S, A, 196).
        targets: the targets of the same pairs.
        config: weights of the terms.
    """
    pooling = POOLINGS[config.pooling]

    def pooled(cells: Tensor) -> Tensor:
        return pooling(logits.masked_fill(~cells, LOW_LOGIT)[..., None])

    # A hidden object has no positive cells.
    visible, has_negative = targets.positive.any(-1), targets.negative.any(-1)
    positive, negative = pooled(targets.positive), pooled(targets.negative)
    mismatched = has_negative & targets.mismatch
    positive_loss = mean_negative_loss(-positive[visible])
    negative_loss = mean_negative_loss(negative[mismatched]) + mean_negative_loss(
        negative[has_negative & visible]
    )
    cell_loss = mean_negative_loss(-logits[targets.positive]) + mean_negative_loss(
        logits[targets.negative]
    )
    negatives = negative.masked_fill(~mismatched, LOW_LOGIT)
    contrast = contrastive_loss(positive, negatives, visible, 1) + contrastive_loss(
        positive, negatives, visible, 0
    )
    return (
        positive_loss
        + config.negative_weight * negative_loss
        + config.cell_weight * cell_loss / 2
        + config.contrastive_weight * contrast / 2
    )


def train_heads(
    network: AVOLNet,
    scenes: SceneFeatures,
    windows: PooledAudioFeatures,
    labels: list[str],
    config: HeadConfig,
) -> Iterator[float]:
    """Trains the heads of a network in place; yields the loss of each step.

    Args:
        network: network with the encoders that produced the features.
        scenes: vision features.
        windows: audio features.
        labels: all labels; the position is the label index.
        config: training settings.
    """
    torch.manual_seed(config.seed)
    random = np.random.default_rng(config.seed)
    relations = torch.from_numpy(label_relations(labels).astype(np.int64))
    weights = [*network.vision_head.parameters(), *network.sound_head.parameters()]
    weights += network.conv7.parameters()
    optimizer = torch.optim.AdamW(weights, weight_decay=config.weight_decay)
    # Unlike avol.training.schedule, torch's schedule also cycles Adam's momentum.
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, config.learning_rate, total_steps=config.steps, pct_start=0.1
    )
    by_label = windows_by_label(windows, labels)
    for _ in range(config.steps):
        rows = np.sort(random.choice(len(scenes.labels), config.batch, replace=False))
        others = random.integers(len(windows.labels), size=config.batch)
        columns = draw_sounding_windows(scenes.labels[rows], by_label, random)
        columns = np.concatenate([columns, others])
        logits = _pair_logits(network, scenes.grids[rows], windows.vectors[columns], config.dropout)
        targets = map_targets(
            torch.from_numpy(scenes.labels[rows].astype(np.int64)),
            torch.from_numpy(scenes.masks[rows].astype(np.float32)),
            torch.from_numpy(scenes.fully_located[rows]),
            torch.from_numpy(windows.labels[columns].astype(np.int64)),
            relations,
        )
        loss = map_loss(logits, targets, config)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        schedule.step()
        yield float(loss.detach())


def _pair_logits(
    network: AVOLNet, grids: NDArray[np.float16], vectors: NDArray[np.float32], dropout: float
) -> Tensor:
    """(S, A, 196) logits of every pair."""
    features = functional.dropout2d(torch.from_numpy(grids.astype(np.float32)), dropout)
    image_embeddings = network.vision_head(features).flatten(2).transpose(1, 2)  # (S, 196, 128)
    audio_embeddings = network.sound_head(
        functional.dropout(torch.from_numpy(vectors), dropout)
    )  # (A, 128)
    return network.conv7(torch.einsum("spc,ac->sap", image_embeddings, audio_embeddings))


def windows_by_label(windows: PooledAudioFeatures, labels: list[str]) -> list[NDArray[np.intp]]:
    """The indices of the audio windows of each label."""
    return [np.nonzero((windows.labels == n).any(axis=1))[0] for n in range(len(labels))]


def draw_sounding_windows(
    scenes: NDArray[np.int16], by_label: list[NDArray[np.intp]], random: np.random.Generator
) -> NDArray[np.intp]:
    """Draws, for each scene, an audio window of an object in it, or any if none has one.

    Args:
        scenes: (S, 3) label indices, -1 for none.
        by_label: indices of the audio windows of each label.
        random: random generator.
    """
    picked = []
    for objects in scenes:
        audible = [n for n in objects if n >= 0 and by_label[n].size]
        choices = by_label[random.choice(audible)] if audible else np.concatenate(by_label)
        picked.append(choices[random.integers(choices.size)])
    return np.array(picked)
