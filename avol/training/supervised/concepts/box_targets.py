"""What boxes of persons and objects add to the judgement of the networks.

A box says less than a mask: only cells near its centre count, of a person those near the head.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from avol.core.constants import GRID_SIZE
from avol.core.opencv import cv2
from avol.data.synthesis.composed_scenes import Box
from avol.data.synthesis.video_frames import Person, box_centres
from avol.training.supervised.features import SceneFeatures

PERSON = "person"
"""The concept of persons."""

PERSON_SHARE = 0.45
"""Probability of a person in the cell of a head. Hands and instruments may be in it too."""
BOX_SHARE = 0.4
"""Weight of a box's label in its central cell, against the networks' judgement."""
_MAX_BOX_AREA = 0.6
"""Larger boxes say nothing about the place."""
_WEIGHTED_FROM = 0.3
"""Closeness to a head from which a cell counts twice."""


def head_closeness(persons: tuple[Person, ...]) -> Tensor:
    """(196,) how close each cell is to a head, times the score of the detector."""
    close = np.zeros(GRID_SIZE * GRID_SIZE, np.float32)
    for person in persons:
        close = np.maximum(close, person.score * box_centres([person.box], 0.3, 0.4))
    return torch.from_numpy(close)


def set_persons(targets: Tensor, weights: Tensor, closeness: Tensor, unit: int) -> None:
    """Set the probability of a person to what a detector saw, in place.

    Args:
        targets: (cells, units + 1); the other units keep their proportions.
        weights: (cells,).
        closeness: (cells,), of `head_closeness`.
        unit: the unit of persons.
    """
    share = PERSON_SHARE * closeness
    targets *= ((1 - share) / (1 - targets[:, unit]).clamp(min=1e-3))[:, None]
    targets[:, unit] = share
    weights.copy_(torch.where(closeness > _WEIGHTED_FROM, weights.clamp(min=2), weights))


def add_boxes(
    targets: Tensor,
    weights: Tensor,
    scenes: SceneFeatures,
    cells: NDArray[np.int64],
    units: NDArray[np.int64],
    person: int,
) -> None:
    """Add the boxes of photographs of real places, in place; other scenes stay as they are.

    Args:
        targets: (scenes, cells, units + 1).
        weights: (scenes, cells).
        scenes: labels and masks of the scenes.
        cells: (scenes, cells) the drawn cells.
        units: (labels,) the unit of each label, -1 for none.
        person: the unit of persons.
    """
    for row, drawn in enumerate(cells):
        boxes = _boxes_of(scenes, row, units)
        if boxes is None:
            continue
        heads = [box for unit, box in boxes if unit == person]
        closeness = torch.from_numpy(box_centres(heads, 0.3, 0.4)[drawn])
        set_persons(targets[row], weights[row], closeness, person)
        for unit, box in boxes:
            if unit not in (person, -1) and (box[2] - box[0]) * (box[3] - box[1]) < _MAX_BOX_AREA:
                share = BOX_SHARE * torch.from_numpy(box_centres([box], 0.5, 0.5)[drawn])
                targets[row] *= (1 - share)[:, None]
                targets[row, :, unit] += share


def _boxes_of(
    scenes: SceneFeatures, row: int, units: NDArray[np.int64]
) -> list[tuple[int, Box]] | None:
    """Unit and box of each object; None for a scene with masks or without places."""
    shown = np.flatnonzero(scenes.labels[row] >= 0)
    masks = scenes.masks[row, shown].astype(np.float32)
    if not shown.size or scenes.exact[row, shown].any() or (masks.min(1) > 0.99).any():
        return None
    boxes: list[tuple[int, Box]] = []
    for label, mask in zip(scenes.labels[row, shown], masks, strict=True):
        covered = (mask.reshape(GRID_SIZE, GRID_SIZE) > 0.5).astype(np.uint8)
        _, _, parts, _ = cv2.connectedComponentsWithStats(covered)
        for x, y, width, height, _ in (parts[1:] / GRID_SIZE).tolist():
            boxes.append((int(units[label]), (x, y, x + width, y + height)))
    return boxes
