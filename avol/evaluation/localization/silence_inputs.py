"""Seconds in which nothing sounds: digital silence, and room noise made by rule (ours)."""

import numpy as np
from numpy.typing import NDArray

from avol.audio.log_spectrogram import SECOND, level_dbfs

Wave = NDArray[np.float32]

ROOMS = ((0.0, -70.0), (0.5, -60.0), (1.0, -50.0), (0.5, -40.0))
"""Colour (amplitude falls as 1/f to this power) and level in dB of full scale of each room."""


def room_noise(colour: float, dbfs: float, seed: int) -> Wave:
    """A second of noise, (48000,): white (0) to brown (1) from 20 Hz on, at a level in dBFS."""
    white = np.fft.rfft(np.random.default_rng(seed).standard_normal(SECOND))
    bend = np.maximum(np.arange(white.size), 20.0) ** colour
    noise = np.fft.irfft(white / bend, SECOND)
    return (noise * 10 ** ((dbfs - level_dbfs(noise.astype(np.float32))) / 20)).astype(np.float32)


def quiet_seconds() -> list[Wave]:
    """Digital silence and one second of each of `ROOMS`."""
    rooms = [room_noise(colour, dbfs, seed) for seed, (colour, dbfs) in enumerate(ROOMS)]
    return [np.zeros(SECOND, np.float32), *rooms]
