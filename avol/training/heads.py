"""Training AVOL-Net's heads on the answers of frozen towers.

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


@dataclass(frozen=True)
class HeadRecipe:
    """What there is to choose. All weights are of the loss terms."""

    steps: int = 4000
    batch: int = 64
    learning_rate: float = 1e-3
    weight_decay: float = 1e-4
    dropout: float = 0.2
    dark: float = 1.0
    """Weight of "stay dark" against "light up"."""
    places: float = 1.0
    """Weight of the single places beside that of the maximum."""
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
    sounding = ((related == MATCH) & real).any(-1)  # (S, A, 3)
    unclear = ((related == UNCLEAR) & real).any(-1) & ~sounding
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
    brightest = logits.masked_fill(~wanted.bright, low).amax(-1)[wanted.match]
    light_up = functional.softplus(-brightest).mean()
    # The hardest dark place of a pair: all of them where nothing makes the sound.
    has_dark = wanted.dark.any(-1)
    worst = logits.masked_fill(~wanted.dark, low).amax(-1)
    stay_dark = functional.softplus(worst[has_dark & wanted.mismatch]).mean()
    beside = functional.softplus(worst[has_dark & wanted.match]).mean()
    inside = functional.softplus(-logits[wanted.bright]).mean()
    outside = functional.softplus(logits[wanted.dark]).mean()
    return (
        light_up
        + recipe.dark * (stay_dark + beside)
        + recipe.places * (0.5 * inside + 0.5 * outside)
    )


def train_heads(
    net: AVOLNet,
    scenes: SceneFeatures,
    seconds: SecondFeatures,
    labels: list[str],
    recipe: HeadRecipe,
) -> Iterator[tuple[int, float]]:
    """Train `net`'s heads in place; yields (step, loss) as it goes.

    Half of each batch's sounds are drawn to match one of its scenes, the rest at random.
    """
    random = np.random.default_rng(recipe.seed)
    torch.manual_seed(recipe.seed)
    table = torch.from_numpy(relations(labels))
    heads = [net.vision_head, net.sound_head, net.conv7]
    weights = [w for head in heads for w in head.parameters()]
    optimiser = torch.optim.AdamW(
        weights, recipe.learning_rate, weight_decay=recipe.weight_decay, betas=(0.9, 0.98)
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, recipe.learning_rate, total_steps=recipe.steps, pct_start=0.1
    )
    by_label = [np.nonzero((seconds.labels == n).any(axis=1))[0] for n in range(len(labels))]
    for step in range(recipe.steps):
        rows = np.sort(random.choice(len(scenes.labels), recipe.batch, replace=False))
        picked = [_sound_for(scenes.labels[row], by_label, random) for row in rows[::2]]
        picked += list(random.integers(len(seconds.labels), size=recipe.batch - len(picked)))
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
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        schedule.step()
        yield step + 1, float(cost.detach())


def net_logits(net: AVOLNet, grids: Tensor, vectors: Tensor, dropout: float = 0.0) -> Tensor:
    """Logits (S, A, 196) of every pair from tower answers (S, 196, C) and (A, C)."""
    if dropout:
        grids, vectors = (functional.dropout(x, dropout) for x in (grids, vectors))
    # conv5 and conv6 are 1 x 1, so places can stand in a row
    seen = net.vision_head(grids.transpose(1, 2)[..., None])[..., 0]
    heard = net.sound_head(vectors)
    return net.conv7(torch.einsum("scp,ac->sap", seen, heard))


def _sound_for(
    objects: NDArray[np.int16], by_label: list[NDArray[np.intp]], random: np.random.Generator
) -> int:
    """A sound that something in the scene makes, or any where nothing in it has one."""
    able = [n for n in objects if n >= 0 and by_label[n].size]
    choices = by_label[able[random.integers(len(able))]] if able else np.concatenate(by_label)
    return int(choices[random.integers(choices.size)])
