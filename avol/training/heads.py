"""Training AVOL-Net's heads, and the eye's upper stages, on the answers of frozen stages.

The task is the paper's, "does this sound belong to this picture", read off the maximum over
places (§5). Ours: every sound of the batch is compared with every picture of it; which pairs are a
match is told by class labels (weak supervision, not self-supervision); and where a scene was
composed, the places that its sounding object does not cover are told to stay dark.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from avol.data.labels import comparable
from avol.nets.avol import AVOLNet
from avol.training.features import SceneFeatures, SecondFeatures

MATCH, MISMATCH, UNCLEAR = 1, 0, -1
LEAST_PLACES = 3.0
"""Places that an object must cover in all to be asked for; smaller ones may light up or not."""


@dataclass(frozen=True)
class HeadRecipe:
    """What there is to choose. All weights are of the loss terms."""

    steps: int = 1200
    batch: int = 32
    """Scenes of a batch; it has twice as many sounds."""
    learning_rate: float = 2e-3
    eye_rate: float = 0.1
    """The eye's upper stages learn this much slower than the heads; at 0 they stay as they are."""
    weight_decay: float = 1e-4
    dropout: float = 0.2
    dark: float = 0.5
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


def loss(logits: Tensor, wanted: Target, recipe: HeadRecipe) -> Tensor:
    """Cross-entropy of the maximum, and of single places where they are known.

    Args:
        logits: (S, A, 196).
        wanted: the target of the same pairs.
        recipe: the weights of the terms.
    """
    low = torch.finfo(logits.dtype).min

    def brightest(where: Tensor) -> Tensor:
        return logits.masked_fill(~where, low).amax(-1)

    # An object that another one hides has no place left to light up.
    lit, has_dark = wanted.bright.any(-1), wanted.dark.any(-1)
    right, worst = brightest(wanted.bright), brightest(wanted.dark)
    light_up = _mean_cost(-right[lit])
    stay_dark = _mean_cost(worst[has_dark & wanted.mismatch]) + _mean_cost(worst[has_dark & lit])
    places = _mean_cost(-logits[wanted.bright]) + _mean_cost(logits[wanted.dark])
    rivals = worst.masked_fill(~(has_dark & wanted.mismatch), low)
    contrast = _against(right, rivals, lit, 1) + _against(right, rivals, lit, 0)
    return (
        light_up
        + recipe.dark * stay_dark
        + recipe.places * places / 2
        + recipe.contrast * contrast / 2
    )


def _against(right: Tensor, rivals: Tensor, lit: Tensor, along: int) -> Tensor:
    """Mean cross-entropy of each match among the mismatches of its scene (1) or sound (0)."""
    rival = rivals.logsumexp(along, keepdim=True).expand_as(right)
    return (torch.logaddexp(right, rival) - right)[lit].mean() if lit.any() else right.sum() * 0


def _mean_cost(logits: Tensor) -> Tensor:
    """Mean cross-entropy of logits that should be low; zero when there are none."""
    return functional.softplus(logits).sum() / max(1, logits.numel())


def train_heads(
    net: AVOLNet,
    scenes: SceneFeatures,
    seconds: SecondFeatures,
    labels: list[str],
    recipe: HeadRecipe,
) -> Iterator[tuple[int, float]]:
    """Train `net`'s heads and upper stages in place; yields (step, loss) as it goes.

    Each scene of a batch brings a sound that matches it; as many more are drawn at random.
    """
    random = np.random.default_rng(recipe.seed)
    torch.manual_seed(recipe.seed)
    table = torch.from_numpy(relations(labels))
    net.eval()  # batch statistics stay those of the pretrained eye
    net.requires_grad_(False)
    upper = net.vision.upper_parameters() if recipe.eye_rate else []
    heads = [w for part in (net.vision_head, net.sound_head, net.conv7) for w in part.parameters()]
    for weights in (*upper, *heads):
        weights.requires_grad_(True)
    rates = [recipe.learning_rate * recipe.eye_rate, recipe.learning_rate]
    optimiser = torch.optim.AdamW(
        [{"params": upper}, {"params": heads}], weight_decay=recipe.weight_decay
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rates, total_steps=recipe.steps, pct_start=0.1
    )
    by_label = [np.nonzero((seconds.labels == n).any(axis=1))[0] for n in range(len(labels))]
    for step in range(recipe.steps):
        rows = np.sort(random.choice(len(scenes.labels), recipe.batch, replace=False))
        picked = [_sound_for(scenes.labels[row], by_label, random) for row in rows]
        picked += list(random.integers(len(seconds.labels), size=recipe.batch))
        logits = net_logits(
            net,
            torch.from_numpy(scenes.grids[rows].astype(np.float32)),
            torch.from_numpy(seconds.vectors[picked]),
            recipe.dropout,
        )
        wanted = target(
            torch.from_numpy(scenes.labels[rows].astype(np.int64)),
            torch.from_numpy(scenes.covers[rows].astype(np.float32)),
            torch.from_numpy(scenes.located[rows]),
            torch.from_numpy(seconds.labels[picked].astype(np.int64)),
            table,
        )
        cost = loss(logits, wanted, recipe)
        optimiser.zero_grad()
        cost.backward()
        torch.nn.utils.clip_grad_norm_([*upper, *heads], 1.0)
        optimiser.step()
        schedule.step()
        yield step + 1, float(cost.detach())


def net_logits(net: AVOLNet, grids: Tensor, vectors: Tensor, dropout: float = 0.0) -> Tensor:
    """Logits (S, A, 196) of every pair.

    Args:
        net: the network.
        grids: (S, channels, H, W) what the eye's lower stages answered.
        vectors: (A, channels) what the ear answered.
        dropout: share of the towers' answers that is left out, while training.
    """
    seen = net.vision.upper(grids)
    seen = net.vision_head(functional.dropout2d(seen, dropout))
    heard = net.sound_head(functional.dropout(vectors, dropout))
    return net.conv7(torch.einsum("schw,ac->sahw", seen, heard)).flatten(2)


def _sound_for(
    objects: NDArray[np.int16], by_label: list[NDArray[np.intp]], random: np.random.Generator
) -> int:
    """A sound that something in the scene makes, or any where nothing in it has one."""
    able = [n for n in objects if n >= 0 and by_label[n].size]
    choices = by_label[able[random.integers(len(able))]] if able else np.concatenate(by_label)
    return int(choices[random.integers(choices.size)])
