"""Log-spectrogram of a 1 s audio window, the input of the audio encoder (paper §2).

The paper gives window, hop and size (0.01 s, half a window, 257 x 200). Window shape, padding,
offset and scaling are not in the paper; they are stored with the weights as `SpectrogramSpec`.
Offset, mean and deviation are fixed and not computed per clip, so that silence stays finite and
quiet audio stays quiet.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import AUDIO_WINDOW, SAMPLE_RATE

SILENCE_DBFS = -120.0
"""Result of `level_dbfs` for digital silence."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class SpectrogramSpec:
    """Parameters of the log-spectrogram (bins x columns) of a 1 s window at 48 kHz.

    Each column is the magnitude of a Hann-windowed FFT, times `gain`, optionally summed into
    `mel_bins` triangular bands from `low_hz` to `high_hz`; then `log(x + offset)`, and
    `(y - mean) / std`. `pad` zero samples are added at both ends (negative: samples are cut off),
    so that the columns lie symmetrically in the window.

    Raises ValueError where these do not give `columns` columns.
    """

    window: int
    hop: int
    fft: int
    columns: int
    pad: int
    offset: float
    mean: float = 0.0
    std: float = 1.0
    gain: float = 1.0
    mel_bins: int | None = None
    low_hz: float = 0.0
    high_hz: float = SAMPLE_RATE / 2

    def __post_init__(self) -> None:
        columns = (AUDIO_WINDOW + 2 * self.pad - self.window) // self.hop + 1
        if columns != self.columns or AUDIO_WINDOW % self.hop:
            raise ValueError(f"a 1 s window gives {columns} columns, not {self.columns}")

    @property
    def bins(self) -> int:
        """Number of rows, low frequencies first."""
        return self.mel_bins or self.fft // 2 + 1

    @property
    def bin_hz(self) -> Floats:
        """Centre frequency of each row in Hz, shape (bins,)."""
        if self.mel_bins is None:
            return np.linspace(0, SAMPLE_RATE / 2, self.bins, dtype=np.float32)
        edges = np.linspace(_mel(self.low_hz), _mel(self.high_hz), self.mel_bins + 2)
        return (700 * np.expm1(edges[1:-1] / 1127)).astype(np.float32)


PAPER = SpectrogramSpec(window=480, hop=240, fft=512, columns=200, pad=120, offset=1e-3)
"""The paper's 257 x 200. Hann window and padding of 120 samples are not in the paper."""

YAMNET = SpectrogramSpec(
    window=1200, hop=480, fft=1536, columns=96, pad=-600, offset=1e-3,
    gain=1 / 3, mel_bins=64, low_hz=125.0, high_hz=7500.0,
)  # fmt: skip
"""YAMNet's 64 x 96 log-mel patch, computed at 48 kHz: three times its 16 kHz window, hop and FFT
give the same bands without resampling, and the gain of 1/3 gives the same magnitudes."""


def _mel(hertz: float | Floats) -> Floats:
    return np.asarray(1127 * np.log1p(np.asarray(hertz) / 700), dtype=np.float32)


def level_dbfs(wave: Floats) -> float:
    """RMS level of `wave` (samples in -1..1) in dBFS; digital silence: -120."""
    power = float(np.mean(np.square(wave, dtype=np.float64))) if wave.size else 0.0
    return 10 * float(np.log10(max(power, 10 ** (SILENCE_DBFS / 10))))


class _MelFilterBank:
    """Sums FFT bins into triangles on the HTK mel scale.

    Reads only the bins inside each triangle. A matrix product would wake the BLAS threads of
    numpy, which then spin for longer than the network needs.
    """

    def __init__(self, spec: SpectrogramSpec) -> None:
        edges = np.linspace(_mel(spec.low_hz), _mel(spec.high_hz), (spec.mel_bins or 0) + 2)
        low, centre, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
        bins = _mel(np.linspace(0, SAMPLE_RATE / 2, spec.fft // 2 + 1, dtype=np.float32))
        rising, falling = (bins - low) / (centre - low), (high - bins) / (high - centre)
        weights = np.maximum(0, np.minimum(rising, falling)).astype(np.float32)
        inside = weights > 0
        # A triangle that is too narrow to hold a bin sums one bin of weight 0.
        inside[~inside.any(axis=1), 0] = True
        self._weights, self._bins = weights[inside], np.nonzero(inside)[1]
        self._starts = np.append(0, inside.sum(axis=1).cumsum()[:-1])

    def __call__(self, magnitude: Floats) -> Floats:
        """(..., FFT bins) -> (..., mel bins)."""
        return np.add.reduceat(magnitude[..., self._bins] * self._weights, self._starts, axis=-1)


class LogSpectrogram:
    """Computes the log-spectrograms of 1 s audio windows."""

    def __init__(self, spec: SpectrogramSpec) -> None:
        self.spec = spec

    def __call__(self, waves: Floats) -> Floats:
        """Compute normalised log-spectrograms.

        Args:
            waves: (..., 48000) float32 samples at 48 kHz in -1..1.

        Returns:
            (..., bins, columns) float32, low frequencies first.

        Raises:
            ValueError: the last axis is not one window.
        """
        spec = self.spec
        waves = np.asarray(waves, dtype=np.float32)
        if waves.shape[-1] != AUDIO_WINDOW:
            raise ValueError(f"expected {AUDIO_WINDOW} samples (1 s), got {waves.shape[-1]}")
        if spec.pad > 0:
            padded = np.pad(waves, [(0, 0)] * (waves.ndim - 1) + [(spec.pad, spec.pad)])
        else:
            padded = waves[..., -spec.pad : AUDIO_WINDOW + spec.pad]
        frames = np.lib.stride_tricks.sliding_window_view(padded, spec.window, axis=-1)
        return np.swapaxes(self._columns(frames[..., :: spec.hop, :]), -1, -2)

    def _columns(self, frames: Floats) -> Floats:
        """(..., window) -> normalised columns (..., bins)."""
        spec = self.spec
        magnitude = np.abs(np.fft.rfft(frames * self._window, spec.fft, axis=-1))
        bands = magnitude if self._filter_bank is None else self._filter_bank(magnitude)
        log_bands = np.log(bands + np.float32(spec.offset))
        return (log_bands - np.float32(spec.mean)) / np.float32(spec.std)

    @cached_property
    def _window(self) -> Floats:
        phase = 2 * np.pi * np.arange(self.spec.window) / self.spec.window
        return (self.spec.gain * (0.5 - 0.5 * np.cos(phase))).astype(np.float32)

    @cached_property
    def _filter_bank(self) -> _MelFilterBank | None:
        return None if self.spec.mel_bins is None else _MelFilterBank(self.spec)
