"""Image augmentation: crop, flip, brightness and saturation (paper §3.1, as in L3-Net).

Not in the paper: images are resized to a square, as in inference, and the range of brightness and
saturation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torchvision.transforms.v2 import functional

CROP_MARGIN = 256 / 224
"""Side of the resized image divided by the side of the crop."""
JITTER = 0.3
"""Maximum relative change of brightness and saturation."""

Image = NDArray[np.uint8]


@dataclass(frozen=True)
class ImageAugmentation:
    """Parameters of one augmentation.

    top, left: position of the crop, 0 to 1 of the free range. brightness, saturation: factors.
    """

    top: float
    left: float
    flipped: bool
    brightness: float
    saturation: float


def draw_augmentation(random: np.random.Generator) -> ImageAugmentation:
    """Draws random parameters."""
    top, left, flip = random.uniform(size=3)
    brightness, saturation = random.uniform(1 - JITTER, 1 + JITTER, size=2)
    return ImageAugmentation(top, left, flip < 0.5, brightness, saturation)


def transform_images(
    images: Sequence[Image], size: int, augmentation: ImageAugmentation | None
) -> Tensor:
    """Resizes images (H, W, 3) and applies the same augmentation to all of them.

    Args:
        images: RGB images.
        size: side S of the result.
        augmentation: None to show the whole images.

    Returns:
        (n, 3, S, S) uint8.
    """
    side = size if augmentation is None else round(size * CROP_MARGIN)
    squares = [cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA) for image in images]
    result = torch.from_numpy(np.stack(squares)).permute(0, 3, 1, 2)
    if augmentation is None:
        return result
    top, left = (
        round(position * (side - size)) for position in (augmentation.top, augmentation.left)
    )
    result = functional.crop(result, top, left, size, size)
    if augmentation.flipped:
        result = functional.horizontal_flip(result)
    result = functional.adjust_brightness(result, augmentation.brightness)
    return functional.adjust_saturation(result, augmentation.saturation)
