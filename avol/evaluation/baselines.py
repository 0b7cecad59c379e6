"""Inputs and maps of the baselines: centre, image-only saliency, silence.

A metric is meaningful only next to what a method without audio or without an image reaches.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import SAMPLE_RATE
from avol.evaluation.metrics import SIDE, Pixels

Floats = NDArray[np.float32]

ROOMS = ((0.0, -70.0), (0.5, -60.0), (1.0, -50.0), (0.5, -40.0))
"""Room noises: spectral slope (amplitude falls as 1/f to this power) and level in dBFS."""


@cache
def centre_map() -> Pixels:
    """(224, 224) map that decreases with the distance from the centre; its upper half is a disc."""
    offsets = np.arange(SIDE) + 0.5 - SIDE / 2
    heat = -np.hypot(*np.meshgrid(offsets, offsets)).astype(np.float32)
    heat.flags.writeable = False
    return heat


def saliency(embedding: Floats) -> Floats:
    """Image-only map (14, 14): mean absolute feature of (14, 14, 128) in each cell.

    EZ-VSL's object-guided map (Mo and Morgado 2022) uses an ImageNet network instead. This one uses
    the vision encoder under test, whose background features are small, and is harder to beat (not
    in the paper).
    """
    return np.abs(embedding).mean(axis=-1)


def peak(heat: Pixels) -> tuple[float, float]:
    """Centre (x, y) in 0..1 of the cell with the highest value of a map (rows, columns)."""
    row, column = divmod(int(heat.argmax()), heat.shape[1])
    return (column + 0.5) / heat.shape[1], (row + 0.5) / heat.shape[0]


def room_noise(slope: float, dbfs: float, seed: int) -> Floats:
    """An audio window (48000,) of noise, white (slope 0) to brown (1) above 20 Hz, at `dbfs`."""
    white = np.fft.rfft(np.random.default_rng(seed).standard_normal(SAMPLE_RATE))
    envelope = np.maximum(np.arange(white.size), 20.0) ** slope
    noise = np.fft.irfft(white / envelope, SAMPLE_RATE)
    return (noise * 10 ** ((dbfs - level_dbfs(noise.astype(np.float32))) / 20)).astype(np.float32)


def silence_windows() -> list[Floats]:
    """Audio windows without a source: digital silence and each of `ROOMS` (not in the paper)."""
    rooms = [room_noise(slope, dbfs, seed) for seed, (slope, dbfs) in enumerate(ROOMS)]
    return [np.zeros(SAMPLE_RATE, np.float32), *rooms]
