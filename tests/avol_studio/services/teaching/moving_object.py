"""Frames of a textured object that moves over a textured background, with its sound."""

import cv2
import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.evaluation.geometry import Box
from avol.media import Frame

HEIGHT, WIDTH, SIDE = 240, 320, 64


def _texture(height: int, width: int, seed: int) -> NDArray[np.uint8]:
    noise = np.random.default_rng(seed).integers(0, 255, (height, width, 3), dtype=np.uint8)
    return np.asarray(cv2.GaussianBlur(noise, (0, 0), 2), np.uint8)


_BACKGROUND, _OBJECT = _texture(HEIGHT, WIDTH, 0), _texture(SIDE, SIDE, 1)


def object_at(time: float, shown: bool = True) -> tuple[Frame, Box]:
    """The frame at a time, with the box of the object."""
    left, top = round(60 + 20 * time), round(80 + 40 * np.sin(time))
    image = _BACKGROUND.copy()
    if shown:
        image[top : top + SIDE, left : left + SIDE] = _OBJECT
    box = (left / WIDTH, top / HEIGHT, (left + SIDE) / WIDTH, (top + SIDE) / HEIGHT)
    return Frame(image, round(time * 1000), time, round(time * 10)), box


class ToneAudio:
    """A tone between two times, silence otherwise; windows end at their time."""

    live = True

    def __init__(self, start: float, stop: float) -> None:
        self._start, self._stop = start, stop

    def window_at(self, time: float, length: int = SAMPLE_RATE) -> NDArray[np.float32]:
        at = time + np.arange(-length, 0) / SAMPLE_RATE
        tone = 0.3 * np.sin(2 * np.pi * 440 * at)
        return np.where((at >= self._start) & (at < self._stop), tone, 0).astype(np.float32)


def overlap(first: Box, second: Box) -> float:
    """Intersection over union of two boxes."""
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    common = max(0.0, width) * max(0.0, height)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (first, second)]
    return common / (sum(areas) - common)
