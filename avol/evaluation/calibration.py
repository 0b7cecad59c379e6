"""Fits the scale of the scores on images with boxes (not in the paper).

Each image is paired with its own audio and with audio that does not match. A logistic regression on
the logarithm of the highest scalar product of a map gives the probability of a match (both kinds of
pairs have the same weight). Scores are these probabilities from 0.5 upwards; below, they are
stretched, so that the typical peak of a mismatched pair has the score 0. Silence and room noise
stay below 0.5. A second curve gives the probability of a match without stretching.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.errors import InputError
from avol.evaluation.baselines import silence_windows
from avol.evaluation.localization.boxes import BoxItem
from avol.evaluation.localization.evaluate import ItemResult
from avol.evaluation.localization.folds import NO_FOLDS, FoldHeads
from avol.evaluation.localization.item_encoding import Progress
from avol.evaluation.localization.media_resolver import MediaFolder, load_audio, load_image
from avol.evaluation.metrics import calibration_error
from avol.model_card import Calibration, Classes, MatchCurve, ModelCard, ReliabilityBin
from avol.score_scale import MATCH_SCORE, MAX_SCORE, ScoreScale

if TYPE_CHECKING:
    from avol.localizer import Localizer

Floats = NDArray[np.float64]

MIN_PAIRS = 20
"""Images that a fit needs."""
KNOTS = 24
NOISE_STEP, NOISE_QUANTILE = 3, 0.95
"""Every n-th image is paired with noise; fraction of these pairs that are no match."""
BINS = 8
"""Groups of the reliability curve."""
WIDTHS = 24
"""Tested widths of the curve of the probability."""
KNOWN_QUANTILE = 0.05
"""Fraction of the fitted windows of known classes that may count as unfamiliar.

