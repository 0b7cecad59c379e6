"""What one map is worth against boxes, and what many answers are worth together.

The published localisation protocols (Flickr-SoundNet, VGG-SS) judge on 224 x 224 pixels; so do we,
where a map is compared with boxes.
"""

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from avol.evaluation.geometry import Box

SIDE = 224
SUCCESS = 0.5
"""The overlap from which on a picture counts as found."""
LEVELS = np.arange(21) * 0.05
BINS = 10

Heat = NDArray[np.floating]
Pixels = NDArray[np.float32]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


def coverage(boxes: Iterable[Box], votes: int = 1) -> Pixels:
    """Which pixels count: (224, 224) in 0..1, 1 where at least `votes` boxes lie.

    Corners are rounded down, as in the published code (Chen et al. 2021).
    """
    counted = np.zeros((SIDE, SIDE), np.float32)
    for box in boxes:
        x0, y0, x1, y1 = (int(SIDE * side) for side in box)
        counted[min(y0, SIDE - 1) : max(y1, y0 + 1), min(x0, SIDE - 1) : max(x1, x0 + 1)] += 1
    return np.minimum(counted / votes, 1)


def stretched(heat: Heat) -> Pixels:
    """A map (rows, columns) of any scale, stretched bilinearly to (224, 224)."""
    return np.asarray(cv2.resize(heat.astype(np.float32), (SIDE, SIDE)), np.float32)


def upper_half(heat: Pixels) -> Mask:
    """The brighter half of the pixels: the published 50 % area rule."""
    return heat >= np.partition(heat, heat.size // 2, axis=None)[heat.size // 2]


def brightest(heat: Pixels, count: int) -> Mask:
    """The `count` brightest pixels, of equal ones the first: the adaptive rule."""
    lit = np.zeros(heat.size, bool)
    lit[np.argsort(-heat, axis=None, kind="stable")[:count]] = True
    return lit.reshape(heat.shape)


def overlap(lit: Mask, truth: Pixels) -> float:
    """cIoU of one picture: what is rightly lit over the truth and what is wrongly lit."""
    return float(truth[lit].sum() / (truth.sum() + np.count_nonzero(truth[lit] == 0)))


def success_area(overlap: float) -> float:
    """One picture's part in the AUC, the area under the curve of successes over `LEVELS`.

    The mean over pictures is the published AUC, for the curve is a mean over pictures too.
    """
    return float(np.trapezoid((overlap >= LEVELS).astype(float), LEVELS))


def inside(heat: Pixels, truth: Pixels) -> float:
    """The brightest pixel inside the truth."""
    return float(heat[truth > 0].max())


def tells_apart(heat: Pixels, truth: Pixels, other: Pixels) -> float:
    """1 where the right object is brighter than the other, 0.5 where equal, else 0.

    What lies in both counts for neither; NaN where one hides the other wholly.
    """
    right, wrong = (truth > 0) & (other == 0), (other > 0) & (truth == 0)
    if not right.any() or not wrong.any():
        return float("nan")
    difference = float(heat[right].max() - heat[wrong].max())
    return 0.5 + 0.5 * float(np.sign(difference))


def roc_auc(scores: Floats, true: Mask, weights: Floats) -> float:
    """The chance that a true pair scores above a false one, ties half; NaN without both kinds."""
    _, place = np.unique(scores, return_inverse=True)
    positive = np.bincount(place, weights * true)
    negative = np.bincount(place, weights * ~true)
    pairs = positive.sum() * negative.sum()
    if pairs == 0:
        return float("nan")
    below = np.cumsum(negative) - negative / 2
    return float(positive @ below / pairs)


def calibration_error(scores: Floats, true: Mask, weights: Floats) -> float:
    """Expected calibration error: how far scores in 0..1 are off the share that is true.

    Ten equal bins, each weighing what it holds (Guo et al. 2017); NaN without any weight.
    """
    total = weights.sum()
    if total == 0:
        return float("nan")
    place = np.minimum((scores * BINS).astype(np.intp), BINS - 1)
    gaps = np.bincount(place, weights * (scores - true), BINS)
    return float(np.abs(gaps).sum() / total)
