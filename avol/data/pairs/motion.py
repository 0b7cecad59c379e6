"""What the networks that see motion are shown (paper §3.4): more frames, or flow beside one.

The flow is TV-L1, as the paper's. Ours: it is scikit-image's (OpenCV has it only in a build that
cannot stand beside the usual one), computed at half size with few iterations, for it is dear.
"""

from itertools import pairwise
from typing import Literal

import cv2
import numpy as np
import torch
from torch import Tensor

from avol.errors import InputError

Motion = Literal["none", "frames", "flow"]
"""One frame; the 25 frames of the second (AVE+MF); a frame and 10 flows (AVE+OF)."""

_REACH: dict[Motion, int] = {"none": 0, "frames": 12, "flow": 5}

UNIT = 0.01
"""Flow is told in hundredths of the picture's side, whatever its size."""


def seen_with(frame: int, motion: Motion) -> range:
    """The frames that are seen with `frame` in their middle."""
    return range(frame - _REACH[motion], frame + _REACH[motion] + 1)


def in_flow(pictures: Tensor) -> Tensor:
    """The flow from each picture to the next, right and down in hundredths of the side.

    Args:
        pictures: (n, 3, S, S) uint8, one after the other.

    Returns:
        (2 (n - 1), S, S) float32: right and down of the first, of the second, and so on.

    Raises:
        InputError: scikit-image is missing.
    """
    try:
        from skimage.registration import optical_flow_tvl1
    except ImportError as error:
        raise InputError("scikit-image is not installed: install AVOL's `train` extra.") from error
    size = pictures.shape[-1]
    half = (size // 2, size // 2)
    greys = [
        cv2.resize(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), half, interpolation=cv2.INTER_AREA)
        for picture in pictures.permute(0, 2, 3, 1).numpy()
    ]
    fields = []
    for one, following in pairwise(greys):
        down, right = optical_flow_tvl1(
            one, following, num_warp=3, num_iter=5, tol=1e-3, dtype=np.float32
        )
        fields += [right, down]
    whole = [cv2.resize(field / (half[0] * UNIT), (size, size)) for field in fields]
    return torch.from_numpy(np.stack(whole).astype(np.float32))
