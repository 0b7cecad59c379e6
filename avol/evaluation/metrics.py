"""Metrics of one map against boxes, and of the scores of many pairs.

The published localization protocols (Flickr-SoundNet, VGG-SS) compare maps and boxes on
224 x 224 pixels; so do these functions.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from avol.core.opencv import cv2
from avol.evaluation.geometry import Box

SIDE = 224
SUCCESS = 0.5
"""cIoU from which an image counts as a success."""
LEVELS = np.arange(21) * 0.05
BINS = 10

Heat = NDArray[np.floating]
Pixels = NDArray[np.float32]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


def box_mask(boxes: Iterable[Box], votes: int = 1) -> Pixels:
    """(224, 224) in 0..1: the fraction of `votes` boxes over each pixel, at most 1.

    Corners are rounded down, as in the published code (Chen et al. 2021).
    """
    counts = np.zeros((SIDE, SIDE), np.float32)
    for box in boxes:
        x0, y0, x1, y1 = (int(SIDE * side) for side in box)
        counts[min(y0, SIDE - 1) : max(y1, y0 + 1), min(x0, SIDE - 1) : max(x1, x0 + 1)] += 1
    return np.minimum(counts / votes, 1)


def resize_map(heat: Heat) -> Pixels:
    """A map (rows, columns) of any range, resized bilinearly to (224, 224)."""
    return np.asarray(cv2.resize(heat.astype(np.float32), (SIDE, SIDE)), np.float32)


def upper_half(heat: Pixels) -> Mask:
    """Mask of the pixels at or above the median: the published 50 % area rule."""
    return heat >= np.partition(heat, heat.size // 2, axis=None)[heat.size // 2]


def top_pixels(heat: Pixels, count: int) -> Mask:
    """Mask of the `count` highest pixels, ties in pixel order: the adaptive rule."""
    mask = np.zeros(heat.size, bool)
    mask[np.argsort(-heat, axis=None, kind="stable")[:count]] = True
    return mask.reshape(heat.shape)


def ciou(mask: Mask, truth: Pixels) -> float:
    """cIoU of one image: true positives over truth plus false positives."""
    return float(truth[mask].sum() / (truth.sum() + np.count_nonzero(truth[mask] == 0)))


def success_auc(overlap: float) -> float:
    """One image's part of the AUC: area under the curve of successes over `LEVELS`.

    The mean over images equals the published AUC, because the curve is a mean over images.
    """
    return float(np.trapezoid((overlap >= LEVELS).astype(float), LEVELS))


def max_inside(heat: Pixels, truth: Pixels) -> float:
    """The highest value of a map inside the true region."""
    return float(heat[truth > 0].max())


def prefers_source(heat: Pixels, truth: Pixels, other: Pixels) -> float:
    """1 where the source has a higher peak than the other object, 0.5 for a tie, else 0.

    Pixels in both regions are ignored; NaN where one region contains the other.
    """
    source, distractor = (truth > 0) & (other == 0), (other > 0) & (truth == 0)
    if not source.any() or not distractor.any():
        return float("nan")
    difference = float(heat[source].max() - heat[distractor].max())
    return 0.5 + 0.5 * float(np.sign(difference))


def roc_auc(scores: Floats, match: Mask, weights: Floats) -> float:
    """Weighted area under the ROC curve; ties count half, NaN without both classes.

    Equals scikit-learn's `roc_auc_score` (a test compares them), which validates its input for
    longer than this takes; the bootstrap calls it 1,000 times per class.
    """
    _, rank = np.unique(scores, return_inverse=True)
    positive = np.bincount(rank, weights * match)
    negative = np.bincount(rank, weights * ~match)
    pairs = positive.sum() * negative.sum()
    if pairs == 0:
        return float("nan")
    below = np.cumsum(negative) - negative / 2
    return float(positive @ below / pairs)


def calibration_error(scores: Floats, match: Mask, weights: Floats) -> float:
    """Expected calibration error of scores in 0..1; NaN if all weights are 0.

    Ten equal bins, weighted by their content (Guo et al. 2017).
    """
    total = weights.sum()
    if total == 0:
        return float("nan")
    bins = np.minimum((scores * BINS).astype(np.intp), BINS - 1)
    gaps = np.bincount(bins, weights * (scores - match), BINS)
    return float(np.abs(gaps).sum() / total)
