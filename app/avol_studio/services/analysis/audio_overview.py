"""The audio overview of a file: waveform and coarse spectrogram for the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE

COLUMN_SAMPLES = 960  # 20 ms
BANDS = 32  # rows of the spectrogram, each at most a third of an octave
LOW_HZ, HIGH_HZ = 60.0, 16_000.0
FLOOR_DB = -90.0  # of full scale; the lowest energy that is shown
FFT_SIZE = 2048
BATCH_COLUMNS = 256  # columns that are transformed at once; limits the memory


@dataclass(frozen=True, eq=False)
class AudioOverview:
    """Columns of audio from `start` seconds on, each `step` seconds wide.

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


def compute_overview(samples: NDArray[np.float32], start: int, columns: int) -> AudioOverview:
    """Summarize mono samples (n,) in -1..1 in columns of equal width.

    start: the position of the first sample on the file's time axis, in samples.
    """
    edges = np.linspace(0, len(samples), columns + 1).astype(int)
    low = np.minimum.reduceat(samples, edges[:-1])
    high = np.maximum.reduceat(samples, edges[:-1])
    step = len(samples) / columns / SAMPLE_RATE
    return AudioOverview(
        start / SAMPLE_RATE, step, _quantize(low), _quantize(high), _band_levels(samples, edges)
    )


def join_overviews(chunks: Sequence[AudioOverview]) -> AudioOverview:
    """Join consecutive overviews of equal step."""
    low, high, bands = (
        np.concatenate([getattr(chunk, name) for chunk in chunks])
        for name in ("low", "high", "bands")
    )
    return AudioOverview(chunks[0].start, chunks[0].step, low, high, bands)


def _quantize(samples: NDArray[np.float32]) -> NDArray[np.int8]:
    return (samples.clip(-1, 1) * 127).round().astype(np.int8)


def _band_levels(samples: NDArray[np.float32], edges: NDArray[np.int_]) -> NDArray[np.uint8]:
    """Return the energy per band in a window around the centre of each column."""
    padded = np.pad(samples, FFT_SIZE // 2)
    centres = (edges[:-1] + edges[1:]) // 2
    windows = np.lib.stride_tricks.sliding_window_view(padded, FFT_SIZE)
    levels = np.empty((len(centres), BANDS), np.uint8)
    taper = np.hanning(FFT_SIZE + 1)[:-1].astype(np.float32)
    for first in range(0, len(centres), BATCH_COLUMNS):
        batch = slice(first, first + BATCH_COLUMNS)
        power = np.abs(np.fft.rfft(windows[centres[batch]] * taper, axis=1)) ** 2
        power = np.add.reduceat(power, _FIRST_BINS, axis=1)[:, :BANDS]
        decibels = 10 * np.log10(power / (taper.sum() / 2) ** 2 + 1e-12)
        levels[batch] = ((decibels - FLOOR_DB) * (-255 / FLOOR_DB)).clip(0, 255)
    return levels


def _first_bins() -> NDArray[np.int_]:
    """Return the first FFT bin of each band, and the end of the last; at least one bin each."""
    edges = np.geomspace(LOW_HZ, HIGH_HZ, BANDS + 1) * FFT_SIZE / SAMPLE_RATE
    return np.maximum(np.round(edges).astype(int), int(edges[0]) + np.arange(BANDS + 1))


_FIRST_BINS = _first_bins()
