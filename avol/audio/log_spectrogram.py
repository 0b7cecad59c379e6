"""The log-spectrogram: one second of sound as the picture that the networks hear.

The paper gives window, hop and size (§2: 0.01 s, half a window, 257 x 200). Window shape, ends,
offset and scaling are not given; they are ours and stand in `SpectrogramSpec`, which travels with
the weights. The log has a fixed offset and a fixed mean and deviation, never a per-clip
reference: silence stays finite, and quiet stays quiet.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 48_000
SECOND = SAMPLE_RATE
"""Samples in the second of sound that every network hears."""

SILENCE_DBFS = -120.0
"""What `level_dbfs` answers for digital silence."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class SpectrogramSpec:
    """How a second of 48 kHz sound becomes a picture (bins x columns).

    Each column is the magnitude of a Hann-windowed FFT, times `gain`, optionally summed into
    `mel_bins` triangular bands from `low_hz` to `high_hz`; then `log(x + offset)`, and
    `(y - mean) / std`. `pad` samples of silence stand at both ends of the second (negative: that
    many are cut off), so that the columns lie symmetrically in it.
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
        framed = (SECOND + 2 * self.pad - self.window) // self.hop + 1
        if framed != self.columns or SECOND % self.hop:
            raise ValueError(f"a second gives {framed} columns here, not {self.columns}")

    @property
    def bins(self) -> int:
        """Rows of the picture, low frequencies first."""
        return self.mel_bins or self.fft // 2 + 1

    @property
    def bin_hz(self) -> Floats:
        """Centre frequency of each row in Hz, shape (bins,)."""
        if self.mel_bins is None:
            return np.linspace(0, SAMPLE_RATE / 2, self.bins, dtype=np.float32)
        edges = np.linspace(_mel(self.low_hz), _mel(self.high_hz), self.mel_bins + 2)
        return (700 * np.expm1(edges[1:-1] / 1127)).astype(np.float32)


PAPER = SpectrogramSpec(window=480, hop=240, fft=512, columns=200, pad=120, offset=1e-3)
"""The paper's 257 x 200. Ours: a Hann window, and 120 samples of silence at both ends make 200."""

YAMNET = SpectrogramSpec(
    window=1200, hop=480, fft=1536, columns=96, pad=-600, offset=1e-3,
    gain=1 / 3, mel_bins=64, low_hz=125.0, high_hz=7500.0,
)  # fmt: skip
"""YAMNet's 64 x 96 log-mel patch, taken at 48 kHz: three times its 16 kHz window, hop and FFT give
the same bands without resampling, and the gain of 1/3 gives the same magnitudes."""


def _mel(hertz: float | Floats) -> Floats:
    return np.asarray(1127 * np.log1p(np.asarray(hertz) / 700), dtype=np.float32)


def level_dbfs(wave: Floats) -> float:
    """Root mean square of `wave` (samples in -1..1) in dB of full scale; digital silence: -120."""
    power = float(np.mean(np.square(wave, dtype=np.float64))) if wave.size else 0.0
    return 10 * float(np.log10(max(power, 10 ** (SILENCE_DBFS / 10))))


