"""Training AVE-Net's heads on the answers of towers that have learnt before.

The paper's task on the distance of two vectors (§3); ours: every sound of the batch against every
picture, which pairs match told by class label, as in `heads`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from avol.audio.log_spectrogram import Floats
from avol.model_card import Figure
from avol.models.ave_net import AVENet
from avol.models.heads import pool
from avol.training.supervised.encoders.weight_averaging import one_cycle
from avol.training.supervised.features import SceneFeatures, Vectors
from avol.training.supervised.heads.head_training import (
    LOW,
    MATCH,
    MISMATCH,
    HeadConfig,
    against_rivals,
    mean_cost,
    one_sound_each,
    relations,
)
from avol.training.supervised.heads.validation import bootstrap

_MARGIN = 12.0
"""Logits a unit of distance; sharp enough for contrast among vectors of length one."""


@dataclass(frozen=True)
class Pictures:
    """What the eye answers to pictures, as one vector each, and what is in them."""

    vectors: Floats  # (pictures, channels)
    labels: np.ndarray  # (pictures, 3), -1 for none


def pictures(net: AVENet, scenes: SceneFeatures) -> Pictures:
    """The scenes as the network takes them in: pooled over places."""
    with torch.inference_mode():
        parts = [
            pool(torch.from_numpy(grids.astype(np.float32)), net.vision.pooling)
            for grids in np.array_split(scenes.grids, max(1, len(scenes.grids) // 64))
        ]
    return Pictures(torch.cat(parts).numpy(), scenes.labels)


def train_ave_heads(
    net: AVENet, shown: Pictures, seconds: Vectors, labels: list[str], recipe: HeadConfig
) -> Iterator[float]:
    """Train `net`'s heads in place; yields the loss after each step."""
    torch.manual_seed(recipe.seed)
    random = np.random.default_rng(recipe.seed)
    table = relations(labels)
    with torch.no_grad():  # the logit is the difference of fc3's two outputs
        net.fc3.weight.mul_(_MARGIN / 2)
        net.fc3.bias.mul_(_MARGIN / 2)
    weights = [*net.vision_head.parameters(), *net.sound_head.parameters(), *net.fc3.parameters()]
    optimiser = torch.optim.AdamW(weights, weight_decay=recipe.weight_decay)
    by_label = [np.nonzero((seconds.labels == n).any(axis=1))[0] for n in range(len(labels))]
    for step in range(recipe.steps):
        for group in optimiser.param_groups:
            group["lr"] = recipe.learning_rate * one_cycle(step / recipe.steps)
        rows = random.choice(len(shown.labels), recipe.batch, replace=False)
        picked = one_sound_each(shown.labels[rows], by_label, random)
        seen, heard = (
            functional.normalize(
                head(functional.dropout(torch.from_numpy(vectors), recipe.dropout))
            )
            for head, vectors in (
                (net.vision_head, shown.vectors[rows]),
                (net.sound_head, seconds.vectors[picked]),
            )
        )
        cost = _cost(_logits(net, seen, heard), *_relation(shown, seconds, rows, picked, table))
        optimiser.zero_grad()
        cost.backward()
        optimiser.step()
        yield float(cost.detach())


def _logits(net: AVENet, seen: Tensor, heard: Tensor) -> Tensor:
    """(S, A) logits of "corresponds" of every pair."""
    both = net.fc3(torch.cdist(seen, heard)[..., None])
    return both[..., 1] - both[..., 0]


def _relation(
    shown: Pictures, seconds: Vectors, rows: np.ndarray, picked: np.ndarray, table: np.ndarray
) -> tuple[Tensor, Tensor]:
    """(S, A) each: something in the picture makes the sound; surely nothing does."""
    objects, sounds = shown.labels[rows], seconds.labels[picked]
    real = (objects >= 0)[:, None, :, None] & (sounds >= 0)[None, :, None, :]
    related = table[objects.clip(0)[:, None, :, None], sounds.clip(0)[None, :, None, :]]
    match = ((related == MATCH) & real).any((2, 3))
    mismatch = ((related == MISMATCH) | ~real).all((2, 3))
    return torch.from_numpy(match), torch.from_numpy(mismatch)


def _cost(logits: Tensor, match: Tensor, mismatch: Tensor) -> Tensor:
    rivals = logits.masked_fill(~mismatch, LOW)
    contrast = against_rivals(logits, rivals, match, 1) + against_rivals(logits, rivals, match, 0)
    return mean_cost(-logits[match]) + mean_cost(logits[mismatch]) + contrast / 2


def validate_ave(
    net: AVENet, shown: Pictures, seconds: Vectors, labels: list[str]
) -> dict[str, Figure]:
    """How well distance tells matches from mismatches, and ranks the right picture first."""
    table = relations(labels)
    with torch.inference_mode():
        seen = functional.normalize(net.vision_head(torch.from_numpy(shown.vectors)))
        heard = functional.normalize(net.sound_head(torch.from_numpy(seconds.vectors)))
        logits = _logits(net, seen, heard).numpy()
    relation = _relation(
        shown, seconds, np.arange(len(shown.labels)), np.arange(len(seconds.labels)), table
    )
    match, mismatch = (part.numpy() for part in relation)
    asked = np.nonzero(match.any(axis=0) & mismatch.any(axis=0))[0]
    first = match[logits[:, asked].argmax(axis=0), asked].astype(np.float64)
    right = [
        (logits[match[:, n], n][:, None] > logits[mismatch[:, n], n][None]).mean() for n in asked
    ]
    return {
        "match_auc": bootstrap(
            np.array(right), "pictures of what sounds that lie nearer than others, by sound"
        ),
        "nearest_picture": bootstrap(first, "sounds whose nearest picture shows what makes them"),
        "nearest_by_chance": bootstrap(
            match[:, asked].mean(axis=0), "the same, of a picture drawn at random"
        ),
    }
