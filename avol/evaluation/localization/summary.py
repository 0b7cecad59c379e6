"""Metrics with intervals from the results of single items, overall and per class."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from avol.core.estimate import Estimate
from avol.evaluation.bootstrap import FileBootstrap
from avol.evaluation.geometry import cells_in_boxes
from avol.evaluation.localization.evaluate import EvaluationResults, ItemResult
from avol.evaluation.metrics import calibration_error, roc_auc

DESCRIPTIONS = {
    "pointing": "peak of the map in a box of the source",
    "centre_pointing": "image centre in a box",
    "random_pointing": "random pixel in a box",
    "saliency_pointing": "peak of the image-only map in a box",
    "fixed_pointing": "best fixed cell, chosen with knowledge of the boxes, in a box",
    "adaptive_ciou": "cIoU of 0.5 or more, with as many pixels as the boxes have",
    "centre_adaptive_ciou": "the same for a disc in the centre",
    "saliency_adaptive_ciou": "the same for the image-only map",
    "ciou": "cIoU of 0.5 or more, with the upper half of the pixels",
    "centre_ciou": "the same for a disc in the centre",
    "saliency_ciou": "the same for the image-only map",
    "whole_ciou": "cIoU of 0.5 or more, with all pixels",
    "auc": "area under the curve of cIoU over thresholds from 0 to 1",
    "centre_auc": "the same for a disc in the centre",
    "saliency_auc": "the same for the image-only map",
    "whole_auc": "the same for the whole image",
    "swap_gap": "maximum in the boxes with matching audio minus that with mismatched audio",
    "which_one": "of two objects, the source has the higher peak",
    "centre_which_one": "the object nearer to the centre is the source",
    "saliency_which_one": "the source has the higher peak in the image-only map",
    "absent_area": "fraction of the image highlighted by audio without a visible source",
    "silence_area": "fraction of the image highlighted by digital silence and room noise",
    "match_auc": "probability of a match: area under the ROC curve",
    "score_auc": "the same for the score, which is 0 without evidence",
    "ece": "expected calibration error of the probability of a match",
}
"""Description of every metric, in report order. All are in 0..1 except `swap_gap`."""


@dataclass(frozen=True)
class EvaluationSummary:
    """Metrics of a localizer on a box list."""

    evaluation: EvaluationResults

    @cached_property
    def metrics(self) -> dict[str, Estimate]:
        """Every metric of `DESCRIPTIONS`; its value is None if no item contributes."""
        return summarize(self.evaluation.results)

    @cached_property
    def classes(self) -> dict[str, tuple[ItemResult, ...]]:
        """The results of each class, by name."""
        results = self.evaluation.results
        names = sorted({result.item.label for result in results})
        return {
            name: tuple(result for result in results if result.item.label == name) for name in names
        }

    @cached_property
    def per_class(self) -> dict[str, dict[str, Estimate]]:
        """Every metric by class."""
        return {name: summarize(results) for name, results in self.classes.items()}

    def to_dict(self) -> dict[str, Any]:
        """JSON values; each metric is {"value", "low", "high"}."""
        missing = self.evaluation.missing
        return {
            **{key: asdict(estimate) for key, estimate in self.metrics.items()},
            "n": len(self.evaluation.results),
            "per_class": {
                name: {key: asdict(e) for key, e in metrics.items() if e.value is not None}
                | {"n": len(self.classes[name])}
                for name, metrics in self.per_class.items()
            },
            "missing": {"count": len(missing), "list": list(missing)},
        }


def summarize(results: Sequence[ItemResult]) -> dict[str, Estimate]:
    """Every metric of `DESCRIPTIONS` over some results."""
    if not results:
        return dict.fromkeys(DESCRIPTIONS, Estimate())
    bootstrap = FileBootstrap([str(result.resolved.image.path) for result in results])
    fixed = fixed_pointing(results)
    estimates = {}
    for key in DESCRIPTIONS:
        values = [result.metrics.get(key, np.nan) for result in results]
        estimates[key] = bootstrap.mean(
            np.array(fixed if key == "fixed_pointing" else values, float)
        )
    pairs = match_pairs(results)
    if pairs.match.any() and not pairs.match.all():
        for key, metric, values in (
            ("match_auc", roc_auc, pairs.probabilities),
            ("score_auc", roc_auc, pairs.scores),
            ("ece", calibration_error, pairs.probabilities),
        ):
            estimates[key] = bootstrap.statistic(
                lambda counts, metric=metric, values=values: metric(
                    values, pairs.match, pairs.weights * counts
                ),
                pairs.rows,
            )
    return estimates


def fixed_pointing(results: Sequence[ItemResult]) -> list[float]:
    """Whether the cell that lies in most boxes lies in those of each result."""
    cells = [cells_in_boxes(result.item.bbox).ravel() for result in results]
    best = int(np.sum(cells, axis=0).argmax())
    return [
        np.nan if result.item.absent else float(inside[best])
        for result, inside in zip(results, cells, strict=True)
    ]


class MatchPairs(NamedTuple):
    """Pairs of image and audio, one entry per pair in each array."""

    rows: np.ndarray
    """Position of the result."""
    scores: np.ndarray
    probabilities: np.ndarray
    """Of a match; the scores of models without calibration."""
    match: np.ndarray
    weights: np.ndarray


def match_pairs(results: Sequence[ItemResult]) -> MatchPairs:
    """Return the pairs of some results, at least one.

    The mismatched pairs of an image together weigh as much as its own pair.
    """
    pairs: list[tuple[int, float, float, bool, float]] = []
    for row, result in enumerate(results):
        own = result.localization
        wrong = zip(result.mismatch_scores, result.mismatch_probabilities, strict=True)
        weight = 1 / max(len(result.mismatch_scores), 1)
        scored = own.score, own.match_probability
        pairs.append((row, *_or_score(*scored), not result.item.absent, 1.0))
        pairs += [(row, *_or_score(*one), False, weight) for one in wrong]
    return MatchPairs(*map(np.array, zip(*pairs, strict=True)))


def _or_score(score: float, probability: float | None) -> tuple[float, float]:
    return score, score if probability is None else probability
