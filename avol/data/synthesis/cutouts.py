"""Cuts objects out of photographs.

The mask is the alpha channel of the image, the border of a plain bright background, or a mask file:
that of `train/images/CLASS/NAME.jpg` is `masks/CLASS/NAME.png`.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from avol.core.opencv import cv2

Image = NDArray[Any]  # uint8; OpenCV's stubs do not specify the element type


@lru_cache(maxsize=6000)
def cut_out(path: Path) -> Image | None:
    """The object of a photograph as RGBA, cropped; None if its mask is unknown."""
    image = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if image is None:
        return None
    if image.ndim == 3 and image.shape[2] == 4:
        cutout = cv2.cvtColor(image, cv2.COLOR_BGRA2RGBA)
    else:
        colour = image if image.ndim == 3 else cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
        alpha = _background_alpha(colour)
        if alpha is None:
            alpha = _stored_alpha(path, colour.shape[:2])
        if alpha is None:
            return None
        cutout = np.dstack([cv2.cvtColor(colour, cv2.COLOR_BGR2RGB), alpha])
    rows, columns = np.nonzero(cutout[..., 3] > 127)
    if rows.size < 200:
        return None
    return cutout[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def _stored_alpha(path: Path, shape: tuple[int, int]) -> Image | None:
    """Alpha from the mask file of a photograph, with a soft edge."""
    if len(path.parents) < 4 or path.parent.parent.name != "images":
        return None
    file = path.parents[3] / "masks" / path.parent.name / f"{path.stem}.png"
    mask = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE) if file.is_file() else None
    if mask is None or mask.shape != shape or not 0.03 < np.mean(mask > 127) < 0.93:
        return None
    mask = np.where(mask > 127, 255, 0).astype(np.uint8)
    return cv2.GaussianBlur(cv2.erode(mask, np.ones((3, 3), np.uint8)), (0, 0), 1.0)


def _background_alpha(colour: Image) -> Image | None:
    """Alpha of a photograph whose plain bright background touches the border."""
    height, width = colour.shape[:2]
    border = np.concatenate([colour[0], colour[-1], colour[:, 0], colour[:, -1]])
    if np.mean(border.min(axis=1) > 225) < 0.7:
        return None
    mask = np.zeros((height + 2, width + 2), np.uint8)
    step = max(1, min(height, width) // 40)
    seeds = [(x, y) for x in range(0, width, step) for y in (0, height - 1)]
    seeds += [(x, y) for y in range(0, height, step) for x in (0, width - 1)]
    flags = 4 | (255 << 8) | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE
    for x, y in seeds:
        if not mask[y + 1, x + 1] and colour[y, x].min() > 225:
            cv2.floodFill(colour, mask, (x, y), 0, (22, 22, 22), (22, 22, 22), flags)
    alpha = 255 - mask[1:-1, 1:-1]
    if not 0.05 < np.mean(alpha > 0) < 0.93:
        return None
    return cv2.GaussianBlur(cv2.erode(alpha, np.ones((3, 3), np.uint8)), (0, 0), 0.8)
