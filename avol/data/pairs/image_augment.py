"""Random looks at pictures: crop, flip, brightness and saturation (paper §3.1, as L3-Net had it).

Ours: a picture is squashed to a square, as whoever uses the weights will show it, and how far
brightness and saturation go.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torchvision.transforms.v2 import functional

MARGIN = 256 / 224
"""Size of the square over that of the crop."""
JITTER = 0.3
"""Share by which brightness and saturation rise or fall at most."""

Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class ImageAugmentation:
    """top, left: where the crop lies, 0…1 of what it can move. brightness, saturation: factors."""

    top: float
    left: float
    flipped: bool
    brightness: float
    saturation: float


def draw_look(random: np.random.Generator) -> ImageAugmentation:
    """A random look."""
    top, left, flip = random.uniform(size=3)
    brightness, saturation = random.uniform(1 - JITTER, 1 + JITTER, size=2)
    return ImageAugmentation(top, left, flip < 0.5, brightness, saturation)


def looked_at(pictures: Sequence[Picture], size: int, look: ImageAugmentation | None) -> Tensor:
    """Pictures (H, W, 3), all by one look, or whole if there is none: (n, 3, size, size) uint8."""
    side = size if look is None else round(size * MARGIN)
    squares = [cv2.resize(p, (side, side), interpolation=cv2.INTER_AREA) for p in pictures]
    shown = torch.from_numpy(np.stack(squares)).permute(0, 3, 1, 2)
    if look is None:
        return shown
    top, left = (round(share * (side - size)) for share in (look.top, look.left))
    shown = functional.crop(shown, top, left, size, size)
    if look.flipped:
        shown = functional.horizontal_flip(shown)
    shown = functional.adjust_brightness(shown, look.brightness)
    return functional.adjust_saturation(shown, look.saturation)
