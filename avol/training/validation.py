"""How good heads are on scenes and sounds of origins that they were not trained on."""

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray

from avol.cards import Figure
from avol.nets.avol import AVOLNet
from avol.training.features import SceneFeatures, SecondFeatures
from avol.training.heads import MATCH, MISMATCH, net_logits, relations

COVERED = 0.1
"""Share of a place that an object must cover for a peak there to lie on it."""
_CENTRE = 14 * 7 + 7


def bootstrap(values: NDArray[np.float64], what: str, seed: int = 0) -> Figure:
    """Mean of `values` with its 95 % bootstrap interval."""
    random = np.random.default_rng(seed)
    means = values[random.integers(len(values), size=(1000, len(values)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Figure(
        value=float(values.mean()), low=float(low), high=float(high), n=len(values), what=what
    )


def validate(
    net: AVOLNet,
    scenes: SceneFeatures,
    seconds: SecondFeatures,
    labels: list[str],
    threshold: float = 0.5,
    seed: int = 0,
) -> dict[str, Figure]:
    """Figures on composed scenes, each with a matching and with a mismatching second of sound.

    Beside the network stand the rows that need no model: the centre of the picture, a random place.
    """
    random = np.random.default_rng(seed)
    table = relations(labels)
    sounds = seconds.labels
    rows: dict[str, list[float]] = {key: [] for key in _MEANING}
    for row in np.nonzero(scenes.located)[0]:
        objects, covers = scenes.labels[row], scenes.covers[row].astype(np.float32)
        there = objects[objects >= 0]
        match = _draw(sounds, lambda s, t=there: bool((table[np.ix_(t, s)] == MATCH).any()), random)
        wrong = _draw(
            sounds, lambda s, t=there: bool((table[np.ix_(t, s)] == MISMATCH).all()), random
        )
        maps = _maps(net, scenes.grids[row], seconds.vectors[[i for i in (match, wrong) if i >= 0]])
        if wrong >= 0:
            rows["absent_area"].append(float((maps[-1] > threshold).mean()))
            rows["absent_dark"].append(float(maps[-1].max() <= threshold))
            rows["mismatch_score"].append(float(maps[-1].max()))
        if match < 0:
            continue
        sounding = np.isin(objects, sounds[match][sounds[match] >= 0])
        area = covers[sounding].max(axis=0)
        if area.max() < COVERED:  # hidden behind another
            continue
        peak = int(maps[0].argmax())
        rows["match_score"].append(float(maps[0].max()))
        rows["pointing"].append(float(area[peak] > COVERED))
        rows["centre_pointing"].append(float(area[_CENTRE] > COVERED))
        rows["random_pointing"].append(float((area > COVERED).mean()))
        others = covers[(objects >= 0) & ~sounding]
        if len(others) and others.max() > COVERED:
            rows["which_one"].append(float(maps[0][area > COVERED].max() > _most(maps[0], others)))
    figures = {key: bootstrap(np.array(rows[key]), _MEANING[key]) for key in rows if rows[key]}
    figures["match_auc"] = _auc(figures.pop("match_score").what, rows)
    figures.pop("mismatch_score")
    return figures


_MEANING = {
    "pointing": "peak on the sounding object, composed scenes",
    "centre_pointing": "the picture's centre on the sounding object",
    "random_pointing": "a random place on the sounding object",
    "which_one": "sounding object brighter than every other object in the scene",
    "absent_area": "share of the picture lit by a sound that nothing in it makes",
    "absent_dark": "scenes that stay wholly dark under a sound that nothing in them makes",
    "match_score": "area under the ROC curve of match against mismatch",
    "mismatch_score": "",
}


def _most(heat: NDArray[np.float32], covers: NDArray[np.float32]) -> float:
    return float(heat[(covers > COVERED).any(axis=0)].max())


def _draw(
    sounds: NDArray[np.int16],
    fits: Callable[[NDArray[np.int16]], bool],
    random: np.random.Generator,
    tries: int = 400,
) -> int:
    """A random second whose (non-empty) labels fit; -1 when none was found."""
    for index in random.integers(len(sounds), size=tries):
        heard = sounds[index][sounds[index] >= 0]
        if heard.size and fits(heard):
            return int(index)
    return -1


def _maps(
    net: AVOLNet, grid: NDArray[np.float16], vectors: NDArray[np.float32]
) -> NDArray[np.float32]:
    if not len(vectors):
        return np.zeros((0, 196), np.float32)
    with torch.inference_mode():
        grids = torch.from_numpy(grid[None].astype(np.float32))
        return net_logits(net, grids, torch.from_numpy(vectors)).sigmoid()[0].numpy()


def _auc(what: str, rows: dict[str, list[float]]) -> Figure:
    matching, mismatching = (np.array(rows[key]) for key in ("match_score", "mismatch_score"))
    higher = (matching[:, None] > mismatching[None]).mean(axis=1)
    equal = (matching[:, None] == mismatching[None]).mean(axis=1)
    return bootstrap(higher + equal / 2, what)
