"""Training AVOL-Net's heads on the answers of towers that have learnt before.

The task is the paper's, "does this sound belong to this picture", read off the maximum over
places (§5). Ours: every sound of the batch is compared with every picture of it; which pairs are a
match is told by class labels (weak supervision, not self-supervision); and where a scene was
composed, the places that its sounding object does not cover are told to stay dark.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from avol.data.catalogue.confusable_classes import comparable
from avol.models.avol_net import AVOLNet
from avol.models.pooling import POOLINGS
from avol.training.supervised.features import SceneFeatures, Vectors

LOW = -1e4
"""A logit that loses to every real one, and still has a gradient that is a number."""

MATCH, MISMATCH, UNCLEAR = 1, 0, -1
LEAST_PLACES = 3.0
"""Places that an object must cover in all to be asked for; smaller ones may light up or not."""


@dataclass(frozen=True)
class HeadConfig:
    """What there is to choose. All weights are of the loss terms."""

    steps: int = 1200
    batch: int = 32
    """Scenes of a batch; it has twice as many sounds."""
    learning_rate: float = 3e-3
    weight_decay: float = 1e-3
    dropout: float = 0.2
    pooling: Literal["max", "softened max", "attention"] = "max"
    """How the places of a map become one logit; the paper's is the maximum."""
    dark: float = 1.0
    """Weight of "stay dark" against "light up"."""
    places: float = 1.0
    """Weight of the single places beside that of the maximum."""
    contrast: float = 1.0
    """Weight of telling a match from all mismatches of the batch, by picture and by sound."""
    seed: int = 0


def relations(labels: list[str]) -> NDArray[np.int8]:
    """(labels, labels): MATCH on the diagonal, UNCLEAR between twins, MISMATCH elsewhere."""
    table = np.full((len(labels), len(labels)), MISMATCH, np.int8)
    for row, one in enumerate(labels):
        for column, other in enumerate(labels):
            if one == other:
                table[row, column] = MATCH
            elif not comparable(one, other):
                table[row, column] = UNCLEAR
    return table


@dataclass(frozen=True)
class Target:
    """What the map of every (scene, sound) pair should be."""

    bright: Tensor  # (S, A, 196) places that make this sound
    dark: Tensor  # (S, A, 196) places that surely do not
    match: Tensor  # (S, A) something in the scene makes this sound
    mismatch: Tensor  # (S, A) surely nothing does


def target(
    objects: Tensor, covers: Tensor, located: Tensor, sounds: Tensor, table: Tensor
) -> Target:
    """The target of every pair of S scenes and A sounds.

    Args:
        objects: (S, 3) label numbers, -1 for none.
        covers: (S, 3, 196) share of each place that each object covers.
        located: (S,) whether the covers are exact.
        sounds: (A, 2) label numbers of what sounds, -1 for none.
        table: `relations` of the labels.
    """
    there, heard = objects >= 0, sounds >= 0
    # (S, A, 3, 2): how each object relates to each component of the sound
    related = table[objects.clamp(min=0)[:, None, :, None], sounds.clamp(min=0)[None, :, None, :]]
    real = there[:, None, :, None] & heard[None, :, None, :]
    large = (covers.sum(-1) >= LEAST_PLACES)[:, None]
    making = ((related == MATCH) & real).any(-1)  # (S, A, 3)
    sounding = making & large
    unclear = (((related == UNCLEAR) & real).any(-1) | making) & ~sounding
    match, doubt = sounding.any(-1), unclear.any(-1)

    def covered(which: Tensor, least: float) -> Tensor:
        return ((covers > least)[:, None] & which[..., None]).any(2)

    exact = located[:, None, None]
    core = covered(sounding, 0.5)
    bright = torch.where(core.any(-1, keepdim=True), core, covered(sounding, 0.1))
    touched = covered(sounding | unclear, 0.03)
    dark = ~touched & (exact | ~(match | doubt)[..., None])
    return Target(bright & match[..., None], dark, match, ~match & ~doubt)


