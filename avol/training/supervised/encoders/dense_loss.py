"""Dense classification loss of the vision encoder on composed scenes (not in the paper).

Cells with a known object have a class target. An object in a photograph without mask is somewhere
in it, on its own background: some cells must have its class, and none may have a class that the
scene does not show.
Classes that a scene certainly does not show must not be detected in any cell, because AVOL-Net
scores a map by its maximum (paper §5).
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from avol.training.supervised.features import SceneFeatures
from avol.training.supervised.losses import LOW_LOGIT
from avol.training.supervised.relations import absent_labels

IGNORED_CELL = -1
SMOOTHING = 0.05
_MIN_PHOTO_CELLS = 2
"""Cells from which on a photograph without mask contributes to the loss."""
_CORE_FRACTION = 0.2
"""Fraction of the cells of such a photograph that must have its class."""
_CLASS_WEIGHT = 0.3
"""Weight of the distinction from other classes relative to that from the background."""


def dense_loss(logits: Tensor, scenes: SceneFeatures, exclusive: NDArray[np.bool_]) -> Tensor:
    """The loss of the class logits of all cells.

    Args:
        logits: (S, labels + 1, 196), the last for "none of these".
        scenes: ground truth.
        exclusive: `exclusive_labels` of the labels.
    """
    targets = torch.from_numpy(cell_targets(scenes, len(exclusive)))
    return (
        _masked_loss(logits, targets)
        + _photograph_loss(logits, scenes)
        + _absent_loss(logits, scenes.labels, exclusive)
    )


def object_loss(logits: Tensor, scenes: SceneFeatures) -> Tensor:
    """Cross-entropy of the mean logits over each object's cells, without the background.

    It speeds up the part of a training from scratch that takes longest.
    """
    cells = scenes.masks > 0.5
    rows, slots = np.nonzero((scenes.labels >= 0) & cells.any(axis=2))
    if not rows.size:
        return logits.sum() * 0
    label = torch.from_numpy(scenes.labels[rows, slots].astype(np.int64))
    selected = torch.from_numpy(cells[rows, slots])  # (P, cells)
    mean = (logits[rows, :-1] * selected[:, None]).sum(2) / selected.sum(1, keepdim=True)
    return functional.cross_entropy(mean, label, label_smoothing=SMOOTHING)


def cell_targets(scenes: SceneFeatures, labels: int) -> NDArray[np.int64]:
    """Class targets of the cells, (S, 196): a label index, `labels` for none, or IGNORED_CELL."""
    present = scenes.labels >= 0
    coverage = scenes.masks.astype(np.float32) * present[..., None]
    best, best_coverage = coverage.argmax(axis=1), coverage.max(axis=1)
    peak = coverage.max(axis=2)  # (S, 4): largest coverage of a cell by each object
    own_peak = np.take_along_axis(peak, best, axis=1)
    known = (best_coverage > 0.5) | ((best_coverage >= 0.6 * own_peak) & (best_coverage > 0.12))
    known &= np.take_along_axis(scenes.exact, best, axis=1)
    targets = np.where(known, np.take_along_axis(scenes.labels, best, axis=1), IGNORED_CELL)
    targets[best_coverage < 0.03] = labels
    return targets.astype(np.int64)


def _masked_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Cross-entropy of the cells with targets.

    Objects and background have the same weight, and so have all objects: the peak scores a map, so
    small objects are as important as large ones.
    """
    losses = functional.cross_entropy(
        logits, targets, ignore_index=IGNORED_CELL, reduction="none", label_smoothing=SMOOTHING
    )
    background = targets == logits.shape[1] - 1
    valid = (targets >= 0).float()
    index = targets.clamp(min=0)  # ignored cells have weight 0
    count = losses.new_zeros(logits.shape[:2]).scatter_add_(1, index, valid)
    weight = valid / count.gather(1, index).clamp(min=1)
    weights = (weight * ~background, valid * background)
    return sum(
        ((losses * weight).sum() / weight.sum().clamp(min=1) for weight in weights),
        start=losses.new_zeros(()),
    )


def _photograph_loss(logits: Tensor, scenes: SceneFeatures) -> Tensor:
    """The loss of photographs without masks; zero if there are none."""
    cells = scenes.masks > 0.5
    valid = (scenes.labels >= 0) & ~scenes.exact & (cells.sum(axis=2) >= _MIN_PHOTO_CELLS)
    rows, slots = np.nonzero(valid)
    if not rows.size:
        return logits.sum() * 0
    label = torch.from_numpy(scenes.labels[rows, slots].astype(np.int64))
    inside = torch.from_numpy(cells[rows, slots])  # (P, 196)
    photos = torch.arange(len(rows))
    own_logits = logits[rows]  # (P, labels + 1, 196)
    own, none = own_logits[photos, label], own_logits[:, -1]

    count = inside.sum(1, keepdim=True)
    core = (count * _CORE_FRACTION).round().clamp(min=1)
    ranked = (own - none).masked_fill(~inside, LOW_LOGIT).sort(1, descending=True).values
    core_mean = (ranked * (torch.arange(inside.shape[1]) < core)).sum(1, keepdim=True) / core
    pooled = own_logits[:, :-1].masked_fill(~inside[:, None], LOW_LOGIT).logsumexp(2)
    shown = _shown_or_none(scenes.labels[rows], logits.shape[1])
    shown_or_none = own_logits.masked_fill(~shown[..., None], LOW_LOGIT).logsumexp(1)
    shown_or_none = shown_or_none - own_logits.logsumexp(1)
    return (
        functional.softplus(-core_mean).mean()
        + _CLASS_WEIGHT * functional.cross_entropy(pooled, label)
        - ((shown_or_none * inside).sum(1, keepdim=True) / count).mean()
    )


def _shown_or_none(shown: NDArray[np.int16], classes: int) -> Tensor:
    """(P, 4) label indices -> (P, classes) whether a scene shows the class; always for none."""
    table = torch.zeros(len(shown), classes, dtype=torch.bool)
    index = torch.from_numpy(np.where(shown < 0, classes - 1, shown).astype(np.int64))
    table.scatter_(1, index, torch.ones_like(index, dtype=torch.bool))
    table[:, -1] = True
    return table


def _absent_loss(logits: Tensor, shown: NDArray[np.int16], exclusive: NDArray[np.bool_]) -> Tensor:
    """Cross-entropy of the highest cell of every class that is certainly absent."""
    absent = torch.from_numpy(absent_labels(shown, exclusive))
    peaks = (logits[:, :-1] - logits[:, -1:]).amax(2)
    return (functional.softplus(peaks) * absent).sum() / absent.sum().clamp(min=1)
