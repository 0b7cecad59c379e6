"""The sound of a file at a glance: how loud, and which frequencies, fifty times a second."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
COLUMN = 960  # samples of a column: 20 ms
BANDS = 32  # rows of the spectrogram, a third of an octave and less
LOW_HZ, HIGH_HZ = 60.0, 16_000.0
FLOOR_DB = -90.0  # of full scale; darker is not told apart
WINDOW = 2048


@dataclass(frozen=True, eq=False)
class AudioOverview:
    """Columns of sound from `start` seconds on, each `step` seconds wide.

    low, high: (n,) int8, the smallest and largest sample, 127 = full scale. bands: (n, BANDS)
    uint8, energy from FLOOR_DB (0) to full scale (255), low frequencies first.
    """

    start: float
    step: float
    low: NDArray[np.int8]
    high: NDArray[np.int8]
    bands: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.low)


def sketch(samples: NDArray[np.float32], start: int, columns: int) -> AudioOverview:
    """Samples (n,) of -1..1 from number `start` on, in `columns` equal parts."""
    edges = np.linspace(0, len(samples), columns + 1).astype(int)
    low = np.minimum.reduceat(samples, edges[:-1])
    high = np.maximum.reduceat(samples, edges[:-1])
    step = len(samples) / columns / RATE
    return AudioOverview(start / RATE, step, _level(low), _level(high), _bands(samples, edges))


def _level(samples: NDArray[np.float32]) -> NDArray[np.int8]:
    return (samples.clip(-1, 1) * 127).round().astype(np.int8)


def _bands(samples: NDArray[np.float32], edges: NDArray[np.int_]) -> NDArray[np.uint8]:
    """Energy of each band in a window around the middle of each part."""
    padded = np.pad(samples, WINDOW // 2)
    middles = (edges[:-1] + edges[1:]) // 2
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)
    out = np.empty((len(middles), BANDS), np.uint8)
    shape = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    for begin in range(0, len(middles), 256):  # so that memory stays small
        part = slice(begin, begin + 256)
        power = np.abs(np.fft.rfft(windows[middles[part]] * shape, axis=1)) ** 2
        power = np.add.reduceat(power, _FIRST_BINS, axis=1)[:, :BANDS]
        level = 10 * np.log10(power / (shape.sum() / 2) ** 2 + 1e-12)
        out[part] = ((level - FLOOR_DB) * (-255 / FLOOR_DB)).clip(0, 255)
    return out


def _first_bins() -> NDArray[np.int_]:
    """Where each band begins, and where the last one ends; at least a bin each."""
    edges = np.geomspace(LOW_HZ, HIGH_HZ, BANDS + 1) * WINDOW / RATE
    return np.maximum(np.round(edges).astype(int), int(edges[0]) + np.arange(BANDS + 1))


_FIRST_BINS = _first_bins()