def loss(logits: Tensor, wanted: Target, recipe: HeadConfig) -> Tensor:
    """Cross-entropy of the maximum, and of single places where they are known.

    Args:
        logits: (S, A, 196).
        wanted: the target of the same pairs.
        recipe: the weights of the terms.
    """
    pooled = POOLINGS[recipe.pooling]

    def brightest(where: Tensor) -> Tensor:
        return pooled(logits.masked_fill(~where, LOW)[..., None])

    # An object that another one hides has no place left to light up.
    lit, has_dark = wanted.bright.any(-1), wanted.dark.any(-1)
    right, worst = brightest(wanted.bright), brightest(wanted.dark)
    light_up = mean_cost(-right[lit])
    stay_dark = mean_cost(worst[has_dark & wanted.mismatch]) + mean_cost(worst[has_dark & lit])
    places = mean_cost(-logits[wanted.bright]) + mean_cost(logits[wanted.dark])
    rivals = worst.masked_fill(~(has_dark & wanted.mismatch), LOW)
    contrast = against_rivals(right, rivals, lit, 1) + against_rivals(right, rivals, lit, 0)
    return (
        light_up
        + recipe.dark * stay_dark
        + recipe.places * places / 2
        + recipe.contrast * contrast / 2
    )


def against_rivals(right: Tensor, rivals: Tensor, lit: Tensor, along: int) -> Tensor:
    """Mean cross-entropy of each match among the mismatches of its scene (1) or sound (0)."""
    rival = rivals.logsumexp(along, keepdim=True).expand_as(right)
    return (torch.logaddexp(right, rival) - right)[lit].mean() if lit.any() else right.sum() * 0


def mean_cost(logits: Tensor) -> Tensor:
    """Mean cross-entropy of logits that should be low; zero when there are none."""
    return functional.softplus(logits).sum() / max(1, logits.numel())


def train_heads(
    net: AVOLNet,
    scenes: SceneFeatures,
    seconds: Vectors,
    labels: list[str],
    recipe: HeadConfig,
) -> Iterator[float]:
    """Train `net`'s heads in place; yields the loss after each step.

    Args:
        net: whose towers gave the answers.
        scenes: what the eye answers to them.
        seconds: what the ear answers to them.
        labels: in the order of their numbers.
        recipe: what to choose.
    """
    torch.manual_seed(recipe.seed)
    random = np.random.default_rng(recipe.seed)
    table = torch.from_numpy(relations(labels).astype(np.int64))
    weights = [*net.vision_head.parameters(), *net.sound_head.parameters()]
    weights += net.conv7.parameters()
    optimiser = torch.optim.AdamW(weights, weight_decay=recipe.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, recipe.learning_rate, total_steps=recipe.steps, pct_start=0.1
    )
    by_label = [np.nonzero((seconds.labels == n).any(axis=1))[0] for n in range(len(labels))]
    for _ in range(recipe.steps):
        rows = np.sort(random.choice(len(scenes.labels), recipe.batch, replace=False))
        more = random.integers(len(seconds.labels), size=recipe.batch)
        picked = np.concatenate([one_sound_each(scenes.labels[rows], by_label, random), more])
        seen = _seen(net, torch.from_numpy(scenes.grids[rows].astype(np.float32)), recipe.dropout)
        heard = _heard(net, torch.from_numpy(seconds.vectors[picked]), recipe.dropout)
        wanted = target(
            torch.from_numpy(scenes.labels[rows].astype(np.int64)),
            torch.from_numpy(scenes.covers[rows].astype(np.float32)),
            torch.from_numpy(scenes.located[rows]),
            torch.from_numpy(seconds.labels[picked].astype(np.int64)),
            table,
        )
        cost = loss(net.conv7(torch.einsum("spc,ac->sap", seen, heard)), wanted, recipe)
        optimiser.zero_grad()
        cost.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        schedule.step()
        yield float(cost.detach())


def _seen(net: AVOLNet, grids: Tensor, dropout: float) -> Tensor:
    """(S, 196, 128) of (S, channels, 14, 14)."""
    kept = functional.dropout2d(grids, dropout)
    return net.vision_head(kept).flatten(2).transpose(1, 2)


def _heard(net: AVOLNet, vectors: Tensor, dropout: float) -> Tensor:
    """(A, 128) of (A, channels)."""
    return net.sound_head(functional.dropout(vectors, dropout))


def one_sound_each(
    scenes: NDArray[np.int16], by_label: list[NDArray[np.intp]], random: np.random.Generator
) -> NDArray[np.intp]:
    """For each scene a sound that something in it makes, or any where nothing in it has one.

    Args:
        scenes: (S, 3) label numbers, -1 for none.
        by_label: the sounds of each label.
        random: chooses.
    """
    picked = []
    for objects in scenes:
        able = [n for n in objects if n >= 0 and by_label[n].size]
        choices = by_label[random.choice(able)] if able else np.concatenate(by_label)
        picked.append(choices[random.integers(choices.size)])
    return np.array(picked)
