"""What the towers answer to known things: real examples for the pairs of `stand_ins`."""

import numpy as np
import torch
from torch import Tensor

from avol.sound import Floats
from avol.training.features import SceneFeatures, Vectors
from avol.training.stand_ins import Examples

_ORDINARY = 150  # scenes whose places tell what the eye ordinarily answers
_COVERED = 0.6
"""Share of a place that a thing must cover to be an example of it."""
_BARE = 0.03
_GROUNDS = 4000


def ordinary(scenes: SceneFeatures) -> Tensor:
    """(N, channels) places of some scenes, whatever they show."""
    grids = torch.from_numpy(scenes.grids[:_ORDINARY].astype(np.float32))
    return grids.flatten(2).transpose(1, 2).flatten(0, 1)


def place_examples(scenes: SceneFeatures, labels: list[str], seed: int = 0) -> Examples:
    """The best-covered place of each object of each composed scene, and places of bare ground."""
    random = np.random.default_rng(seed)
    found: dict[str, list[Floats]] = {}
    bare: list[Floats] = []
    for row in np.nonzero(scenes.located)[0]:
        places = scenes.grids[row].reshape(len(scenes.grids[row]), -1)
        for number, cover in zip(scenes.labels[row], scenes.covers[row], strict=True):
            best = int(cover.argmax())
            if number >= 0 and cover[best] > _COVERED:
                found.setdefault(labels[number], []).append(places[:, best].astype(np.float32))
        free = np.nonzero(scenes.covers[row].max(axis=0) < _BARE)[0]
        if free.size and len(bare) < _GROUNDS:
            bare.append(places[:, random.choice(free)].astype(np.float32))
    return Examples({label: np.stack(some) for label, some in found.items()}, np.stack(bare))


def second_examples(seconds: Vectors, labels: list[str]) -> Examples:
    """Seconds in which one thing sounds; what is ordinary is noise, silence and some of those."""
    alone = (seconds.labels >= 0).sum(axis=1) == 1
    by_label = {
        label: seconds.vectors[alone & (seconds.labels[:, 0] == number)]
        for number, label in enumerate(labels)
    }
    quiet = seconds.vectors[(seconds.labels < 0).all(axis=1)]
    some = seconds.vectors[alone][: len(quiet) // 2]
    return Examples(
        {label: vectors for label, vectors in by_label.items() if len(vectors)},
        np.concatenate([quiet, some]),
    )
