"""Finds the region that moves while there is sound."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from avol.core.opencv import cv2
from avol.evaluation.geometry import Box
from avol_studio.services.teaching.box_tracker import Gray

WIDTH = 64  # px of the movement images
WINDOW = 0.3  # seconds of movement around a time that make its box
MIN_MOVEMENT = 1.5  # grey levels: movement below is noise of the camera
PART = 0.35  # of the largest movement that belongs to the region
SMALLEST, LARGEST = 0.12, 0.8  # sides of a box
_RANGE = 30.0  # dB below the loudest moment at which movement stops to count
_MARGIN = 0.02

Floats = NDArray[np.float32]


def moving_boxes(
    images: Sequence[Gray], times: Sequence[float], levels: Sequence[float]
) -> list[Box | None]:
    """Return the box of the moving, sounding region at each time; None where nothing moves.

    Args:
        images: frames by `tracking_image`, in order.
        times: their times in seconds.
        levels: the level of the sound at each time, in dBFS.
    """
    if len(images) < 2:
        return [None] * len(images)
    movement = _movement(images)
    weighted = movement * _weights(levels)[:, None, None]
    region = weighted.mean(axis=0)
    near = cv2.dilate(region, np.ones((9, 9), np.uint8)) >= PART * region.max()
    at = np.asarray(times)
    return [_box(weighted[np.abs(at - time) <= WINDOW / 2].mean(axis=0) * near) for time in times]


def _movement(images: Sequence[Gray]) -> Floats:
    """The change of each pixel since the image before, (n, h, w), without that of the camera."""
    height = max(8, round(images[0].shape[0] * WIDTH / images[0].shape[1]))
    small = [
        cv2.resize(image, (WIDTH, height), interpolation=cv2.INTER_AREA).astype(np.float32)
        for image in images
    ]
    changes = np.abs(np.diff(np.stack(small), axis=0))
    changes = np.concatenate([changes[:1], changes])
    changes -= np.median(changes, axis=(1, 2), keepdims=True)  # light that changes everywhere
    return np.stack([cv2.GaussianBlur(change, (0, 0), 1.5) for change in changes.clip(0)])


def _weights(levels: Sequence[float]) -> Floats:
    """How much the movement of each time counts: 1 at the loudest time, 0 in silence."""
    values = np.asarray(levels, np.float32)
    return np.clip(1 + (values - values.max()) / _RANGE, 0.05, 1).astype(np.float32)


def _box(energy: Floats) -> Box | None:
    """The bounding box of the connected region around the largest movement."""
    peak = float(energy.max())
    if peak < MIN_MOVEMENT:
        return None
    mask = (energy >= PART * peak).astype(np.uint8)
    count, labels = cv2.connectedComponents(mask)
    weights = [float(energy[labels == label].sum()) for label in range(1, count)]
    rows, columns = (labels == 1 + int(np.argmax(weights))).nonzero()
    height, width = energy.shape
    x0, x1 = _side(columns.min() / width, (columns.max() + 1) / width)
    y0, y1 = _side(rows.min() / height, (rows.max() + 1) / height)
    return x0, y0, x1, y1


def _side(low: float, high: float) -> tuple[float, float]:
    """Both ends of a side, neither too short nor too long, inside the image."""
    middle = (low + high) / 2
    half = min(max(high - low + 2 * _MARGIN, SMALLEST), LARGEST) / 2
    return float(max(0.0, middle - half)), float(min(1.0, middle + half))
