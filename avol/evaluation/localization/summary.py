"""From single answers to figures with intervals, over all and per class."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np

from avol.evaluation.bootstrap import Estimate, Resampler
from avol.evaluation.geometry import cells_in_boxes
from avol.evaluation.localization.evaluate import Answer, Asked
from avol.evaluation.metrics import calibration_error, roc_auc

MEANINGS = {
    "pointing": "peak of the map in a box of what sounds",
    "centre_pointing": "the picture's centre in a box",
    "random_pointing": "a random place in a box",
    "saliency_pointing": "peak of the image-only map in a box",
    "fixed_pointing": "the best fixed place, chosen afterwards, in a box",
    "adaptive_ciou": "overlap of 0.5 or more, as many pixels lit as the boxes have",
    "centre_adaptive_ciou": "the same for a disc in the centre",
    "saliency_adaptive_ciou": "the same for the image-only map",
    "ciou": "overlap of 0.5 or more, the brighter half of the pixels lit",
    "centre_ciou": "the same for a disc in the centre",
    "saliency_ciou": "the same for the image-only map",
    "whole_ciou": "overlap of 0.5 or more, the whole picture lit",
    "auc": "area under the curve of cIoU over thresholds from 0 to 1",
    "centre_auc": "the same for a disc in the centre",
    "saliency_auc": "the same for the image-only map",
    "whole_auc": "the same for the whole picture",
    "swap_gap": "brightest place in the boxes with its own sound, less with sounds of other things",
    "which_one": "of two objects, the one that sounds is brighter",
    "centre_which_one": "the one nearer to the centre is the one that sounds",
    "saliency_which_one": "the one that sounds is brighter in the image-only map",
    "absent_area": "share of the picture lit by a sound that nothing in it makes",
    "silence_area": "share of the picture lit by digital silence and room noise",
    "match_auc": "does anything here make this sound: area under the ROC curve",
    "ece": "how far the score is off the share of pairs that match",
}
"""Every figure, in the order in which it is reported. All are shares in 0..1 but `swap_gap`."""


@dataclass(frozen=True)
class Score:
    """How good a localizer is on a box list."""

    asked: Asked

    @cached_property
    def figures(self) -> dict[str, Estimate]:
        """Every figure of `MEANINGS`; its value is None where no item asks for it."""
        return figures(self.asked.answers)

    @cached_property
    def classes(self) -> dict[str, tuple[Answer, ...]]:
        """The answers of each class, by name."""
        names = sorted({answer.item.label for answer in self.asked.answers})
        return {
            name: tuple(answer for answer in self.asked.answers if answer.item.label == name)
            for name in names
        }

    @cached_property
    def per_class(self) -> dict[str, dict[str, Estimate]]:
        """The same figures by class."""
        return {name: figures(answers) for name, answers in self.classes.items()}

    def to_dict(self) -> dict[str, Any]:
        """For a file of JSON; each figure is {"value", "low", "high"}."""
        missing = self.asked.missing
        return {
            **{key: asdict(figure) for key, figure in self.figures.items()},
            "n": len(self.asked.answers),
            "per_class": {
                name: {key: asdict(f) for key, f in found.items() if f.value is not None}
                | {"n": len(self.classes[name])}
                for name, found in self.per_class.items()
            },
            "missing": {"count": len(missing), "list": list(missing)},
        }


def figures(answers: Sequence[Answer]) -> dict[str, Estimate]:
    """Every figure of `MEANINGS` over some answers."""
    if not answers:
        return dict.fromkeys(MEANINGS, Estimate())
    sample = Resampler([str(answer.question.sight.path) for answer in answers])
    fixed = _fixed(answers)
    found = {}
    for key in MEANINGS:
        values = [answer.shares.get(key, np.nan) for answer in answers]
        found[key] = sample.mean(np.array(fixed if key == "fixed_pointing" else values, float))
    rows, scores, true, weights = _pairs(answers)
    for key, figure in (("match_auc", roc_auc), ("ece", calibration_error)):
        if true.any() and not true.all():
            found[key] = sample.statistic(
                lambda times, figure=figure: figure(scores, true, weights * times), rows
            )
    return found


def _fixed(answers: Sequence[Answer]) -> list[float]:
    """Whether the place that lies in most boxes lies in those of each answer."""
    cells = [cells_in_boxes(answer.item.bbox).ravel() for answer in answers]
    best = int(np.sum(cells, axis=0).argmax())
    return [
        np.nan if answer.item.absent else float(within[best])
        for answer, within in zip(answers, cells, strict=True)
    ]


def _pairs(
    answers: Sequence[Answer],
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of picture and sound: the answer each belongs to, its score, whether it is true, and
    its weight. The wrong sounds of a picture weigh together as much as its own."""
    pairs: list[tuple[int, float, bool, float]] = []
    for row, answer in enumerate(answers):
        pairs.append((row, answer.found.score, not answer.item.absent, 1.0))
        pairs += [(row, score, False, 1 / len(answer.wrong)) for score in answer.wrong]
    rows, scores, true, weights = zip(*pairs, strict=True)
    return np.array(rows), np.array(scores), np.array(true), np.array(weights)
