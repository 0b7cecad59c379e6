"""Trains AVE-Net's heads on features of trained encoders.

The task is that of the paper, on the distance of two embeddings (§3). Not in the paper: every audio
window of the batch is paired with every image, and class labels determine the matches.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from avol.audio.log_spectrogram import Floats
from avol.model_card import Metric
from avol.models.ave_net import AVENet
from avol.models.heads import pool
from avol.training.schedule import set_learning_rates
from avol.training.supervised.config import HeadConfig
from avol.training.supervised.features import PooledAudioFeatures, SceneFeatures
from avol.training.supervised.heads.head_training import draw_sounding_windows, windows_by_label
from avol.training.supervised.heads.validation import bootstrap_mean
from avol.training.supervised.losses import LOW_LOGIT, contrastive_loss, mean_negative_loss
from avol.training.supervised.relations import MATCH, MISMATCH, label_relations

_INITIAL_SCALE = 12.0
"""Logits per unit of distance; large enough for contrast among unit vectors."""


@dataclass(frozen=True)
class PooledSceneFeatures:
    """One vision feature vector per scene, and the labels."""

    vectors: Floats  # (scenes, channels)
    labels: np.ndarray  # (scenes, 3), -1 for none


def pool_scenes(network: AVENet, scenes: SceneFeatures) -> PooledSceneFeatures:
    """Pools the grids of scenes like the network."""
    with torch.inference_mode():
        parts = [
            pool(torch.from_numpy(grids.astype(np.float32)), network.vision.pooling)
            for grids in np.array_split(scenes.grids, max(1, len(scenes.grids) // 64))
        ]
    return PooledSceneFeatures(torch.cat(parts).numpy(), scenes.labels)


def train_ave_heads(
    network: AVENet,
    scenes: PooledSceneFeatures,
    windows: PooledAudioFeatures,
    labels: list[str],
    config: HeadConfig,
) -> Iterator[float]:
    """Trains the heads of a network in place; yields the loss of each step."""
    torch.manual_seed(config.seed)
    random = np.random.default_rng(config.seed)
    relations = label_relations(labels)
    with torch.no_grad():  # the logit is the difference of fc3's two outputs
        network.fc3.weight.mul_(_INITIAL_SCALE / 2)
        network.fc3.bias.mul_(_INITIAL_SCALE / 2)
    heads = (network.vision_head, network.sound_head, network.fc3)
    weights = [parameter for head in heads for parameter in head.parameters()]
    optimizer = torch.optim.AdamW(weights, weight_decay=config.weight_decay)
    by_label = windows_by_label(windows, labels)
    for step in range(config.steps):
        set_learning_rates(optimizer, [config.learning_rate], step / config.steps)
        rows = random.choice(len(scenes.labels), config.batch, replace=False)
        columns = draw_sounding_windows(scenes.labels[rows], by_label, random)
        image_embeddings, audio_embeddings = (
            functional.normalize(
                head(functional.dropout(torch.from_numpy(vectors), config.dropout))
            )
            for head, vectors in (
                (network.vision_head, scenes.vectors[rows]),
                (network.sound_head, windows.vectors[columns]),
            )
        )
        logits = _pair_logits(network, image_embeddings, audio_embeddings)
        targets = _pair_targets(scenes.labels[rows], windows.labels[columns], relations)
        loss = _pair_loss(logits, *targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        yield float(loss.detach())


def _pair_logits(network: AVENet, image_embeddings: Tensor, audio_embeddings: Tensor) -> Tensor:
    """(S, A) logits of a match of every pair."""
    both = network.fc3(torch.cdist(image_embeddings, audio_embeddings)[..., None])
    return both[..., 1] - both[..., 0]


def _pair_targets(
    objects: np.ndarray, sounds: np.ndarray, relations: np.ndarray
) -> tuple[Tensor, Tensor]:
    """(S, A) each: the image shows the sounding object; it certainly does not."""
    valid = (objects >= 0)[:, None, :, None] & (sounds >= 0)[None, :, None, :]
    related = relations[objects.clip(0)[:, None, :, None], sounds.clip(0)[None, :, None, :]]
    match = ((related == MATCH) & valid).any((2, 3))
    mismatch = ((related == MISMATCH) | ~valid).all((2, 3))
    return torch.from_numpy(match), torch.from_numpy(mismatch)


def _pair_loss(logits: Tensor, match: Tensor, mismatch: Tensor) -> Tensor:
    negatives = logits.masked_fill(~mismatch, LOW_LOGIT)
    contrast = contrastive_loss(logits, negatives, match, 1) + contrastive_loss(
        logits, negatives, match, 0
    )
    return mean_negative_loss(-logits[match]) + mean_negative_loss(logits[mismatch]) + contrast / 2


def validate_ave(
    network: AVENet,
    scenes: PooledSceneFeatures,
    windows: PooledAudioFeatures,
    labels: list[str],
) -> dict[str, Metric]:
    """AUC of matches against mismatches, and accuracy of the nearest image."""
    with torch.inference_mode():
        image_embeddings = functional.normalize(
            network.vision_head(torch.from_numpy(scenes.vectors))
        )
        audio_embeddings = functional.normalize(
            network.sound_head(torch.from_numpy(windows.vectors))
        )
        logits = _pair_logits(network, image_embeddings, audio_embeddings).numpy()
    targets = _pair_targets(scenes.labels, windows.labels, label_relations(labels))
    match, mismatch = (part.numpy() for part in targets)
    queries = np.nonzero(match.any(axis=0) & mismatch.any(axis=0))[0]
    nearest = match[logits[:, queries].argmax(axis=0), queries].astype(np.float64)
    auc = [
        (logits[match[:, n], n][:, None] > logits[mismatch[:, n], n][None]).mean() for n in queries
    ]
    return {
        "match_auc": bootstrap_mean(
            np.array(auc), "area under the ROC curve of matching against other images, by sound"
        ),
        "nearest_picture": bootstrap_mean(
            nearest, "sounds whose nearest image shows the sounding object"
        ),
        "nearest_by_chance": bootstrap_mean(
            match[:, queries].mean(axis=0), "the same for a random image"
        ),
    }