It is low, because audio of other recordings is recognised less well."""
_LARGE = 1e3
_PENALTY = 1e-6


@dataclass(frozen=True)
class Pairs:
    """The peaks of images with matching and with mismatched audio."""

    logits: Floats
    match: NDArray[np.bool_]
    weights: Floats
    """Both kinds of pairs of an image have the same weight together."""

    @classmethod
    def of(cls, results: Iterable[ItemResult]) -> Pairs:
        """Collect the pairs of results whose scores are logits."""
        rows = []
        for result in results:
            if not result.item.absent and result.mismatch_scores:
                rows.append((result.localization.score, True, 1.0))
                share = 1 / len(result.mismatch_scores)
                rows += [(score, False, share) for score in result.mismatch_scores]
        logits, match, weights = zip(*rows, strict=True) if rows else ((), (), ())
        return cls(np.array(logits, float), np.array(match, bool), np.array(weights, float))


@dataclass(frozen=True)
class CalibrationResult:
    """A fitted scale, what it was fitted on, and the pairs that did not take part."""

    card: ModelCard
    fitted: int
    held_out: int


def calibrate(
    model: Localizer,
    lists: Sequence[tuple[tuple[BoxItem, ...], MediaFolder]],
    folds: FoldHeads = NO_FOLDS,
    progress: Progress = lambda stage, done, total: None,
) -> CalibrationResult:
    """Fit the scale on one half of the files, and measure its reliability on the other half.

    Args:
        model: the localizer; its scale is ignored.
        lists: box lists with the folders of their media.
        folds: heads for the files that the model was trained on.
        progress: called after every audio window and every image.

    Returns:
        The model card with calibration, and with the limit of unfamiliar audio if it has classes.

    Raises:
        InputError: too few images have a source and readable media.
    """
    raw = _with_logits_as_scores(model)
    halves: dict[bool, list[ItemResult]] = {True: [], False: []}
    for items, media in lists:
        for result in folds.evaluate(raw, items, media, progress).results:
            halves[in_fitted_half(result.item.file)].append(result)
    pairs, test = Pairs.of(halves[True]), Pairs.of(halves[False])
    fitted, held_out = int(pairs.match.sum()), int(test.match.sum())
    if fitted < MIN_PAIRS:
        raise InputError(f"{fitted} images are too few for a calibration; add box lists.")
    scale = fit_scale(pairs, model.scale, _noise_peak(raw, halves[True]))
    calibration = Calibration(
        raw=scale.raw,
        scores=scale.scores,
        reliability=reliability(test, scale(test.logits).astype(float)),
        probability=_tested(fit_probability(pairs, scale), scale, test),
        data=f"{fitted} images with boxes; reliability on {held_out} images of other videos",
    )
    changes = {
        "format": 2,
        "threshold": MATCH_SCORE,
        "calibration": calibration,
        "classes": _classes(model, halves[True]),
    }
    return CalibrationResult(model.card.model_copy(update=changes), fitted, held_out)


def in_fitted_half(file: str) -> bool:
    """Whether a file belongs to the half that the scale is fitted on.

    Files whose names differ in a number at the end only, such as `cow_bull` and `cow_bull2`, are
    excerpts of one video and belong to the same half (`video_of`).
    """
    return hashlib.sha256(video_of(file).encode()).digest()[0] < 128


def video_of(file: str) -> str:
    """Return the name of a file without a number at its end, which excerpts of a video share."""
    stem = Path(file).stem
    return re.sub(r"\d+[a-z]?$", "", stem) or stem


def fit_scale(pairs: Pairs, scale: ScoreScale, noise: float = -math.inf) -> ScoreScale:
    """Fit the knots of a scale.

    Args:
        pairs: the pairs; their logits are those of `scale`.
        scale: its gain and bias are kept.
        noise: logit that noise without a source reaches; it is not a match.
    """
    lowest = float(np.median(pairs.logits[~pairs.match]))
    lowest = max(lowest, scale.bias + 1e-3 * abs(scale.gain))
    evidence = _log_product(np.maximum(pairs.logits, lowest), scale)
    slope, offset = _logistic_regression(evidence, pairs.match, pairs.weights)
    slope = max(slope, 1e-3)
    if noise > lowest:
        offset = min(offset, -slope * float(_log_product(np.array(noise), scale)))
    highest = max(float(pairs.logits.max()), lowest + 1)
    products = np.geomspace(lowest - scale.bias, highest - scale.bias, KNOTS)
    even = float(np.exp(-offset / slope))  # the product at which half of the pairs match
    if products[0] < even * scale.gain < products[-1]:
        products = np.unique(np.append(products, even * scale.gain))
    raw = products + scale.bias
    probability = 1 / (1 + np.exp(-(slope * _log_product(raw, scale) + offset)))
    floor = min(float(probability[0]), 0.499)
    scores = np.interp(probability, [floor, 0.5, 1.0], [0.0, MATCH_SCORE, MAX_SCORE])
    return replace(scale, raw=tuple(raw.tolist()), scores=tuple(scores.tolist()))


def fit_probability(pairs: Pairs, scale: ScoreScale) -> MatchCurve:
    """Fit the probability of a match; gain and bias are those of `scale`."""
    products = (pairs.logits - scale.bias) / scale.gain
    low, high = np.quantile(np.abs(products), [0.01, 0.99]).clip(1e-9)

    def fit(width: float) -> tuple[float, MatchCurve]:
        values = np.arcsinh(products / width)
        slope, offset = _logistic_regression(values, pairs.match, pairs.weights)
        loss = _logistic_loss(slope * values + offset, pairs.match, pairs.weights)
        return loss, MatchCurve(slope=max(slope, 1e-3), offset=offset, width=width)

    fits = [fit(float(width)) for width in np.geomspace(low, high, WIDTHS)]
    return min(fits, key=lambda one: one[0])[1]


def _tested(curve: MatchCurve, scale: ScoreScale, test: Pairs) -> MatchCurve:
    """Return the curve with its reliability on pairs that did not take part in the fit."""
    match_probability = replace(scale, match=curve).match_probability
    values = np.array([match_probability(logit) for logit in test.logits])
    error = calibration_error(values, test.match, test.weights) if test.match.size else None
    return curve.model_copy(update={"reliability": reliability(test, values), "error": error})


def reliability(pairs: Pairs, scores: Floats) -> tuple[ReliabilityBin, ...]:
    """Group the pairs by score into up to `BINS` groups of the same weight."""
    order = np.argsort(scores, kind="stable")
    share = np.cumsum(pairs.weights[order]) / max(pairs.weights.sum(), 1e-9)
    groups = np.minimum((share * BINS - 1e-9).astype(int), BINS - 1)
    bins = []
    for group in np.unique(groups):
        members = order[groups == group]
        weights = pairs.weights[members]
        score, matching = (
            float(np.average(values[members], weights=weights)) for values in (scores, pairs.match)
        )
        bins.append(ReliabilityBin(score=score, matching=matching, n=len(members)))
    return tuple(bins)


def _with_logits_as_scores(model: Localizer) -> Localizer:
    """Return a model with the same engine whose scores are logits."""
    from avol.localizer import Localizer

    raw = Localizer(model.card, (model.scale.gain, model.scale.bias), model.engine)
    raw.scale = replace(model.scale, raw=(-_LARGE, _LARGE), scores=(-_LARGE, _LARGE))
    return raw


def _noise_peak(raw: Localizer, results: Sequence[ItemResult]) -> float:
    """Return the logit that most images do not exceed with silence and room noises."""
    noises = [raw.encode_audio(wave) for wave in silence_windows()]
    sources = dict.fromkeys(result.resolved.image for result in results)
    images = [raw.encode_image(load_image(source)) for source in list(sources)[::NOISE_STEP]]
    peaks = [float(raw.localize(image, noise).logits.max()) for image in images for noise in noises]
    return float(np.quantile(peaks, NOISE_QUANTILE))


def _logistic_regression(
    values: Floats, match: NDArray[np.bool_], weights: Floats
) -> tuple[float, float]:
    """Return slope and offset of the logarithmic odds of a match, with a very weak penalty."""
    from scipy.optimize import minimize

    centre, spread = float(values.mean()), float(values.std()) or 1.0
    scaled = (values - centre) / spread

    def loss(parameters: Floats) -> tuple[float, Floats]:
        slope, offset = parameters
        odds = slope * scaled + offset
        signed = np.where(match, 1, -1) * odds
        error = -weights * np.where(match, 1, -1) / (1 + np.exp(signed.clip(-500, 500)))
        value = _logistic_loss(odds, match, weights) + _PENALTY * slope**2
        return value, np.array([error @ scaled + 2 * _PENALTY * slope, error.sum()])

    options = {"gtol": 1e-8}
    slope, offset = minimize(loss, np.zeros(2), jac=True, method="BFGS", options=options).x
    return float(slope / spread), float(offset - slope * centre / spread)


def _logistic_loss(odds: Floats, match: NDArray[np.bool_], weights: Floats) -> float:
    return float(weights @ np.logaddexp(0, np.where(match, -1, 1) * odds))


def _log_product(logits: Floats, scale: ScoreScale) -> Floats:
    return np.log((logits - scale.bias) / scale.gain)


def _classes(model: Localizer, results: Iterable[ItemResult]) -> Classes | None:
    """Return the classes of the card with the limit of unfamiliar audio."""
    classes = model.card.classes
    if classes is None:
        return None
    known = [r.resolved.audio for r in results if r.item.label in classes.names]
    if not known:
        return classes
    sums = [
        sum(share.probability for share in model.classify_audio(model.encode_audio(wave)))
        for wave in (load_audio(audio, model.audio_window) for audio in dict.fromkeys(known))
    ]
    limit = float(np.quantile([value for value in sums if value > 0], KNOWN_QUANTILE))
    return classes.model_copy(update={"min_known": limit})