class _Bands:
    """Sums FFT bins into triangles on the mel scale, as the HTK has them.

    Only the bins inside each triangle are touched. A product of matrices would wake the threads of
    numpy's BLAS, which then spin for longer than the network takes to answer.
    """

    def __init__(self, spec: SpectrogramSpec) -> None:
        edges = np.linspace(_mel(spec.low_hz), _mel(spec.high_hz), (spec.mel_bins or 0) + 2)
        low, centre, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
        at = _mel(np.linspace(0, SAMPLE_RATE / 2, spec.fft // 2 + 1, dtype=np.float32))
        rising, falling = (at - low) / (centre - low), (high - at) / (high - centre)
        weights = np.maximum(0, np.minimum(rising, falling)).astype(np.float32)
        inside = weights > 0
        # A triangle too narrow to hold any bin sums one of weight 0.
        inside[~inside.any(axis=1), 0] = True
        self._weights, self._bins = weights[inside], np.nonzero(inside)[1]
        self._firsts = np.append(0, inside.sum(axis=1).cumsum()[:-1])

    def __call__(self, magnitude: Floats) -> Floats:
        """(..., FFT bins) -> (..., mel bins)."""
        return np.add.reduceat(magnitude[..., self._bins] * self._weights, self._firsts, axis=-1)


class LogSpectrogram:
    """Seconds of sound to log-spectrograms, whole seconds at a time."""

    def __init__(self, spec: SpectrogramSpec) -> None:
        self.spec = spec

    def __call__(self, waves: Floats) -> Floats:
        """The normalised log-spectrogram.

        Args:
            waves: (..., 48000) float32 samples at 48 kHz in -1..1.

        Returns:
            (..., bins, columns) float32, low frequencies first.

        Raises:
            ValueError: the last axis is not one second.
        """
        spec = self.spec
        waves = np.asarray(waves, dtype=np.float32)
        if waves.shape[-1] != SECOND:
            raise ValueError(f"expected {SECOND} samples (one second), got {waves.shape[-1]}")
        ends = [(0, 0)] * (waves.ndim - 1) + [(max(spec.pad, 0),) * 2]
        framed = np.pad(waves, ends) if spec.pad > 0 else waves[..., -spec.pad : SECOND + spec.pad]
        frames = np.lib.stride_tricks.sliding_window_view(framed, spec.window, axis=-1)
        return np.swapaxes(self.columns(frames[..., :: spec.hop, :]), -1, -2)

    def columns(self, frames: Floats) -> Floats:
        """Normalised columns (..., bins) of `frames` (..., window), each on its own."""
        spec = self.spec
        magnitude = np.abs(np.fft.rfft(frames * self._window, spec.fft, axis=-1))
        bands = magnitude if self._bands is None else self._bands(magnitude)
        return (np.log(bands + np.float32(spec.offset)) - np.float32(spec.mean)) / np.float32(
            spec.std
        )

    @cached_property
    def _window(self) -> Floats:
        turns = np.arange(self.spec.window) / self.spec.window
        return (self.spec.gain * (0.5 - 0.5 * np.cos(2 * np.pi * turns))).astype(np.float32)

    @cached_property
    def _bands(self) -> _Bands | None:
        return None if self.spec.mel_bins is None else _Bands(self.spec)


class StreamingLogSpectrogram:
    """The same picture of the last second of a stream, computing only the columns that are new.

    Agrees with `LogSpectrogram` on the same samples to 1e-5. The second ends on the last whole hop.
    """

    def __init__(self, spec: SpectrogramSpec) -> None:
        self.spec = spec
        self._whole = LogSpectrogram(spec)
        self._tail = np.zeros(SECOND + spec.hop, dtype=np.float32)
        # Where the ends are cut off, columns newer than the second's last one exist already.
        self._keep = spec.columns + 2 + max(-spec.pad, 0) // spec.hop
        self._kept = np.zeros((0, spec.bins), dtype=np.float32)
        self._done = 0  # columns computed since the stream began
        self.pushed = 0
        """Samples pushed since the stream began."""

    def push(self, samples: Floats) -> None:
        """Take the next samples (n,) of the stream, any n."""
        for part in np.split(samples, range(SECOND, len(samples), SECOND)):
            self._push(part.astype(np.float32, copy=False))

    def _push(self, samples: Floats) -> None:
        spec, phase = self.spec, -self.spec.pad % self.spec.hop
        self.pushed += len(samples)
        joined = np.concatenate([self._tail, samples])
        complete = max(0, (self.pushed - phase - spec.window) // spec.hop + 1)
        first = max(self._done, complete - self._keep)
        starts = np.arange(first, complete) * spec.hop + phase - (self.pushed - len(joined))
        if len(starts):
            new = self._whole.columns(joined[starts[:, None] + np.arange(spec.window)])
            self._kept = np.concatenate([self._kept, new])[-self._keep :]
        self._done = complete
        self._tail = joined[-len(self._tail) :]

    def latest(self) -> Floats | None:
        """(bins, columns) of the last second that ends on a whole hop; None before one second."""
        spec = self.spec
        if self.pushed < SECOND:
            return None
        past = self.pushed % spec.hop  # samples beyond the last whole hop
        second = self._tail[len(self._tail) - past - SECOND : len(self._tail) - past]
        starts = np.arange(spec.columns) * spec.hop - spec.pad
        inside = (starts >= 0) & (starts + spec.window <= SECOND)
        phase = -spec.pad % spec.hop
        last = (self.pushed - past - SECOND + starts[inside][-1] - phase) // spec.hop
        stop = len(self._kept) - (self._done - 1 - last)
        columns = np.empty((spec.columns, spec.bins), dtype=np.float32)
        columns[inside] = self._kept[stop - inside.sum() : stop]
        if not inside.all():  # the padded ends hold silence in place of the stream's neighbours
            padded = np.pad(second, spec.pad)
            edge = starts[~inside] + spec.pad
            columns[~inside] = self._whole.columns(padded[edge[:, None] + np.arange(spec.window)])
        return columns.T
