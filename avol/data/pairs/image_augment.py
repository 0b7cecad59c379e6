"""Image augmentation: crop, flip, brightness and saturation (paper §3.1, as in L3-Net).

Not in the paper: images are resized to a square, as in inference, and the range of brightness and
saturation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from avol.core.opencv import cv2

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
    result = result[..., top : top + size, left : left + size]
    if augmentation.flipped:
        result = result.flip(-1)
    result = _scale(result, torch.zeros(()), augmentation.brightness)
    return _scale(result, _grey(result), augmentation.saturation)


def _scale(images: Tensor, anchor: Tensor, factor: float) -> Tensor:
    """Moves pixels (n, 3, S, S) uint8 away from an anchor (factor > 1) or towards it."""
    scaled = images.mul(float(factor)).add_(anchor, alpha=1 - factor)
    return scaled.clamp_(0, 255).to(images.dtype)


def _grey(images: Tensor) -> Tensor:
    """The luma (n, 1, S, S) of RGB images (ITU-R BT.601), rounded down."""
    red, green, blue = images.unbind(-3)
    luma = red.mul(0.2989).add_(green, alpha=0.587).add_(blue, alpha=0.114)
    return luma.floor_().unsqueeze(-3)
