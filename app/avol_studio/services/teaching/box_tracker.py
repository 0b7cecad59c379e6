"""Follows a box from frame to frame by optical flow."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from avol.core.opencv import cv2
from avol.evaluation.geometry import Box

Gray = NDArray[np.uint8]

WIDTH = 320
"""Width in pixels of the frames that are tracked."""
MOST_POINTS, FEWEST_POINTS = 80, 6
MAX_ERROR = 1.0  # px between a point and where it comes back to from the next frame
GROWTH = 0.95, 1.05  # by which a box may change its size from one frame to the next
AGREEMENT = 0.1  # of the box by which a point may move otherwise than the median
VISIBLE = 0.4  # of the box that must lie inside the image
SIMILAR = 0.75  # correlation with its first appearance at which an object is found again
DOUBTFUL = 0.3  # correlation with its first appearance below which it is searched
_TEMPLATE = 8  # px that an object must have to be found again


def tracking_image(image: NDArray[np.uint8]) -> Gray:
    """A frame (H, W, 3) as the trackers take it: small and grey."""
    cv2.setNumThreads(1)  # OpenCV's threads would compete with those of the engine
    height, width = image.shape[:2]
    size = WIDTH, max(16, round(height * WIDTH / width))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)


class BoxTracker:
    """Follows one box; `box` is None while the object is lost.

    The median of many tracked points moves and scales the box. Where the box does not look like
    the object at first, or is lost, the object is searched in the whole image.
    """

    def __init__(self, image: Gray, box: Box) -> None:
        self.box: Box | None = box
        self._before = image
        self._template = _crop(image, box)

    def update(self, image: Gray) -> Box | None:
        """Return the box in the next frame; None while the object is lost."""
        found = None if self.box is None else _moved(self._before, image, self.box)
        if found is None or self._likeness(image, found) < DOUBTFUL:
            found = self._search(image) or found
        self._before, self.box = image, found
        return found

    def _likeness(self, image: Gray, box: Box) -> float:
        """The correlation of a box with the first appearance of the object, -1..1."""
        crop, (height, width) = _crop(image, box), self._template.shape
        if not crop.size or not self._template.size:
            return 0.0
        crop = cv2.resize(crop, (width, height), interpolation=cv2.INTER_AREA)
        return float(cv2.matchTemplate(crop, self._template, cv2.TM_CCOEFF_NORMED)[0, 0])

    def _search(self, image: Gray) -> Box | None:
        height, width = self._template.shape
        if min(height, width) < _TEMPLATE or float(self._template.std()) < 4:
            return None
        scores = cv2.matchTemplate(image, self._template, cv2.TM_CCOEFF_NORMED)
        _, best, _, (x, y) = cv2.minMaxLoc(scores)
        if best < SIMILAR:
            return None
        return _box_of(image, x, y, x + width, y + height)


def _moved(before: Gray, after: Gray, box: Box) -> Box | None:
    """The box in the next frame by the median movement of its points; None: they are lost."""
    points = _points_in(before, box)
    if len(points) < FEWEST_POINTS:
        return None
    moved, ok = _flow(before, after, points)
    back, returned = _flow(after, before, moved)
    error = np.linalg.norm((back - points)[:, 0], axis=1)
    good = (ok & returned & (error < MAX_ERROR)).nonzero()[0]
    if len(good) < FEWEST_POINTS:
        return None
    start, stop = points[good, 0], moved[good, 0]
    x0, y0, x1, y1 = _pixels(before, box)
    shift = np.median(stop - start, axis=0)
    apart = np.linalg.norm(stop - start - shift, axis=1)
    agree = apart < 1 + AGREEMENT * min(x1 - x0, y1 - y0)
    if agree.sum() < max(FEWEST_POINTS, 0.25 * len(points)):
        return None
    start, stop = start[agree], stop[agree]
    shift, growth = np.median(stop - start, axis=0), _growth(start, stop)
    middle = np.array([x0 + x1, y0 + y1]) / 2 + shift
    half = np.array([x1 - x0, y1 - y0]) / 2 * growth
    (left, top), (right, bottom) = middle - half, middle + half
    return _box_of(after, left, top, right, bottom)


def _flow(
    before: Gray, after: Gray, points: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    found = cv2.calcOpticalFlowPyrLK(
        before, after, points, np.empty_like(points), winSize=(15, 15), maxLevel=3
    )
    return np.asarray(found[0], np.float32), np.asarray(found[1])[:, 0] == 1


def _points_in(image: Gray, box: Box) -> NDArray[np.float32]:
    """Corners in the box as (n, 1, 2) pixels."""
    x0, y0, x1, y1 = (round(side) for side in _pixels(image, box))
    mask = np.zeros_like(image)
    mask[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1] = 255
    found = cv2.goodFeaturesToTrack(image, MOST_POINTS, 0.01, 3, mask=mask)
    return np.zeros((0, 1, 2), np.float32) if found is None else np.asarray(found, np.float32)


def _growth(start: NDArray[np.float32], stop: NDArray[np.float32]) -> float:
    """The median ratio of the distances between points, after and before."""
    first, second = np.triu_indices(len(start), 1)
    before = np.linalg.norm(start[first] - start[second], axis=1)
    after = np.linalg.norm(stop[first] - stop[second], axis=1)
    apart = before > 3
    if not apart.any():
        return 1.0
    return float(np.clip(np.median(after[apart] / before[apart]), *GROWTH))


def _pixels(image: Gray, box: Box) -> tuple[float, float, float, float]:
    height, width = image.shape
    x0, y0, x1, y1 = box
    return x0 * width, y0 * height, x1 * width, y1 * height


def _box_of(image: Gray, x0: float, y0: float, x1: float, y1: float) -> Box | None:
    """A box in 0..1, inside the image; None if too little of it is visible."""
    height, width = image.shape
    left, right = max(0.0, x0 / width), min(1.0, x1 / width)
    top, bottom = max(0.0, y0 / height), min(1.0, y1 / height)
    visible = max(0.0, right - left) * max(0.0, bottom - top)
    if visible < VISIBLE * (x1 - x0) * (y1 - y0) / (width * height):
        return None
    return float(left), float(top), float(right), float(bottom)


def _crop(image: Gray, box: Box) -> Gray:
    x0, y0, x1, y1 = (round(side) for side in _pixels(image, box))
    return image[max(0, y0) : max(1, y1), max(0, x0) : max(1, x1)]
