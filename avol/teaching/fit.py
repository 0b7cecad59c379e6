"""Fits the unit of a class to a few examples.

Both encoders and all other classes stay as they are. The fit maximises the likelihood of the whole
head: the class has the probability sigmoid(t - log Z) in a cell whose known classes sum to Z. The
negatives are the cells outside the box, the examples of background, and the samples that come with
the weights. In the projected space the background has variance 1 in each direction, so that the
penalty on the weights makes the first direction that of linear discriminant analysis.

Positives are rare in use and frequent in the fit. The bias is therefore lowered until nearly all
samples of the weights have a small probability of the class: a map multiplies probabilities, and
its threshold is far below one half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from avol.teaching.background import Background, Backgrounds, one_thread
from avol.teaching.examples import Floats, StoredExample
from avol.teaching.units import ClassUnit

Doubles = NDArray[np.float64]

IMAGE_PENALTY, AUDIO_PENALTY = 0.3, 0.1
"""Weight of the squared norm against the mean log likelihood."""
IMAGE_RARE, AUDIO_RARE = 0.995, 0.98
"""Share of the samples of the weights that get a small probability of the class."""
IMAGE_LIMIT, AUDIO_LIMIT = 0.01, 0.001
"""What a small probability is at most."""
POSITIVE_SHARE = 0.5
"""Weight of all positives together, against all negatives."""
INSIDE = 0.5
"""Share of a cell in the box from which on it is a positive."""
_STEPS = 30
_TOLERANCE = 1e-5
_FLAT = 1e-4  # smallest curvature of a sample, for stable steps


@dataclass(frozen=True, eq=False)
class FittedUnits:
    """The units of a class in both heads."""

    image: ClassUnit
    audio: ClassUnit


@dataclass(frozen=True, eq=False)
class _Samples:
    """Projected features with targets; the weights sum to 1."""

    features: Doubles
    log_partition: Doubles
    is_positive: NDArray[np.bool_]
    weights: Doubles
    usual: int
    """How many of them, at the end, came with the weights."""


def fit_projected(examples: Sequence[StoredExample], backgrounds: Backgrounds) -> FittedUnits:
    """Fit a class in the projected spaces; without positives, a unit never fires."""
    image = _image_samples(examples, backgrounds.image)
    audio = _audio_samples(examples, backgrounds.audio)
    with one_thread():
        return FittedUnits(
            _fit(image, IMAGE_PENALTY, IMAGE_RARE, IMAGE_LIMIT),
            _fit(audio, AUDIO_PENALTY, AUDIO_RARE, AUDIO_LIMIT),
        )


def fit_units(examples: Sequence[StoredExample], backgrounds: Backgrounds) -> FittedUnits:
    """Fit a class to its examples, as units of the features of the encoders."""
    projected = fit_projected(examples, backgrounds)
    return FittedUnits(
        _unfold(projected.image, backgrounds.image), _unfold(projected.audio, backgrounds.audio)
    )


def _image_samples(examples: Sequence[StoredExample], background: Background) -> _Samples:
    shown = [example.image for example in examples if example.image is not None]
    cells = [(i.cells[i.inside >= INSIDE], i.log_partition[i.inside >= INSIDE]) for i in shown]
    others = [(i.cells[i.inside == 0], i.log_partition[i.inside == 0]) for i in shown]
    return _samples(cells, others, background)


def _audio_samples(examples: Sequence[StoredExample], background: Background) -> _Samples:
    groups: dict[bool, list[tuple[Floats, Floats]]] = {False: [], True: []}
    for one in examples:
        if one.audio is not None:
            group = one.audio.features[None], np.array([one.audio.log_partition], np.float32)
            groups[one.is_background].append(group)
    return _samples(groups[False], groups[True], background)


def _samples(
    positives: Sequence[tuple[Floats, Floats]],
    negatives: Sequence[tuple[Floats, Floats]],
    background: Background,
) -> _Samples:
    """Join the samples of all examples; each example counts equally."""
    positives = [group for group in positives if len(group[0])]
    negatives = [group for group in negatives if len(group[0])]
    groups = [*positives, *negatives, (background.samples, background.log_partition)]
    is_positive = np.repeat(
        [True] * len(positives) + [False] * (len(negatives) + 1), [len(g[0]) for g in groups]
    )
    own = 0.5 if negatives else 0.0
    shares = [POSITIVE_SHARE / len(positives)] * len(positives) if positives else []
    shares += [(1 - POSITIVE_SHARE) * own / max(1, len(negatives))] * len(negatives)
    shares.append((1 - POSITIVE_SHARE) * (1 - own))
    weights = [np.full(len(g[0]), s / len(g[0])) for g, s in zip(groups, shares, strict=True)]
    return _Samples(
        np.concatenate([g[0] for g in groups]).astype(np.float64),
        np.concatenate([g[1] for g in groups]).astype(np.float64),
        is_positive,
        np.concatenate(weights),
        len(background.samples),
    )


def _fit(samples: _Samples, penalty: float, rare: float, limit: float) -> ClassUnit:
    """Maximise the penalised likelihood by Newton's method, and lower the bias."""
    inputs = np.column_stack([samples.features, np.ones(len(samples.features))])
    if not samples.is_positive.any():
        return ClassUnit.never(inputs.shape[1] - 1)
    ridge = np.full(inputs.shape[1], penalty)
    ridge[-1] = 0.0
    solution = np.zeros(inputs.shape[1])
    for _ in range(_STEPS):
        probability = _sigmoid(inputs @ solution - samples.log_partition)
        slope = samples.weights * (probability - samples.is_positive)
        curvature = samples.weights * np.maximum(probability * (1 - probability), _FLAT)
        hessian = (inputs * curvature[:, None]).T @ inputs + np.diag(ridge)
        step = np.linalg.solve(hessian, inputs.T @ slope + ridge * solution)
        solution -= step
        if np.abs(step).max() < _TOLERANCE:
            break
    usual = (inputs @ solution - samples.log_partition)[-samples.usual :]
    bias = solution[-1] - np.quantile(usual, rare) + np.log(limit / (1 - limit))
    return ClassUnit(solution[:-1].astype(np.float32), float(bias))


def _unfold(unit: ClassUnit, background: Background) -> ClassUnit:
    """Return the unit of the features for one of projected features."""
    direction = background.basis @ unit.weights
    return ClassUnit(direction, unit.bias - float(background.mean @ direction))


def _sigmoid(logits: NDArray[np.floating]) -> NDArray[np.floating]:
    return 0.5 + 0.5 * np.tanh(0.5 * logits)  # without overflow
