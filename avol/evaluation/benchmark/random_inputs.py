"""Synthetic images and audio windows, the same on every machine."""

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE

_DISCS = (  # x, y, radius, RGB
    (300, 200, 150, (255, 60, 40)),
    (900, 500, 90, (40, 80, 255)),
    (640, 360, 300, (240, 240, 240)),
)


def synthetic_images() -> list[NDArray[np.uint8]]:
    """Bright discs of three sizes on grey noise, (720, 1280, 3) RGB each."""
    noise = np.random.default_rng(0).integers(90, 160, (720, 1280, 3), dtype=np.uint8)
    rows, columns = np.mgrid[:720, :1280]
    return [
        np.where(
            (np.hypot(columns - x, rows - y) < radius)[..., None], np.array(colour, np.uint8), noise
        )
        for x, y, radius, colour in _DISCS
    ]


def synthetic_windows(samples: int) -> list[NDArray[np.float32]]:
    """A tone, noise and clicks, (samples,) each."""
    noise = np.random.default_rng(0).standard_normal(samples)
    clicks = (np.arange(samples) % 6000 < 40) * noise
    tone = np.sin(2 * np.pi * 440 * np.arange(samples) / SAMPLE_RATE)
    return [(0.1 * wave).astype(np.float32) for wave in (tone, noise, clicks)]
