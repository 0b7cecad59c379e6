"""Metrics of AVOL-Net's heads on scenes and audio windows of the validation split."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from avol.audio.log_spectrogram import Floats
from avol.core.constants import GRID_SIZE
from avol.model_card import Metric
from avol.models.avol_net import AVOLNet
from avol.training.supervised.features import PooledAudioFeatures, SceneFeatures
from avol.training.supervised.heads.calibration import recalibrate
from avol.training.supervised.relations import (
    MATCH,
    MISMATCH,
    absent_labels,
    exclusive_labels,
    label_relations,
)

MIN_COVERAGE = 0.1
"""Fraction of a cell that an object must cover for a peak in the cell to be on the object."""
_CENTRE_CELL = GRID_SIZE * (GRID_SIZE // 2) + GRID_SIZE // 2


def bootstrap_mean(values: NDArray[np.float64], what: str) -> Metric:
    """Mean of `values` with its 95 % bootstrap interval."""
    random = np.random.default_rng(0)
    means = values[random.integers(len(values), size=(1000, len(values)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Metric(
        value=float(values.mean()),
        low=float(low),
        high=float(high),
        n=len(values),
        description=what,
    )


def validate(
    network: AVOLNet,
    scenes: SceneFeatures,
    windows: PooledAudioFeatures,
    labels: list[str],
    threshold: float = 0.5,
    seed: int = 0,
) -> dict[str, Metric]:
    """Metrics on scenes, each with a matching and a mismatched audio window.

    They include two baselines without a model: the centre of the image, and a random cell.
    """
    values: dict[str, list[float]] = {key: [] for key in _DESCRIPTIONS}
    for trial in _draw_trials(network, scenes, windows, labels, seed):
        for key, value in _trial_metrics(trial, threshold):
            values[key].append(value)
    figures = {
        key: bootstrap_mean(np.array(values[key]), _DESCRIPTIONS[key])
        for key in values
        if values[key]
    }
    figures["match_auc"] = _auc(figures.pop("match_score").description, values)
    figures.pop("mismatch_score")
    return figures


def count_false_classes(classifier: nn.Linear, scenes: SceneFeatures, labels: list[str]) -> Metric:
    """Number of classes per scene that the vision encoder detects although they are absent.

    Args:
        classifier: classifier of the vision encoder, channels -> labels + 1.
        scenes: features of the whole encoder.
        labels: all labels; the position is the label index.
    """
    absent = absent_labels(scenes.labels, exclusive_labels(labels))
    counts = np.zeros(len(absent))
    for row, grid in enumerate(scenes.grids):
        with torch.inference_mode():
            cells = torch.from_numpy(grid.astype(np.float32)).flatten(1).T
            logits = classifier(cells).numpy()
        counts[row] = (absent[row] & (logits[:, :-1] > logits[:, -1:]).any(axis=0)).sum()
    return bootstrap_mean(counts, "absent classes that are detected in a scene or photograph")


def calibrate(
    network: AVOLNet,
    scenes: SceneFeatures,
    windows: PooledAudioFeatures,
    labels: list[str],
    seed: int = 1,
) -> None:
    """Fits conv7 so that scores are probabilities; on other pairs than `validate` uses."""
    trials = list(_draw_trials(network, scenes, windows, labels, seed))
    peaks = (
        np.array([float(logits.max()) for logits in maps if logits is not None])
        for maps in ([t.match for t in trials], [t.mismatch for t in trials])
    )
    recalibrate(network.conv7, *peaks)


@dataclass(frozen=True)
class _Trial:
    """A scene with a matching and with a mismatched audio window; None if there is none."""

    match: Floats | None  # (196,) logits
    mismatch: Floats | None
    sounding: Floats  # (196,) coverage of each cell by the sounding object
    others: Floats  # (n, 196) coverage by every other object


def _draw_trials(
    network: AVOLNet,
    scenes: SceneFeatures,
    windows: PooledAudioFeatures,
    labels: list[str],
    seed: int,
) -> Iterator[_Trial]:
    random = np.random.default_rng(seed)
    relations = label_relations(labels)
    sounds = windows.labels
    for row in np.nonzero(scenes.fully_located)[0]:
        objects, masks = scenes.labels[row], scenes.masks[row].astype(np.float32)
        present = objects[objects >= 0]
        match = _draw_window(sounds, _related(relations, present, MATCH, np.any), random)
        mismatch = _draw_window(sounds, _related(relations, present, MISMATCH, np.all), random)
        match_labels = sounds[match][sounds[match] >= 0] if match >= 0 else present[:0]
        is_sounding = np.isin(objects, match_labels)
        coverage = (masks * is_sounding[:, None]).max(axis=0)
        if coverage.max() < MIN_COVERAGE:  # nothing sounds, or another object hides it
            match = -1
        drawn = [number for number in (match, mismatch) if number >= 0]
        maps = iter(_map_logits(network, scenes.grids[row], windows.vectors[drawn]))
        yield _Trial(
            next(maps) if match >= 0 else None,
            next(maps) if mismatch >= 0 else None,
            coverage,
            masks[(objects >= 0) & ~is_sounding],
        )


def _related(
    relations: NDArray[np.int8],
    present: NDArray[np.int16],
    relation: int,
    reduce: Callable[[NDArray[np.bool_]], np.bool_],
) -> Callable[[NDArray[np.int16]], bool]:
    """Whether any or all pairs of an object and a sound have a relation."""
    return lambda sounds: bool(reduce(relations[np.ix_(present, sounds)] == relation))


def _trial_metrics(trial: _Trial, threshold: float) -> Iterator[tuple[str, float]]:
    logit = float(np.log(threshold / (1 - threshold)))
    if trial.mismatch is not None:
        yield "absent_area", float((trial.mismatch > logit).mean())
        yield "absent_dark", float(trial.mismatch.max() <= logit)
        yield "mismatch_score", float(trial.mismatch.max())
    if trial.match is not None:
        on_object = trial.sounding > MIN_COVERAGE
        yield "match_score", float(trial.match.max())
        yield "pointing", float(on_object[trial.match.argmax()])
        yield "centre_pointing", float(on_object[_CENTRE_CELL])
        yield "random_pointing", float(on_object.mean())
        on_others = (trial.others > MIN_COVERAGE).any(axis=0)
        if on_others.any():
            yield "which_one", float(trial.match[on_object].max() > trial.match[on_others].max())


_DESCRIPTIONS = {
    "pointing": "peak of the map on the sounding object, composed scenes",
    "centre_pointing": "centre of the image on the sounding object",
    "random_pointing": "random cell on the sounding object",
    "which_one": "sounding object with a higher score than all other objects in the scene",
    "absent_area": "fraction of the image above the threshold for a mismatched sound",
    "absent_dark": "scenes without a cell above the threshold for a mismatched sound",
    "match_score": "area under the ROC curve of match against mismatch",
    "mismatch_score": "",
}
"""Descriptions of the metrics; the keys are part of the model card format."""


def _draw_window(
    sounds: NDArray[np.int16],
    accept: Callable[[NDArray[np.int16]], bool],
    random: np.random.Generator,
    tries: int = 400,
) -> int:
    """A random audio window whose labels (at least one) are accepted; -1 if none was found."""
    for index in random.integers(len(sounds), size=tries):
        labels = sounds[index][sounds[index] >= 0]
        if labels.size and accept(labels):
            return int(index)
    return -1


def _map_logits(network: AVOLNet, grid: NDArray[np.float16], vectors: Floats) -> Floats:
    """(A, 196) logits of one scene for each audio window."""
    with torch.inference_mode():
        features = torch.from_numpy(grid[None].astype(np.float32))
        image_embedding = network.vision_head(features)[0].flatten(1)
        audio_embeddings = network.sound_head(torch.from_numpy(vectors))
        return network.conv7(audio_embeddings @ image_embedding).numpy()


def _auc(what: str, values: dict[str, list[float]]) -> Metric:
    """ROC AUC; the interval resamples the fraction of mismatches below each match."""
    match, mismatch = (np.array(values[key]) for key in ("match_score", "mismatch_score"))
    below = (match[:, None] > mismatch[None]).mean(axis=1)
    ties = (match[:, None] == mismatch[None]).mean(axis=1)
    return bootstrap_mean(below + ties / 2, what)
