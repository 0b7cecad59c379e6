"""How good heads are on scenes and sounds of origins that they were not trained on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from avol.audio.log_spectrogram import Floats
from avol.model_card import Figure
from avol.models.avol_net import AVOLNet
from avol.training.supervised.encoders.dense_loss import surely_absent, surely_missing
from avol.training.supervised.features import SceneFeatures, Vectors
from avol.training.supervised.heads.calibration import recalibrate
from avol.training.supervised.heads.head_training import MATCH, MISMATCH, relations

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
    seconds: Vectors,
    labels: list[str],
    threshold: float = 0.5,
    seed: int = 0,
) -> dict[str, Figure]:
    """Figures on composed scenes, each with a matching and with a mismatching second of sound.

    Beside the network stand the rows that need no model: the centre of the picture, a random place.
    """
    rows: dict[str, list[float]] = {key: [] for key in _MEANING}
    for trial in _trials(net, scenes, seconds, labels, seed):
        for key, value in _judge(trial, threshold):
            rows[key].append(value)
    figures = {key: bootstrap(np.array(rows[key]), _MEANING[key]) for key in rows if rows[key]}
    figures["match_auc"] = _auc(figures.pop("match_score").what, rows)
    figures.pop("mismatch_score")
    return figures


def false_names(naming: nn.Linear, scenes: SceneFeatures, labels: list[str]) -> Figure:
    """How many things a tuned eye sees in a scene that are surely not there.

    Args:
        naming: the layer that the eye's tuning gave, channels -> labels + 1.
        scenes: what the tuned eye answers to them.
        labels: in the order of their numbers.
    """
    missing = surely_missing(scenes.labels, surely_absent(labels))
    counts = np.zeros(len(missing))
    for row, grid in enumerate(scenes.grids):
        with torch.inference_mode():
            named = naming(torch.from_numpy(grid.astype(np.float32)).flatten(1).T).numpy()
        counts[row] = (missing[row] & (named[:, :-1] > named[:, -1:]).any(axis=0)).sum()
    return bootstrap(counts, "things seen in a composed scene or photograph that are not there")


def calibrate(
    net: AVOLNet, scenes: SceneFeatures, seconds: Vectors, labels: list[str], seed: int = 1
) -> None:
    """Fit conv7 so that scores are probabilities; on other pairs than `validate` takes."""
    trials = list(_trials(net, scenes, seconds, labels, seed))
    peaks = (
        np.array([float(logits.max()) for logits in maps if logits is not None])
        for maps in ([t.match for t in trials], [t.mismatch for t in trials])
    )
    recalibrate(net.conv7, *peaks)


@dataclass(frozen=True)
class _Trial:
    """A scene under a sound that something in it makes, and under one that nothing in it does."""

    match: Floats | None  # (196,) logits
    mismatch: Floats | None
    sounding: Floats  # (196,) how far what sounds covers each place
    others: Floats  # (n, 196) the same of every other object


def _trials(
    net: AVOLNet, scenes: SceneFeatures, seconds: Vectors, labels: list[str], seed: int
) -> Iterator[_Trial]:
    random = np.random.default_rng(seed)
    table = relations(labels)
    sounds = seconds.labels
    for row in np.nonzero(scenes.located)[0]:
        objects, covers = scenes.labels[row], scenes.covers[row].astype(np.float32)
        there = objects[objects >= 0]
        match = _draw(sounds, lambda s, t=there: bool((table[np.ix_(t, s)] == MATCH).any()), random)
        wrong = _draw(
            sounds, lambda s, t=there: bool((table[np.ix_(t, s)] == MISMATCH).all()), random
        )
        heard = sounds[match][sounds[match] >= 0] if match >= 0 else there[:0]
        sounding = np.isin(objects, heard)
        area = (covers * sounding[:, None]).max(axis=0)
        if area.max() < COVERED:  # nothing sounds, or it is hidden behind another
            match = -1
        drawn = [number for number in (match, wrong) if number >= 0]
        maps = iter(_maps(net, scenes.grids[row], seconds.vectors[drawn]))
        yield _Trial(
            next(maps) if match >= 0 else None,
            next(maps) if wrong >= 0 else None,
            area,
            covers[(objects >= 0) & ~sounding],
        )


def _judge(trial: _Trial, threshold: float) -> Iterator[tuple[str, float]]:
    lit = float(np.log(threshold / (1 - threshold)))
    if trial.mismatch is not None:
        yield "absent_area", float((trial.mismatch > lit).mean())
        yield "absent_dark", float(trial.mismatch.max() <= lit)
        yield "mismatch_score", float(trial.mismatch.max())
    if trial.match is not None:
        on = trial.sounding > COVERED
        yield "match_score", float(trial.match.max())
        yield "pointing", float(on[trial.match.argmax()])
        yield "centre_pointing", float(on[_CENTRE])
        yield "random_pointing", float(on.mean())
        beside = (trial.others > COVERED).any(axis=0)
        if beside.any():
            yield "which_one", float(trial.match[on].max() > trial.match[beside].max())


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


def _maps(net: AVOLNet, grid: NDArray[np.float16], vectors: Floats) -> Floats:
    """(A, 196) logits of one scene under each sound."""
    with torch.inference_mode():
        seen = net.vision_head(torch.from_numpy(grid[None].astype(np.float32)))[0].flatten(1)
        heard = net.sound_head(torch.from_numpy(vectors))
        return net.conv7(heard @ seen).numpy()


def _auc(what: str, rows: dict[str, list[float]]) -> Figure:
    matching, mismatching = (np.array(rows[key]) for key in ("match_score", "mismatch_score"))
    higher = (matching[:, None] > mismatching[None]).mean(axis=1)
    equal = (matching[:, None] == mismatching[None]).mean(axis=1)
    return bootstrap(higher + equal / 2, what)
