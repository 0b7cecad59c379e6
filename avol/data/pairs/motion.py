"""Motion inputs of AVE+MF and AVE+OF (paper §3.4): several frames, or optical flow.

The flow is TV-L1, as in the paper. Not in the paper: scikit-image computes it at half resolution
with few iterations, because it is expensive. OpenCV has TV-L1 only in its contrib build, which
conflicts with the usual one.
"""

from itertools import pairwise
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from avol.core.opencv import cv2
from avol.core.optional_packages import optional_packages

Motion = Literal["none", "frames", "flow"]
"""One frame; the 25 frames of the audio window (AVE+MF); a frame and 10 flow fields (AVE+OF)."""

_CONTEXT_FRAMES: dict[Motion, int] = {"none": 0, "frames": 12, "flow": 5}

FLOW_UNIT = 0.01
"""Flow is given in hundredths of the side of the image, independent of its size."""


def context_frames(frame: int, motion: Motion) -> range:
    """The frames that the network receives for the centre frame `frame`."""
    reach = _CONTEXT_FRAMES[motion]
    return range(frame - reach, frame + reach + 1)


def optical_flow(images: Tensor) -> Tensor:
    """Computes the flow from each image to the next, in hundredths of the side.

    Args:
        images: (n, 3, S, S) uint8, consecutive.

    Returns:
        (2 (n - 1), S, S) float32: right and down of the first pair, of the second pair, and so on.

    Raises:
        MissingPackageError: scikit-image is not installed.
    """
    with optional_packages("Optical flow"):
        from skimage.registration import optical_flow_tvl1
    size = images.shape[-1]
    half = (size // 2, size // 2)
    greys = [
        cv2.resize(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), half, interpolation=cv2.INTER_AREA)
        for image in images.permute(0, 2, 3, 1).numpy()
    ]
    fields = []
    for image, following in pairwise(greys):
        down, right = optical_flow_tvl1(
            image, following, num_warp=3, num_iter=5, tol=1e-3, dtype=np.float32
        )
        fields += [right, down]
    full_size = [cv2.resize(field / (half[0] * FLOW_UNIT), (size, size)) for field in fields]
    return torch.from_numpy(np.stack(full_size).astype(np.float32))
