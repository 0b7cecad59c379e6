"""Log-spectrogram of an audio window, the input of the audio encoder (paper §2).

The paper gives window, hop and size (0.01 s, half a window, 257 x 200). Window shape, padding,
offset and scaling are not in the paper; they are stored with the weights as `SpectrogramSpec`.
Offset, mean and deviation are fixed and not computed per clip, so that silence stays finite and
quiet audio stays quiet.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE

SILENCE_DBFS = -120.0
"""Result of `level_dbfs` for digital silence."""
CLICK = SAMPLE_RATE // 10  # samples
MAX_SECONDS = 3.0
"""Longest audio window."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class PowerBands:
    """Rows of log power that follow the others, for a second audio encoder (not in the paper).

    Each is the power, times `gain`, of a triangular band on the mel scale after a pre-emphasis
    filter `1 - pre_emphasis / z` at `pre_emphasis_hz`, then `(log(x + offset) - mean) / std`.
    """

    bins: int
    low_hz: float
    high_hz: float
    offset: float
    mean: float
    std: float
    gain: float = 1.0
    pre_emphasis: float = 0.0
    pre_emphasis_hz: float = 32000.0


@dataclass(frozen=True)
class SpectrogramSpec:
    """Parameters of the log-spectrogram (bins x columns) of an audio window at 48 kHz.

    The window has `seconds`, 1 in the paper and at most 3 (not in the paper).

    Each column is the magnitude of a Hann-windowed FFT, times `gain`, optionally summed into
    `mel_bins` triangular bands from `low_hz` to `high_hz`; then `log(x + offset)`, and
    `(y - mean) / std`. `pad` zero samples are added at both ends (negative: samples are cut off),
    so that the columns lie symmetrically in the window. `power_bands` adds rows at the end.

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
    seconds: float = 1.0
    power_bands: PowerBands | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.seconds <= MAX_SECONDS:
            raise ValueError(f"an audio window has 1 to {MAX_SECONDS:g} s, not {self.seconds:g}")
        columns = (self.samples + 2 * self.pad - self.window) // self.hop + 1
        if columns != self.columns or self.samples % self.hop:
            raise ValueError(
                f"a {self.seconds:g} s window gives {columns} columns, not {self.columns}"
            )

    @property
    def samples(self) -> int:
        """Samples of the audio window."""
        return round(self.seconds * SAMPLE_RATE)

    @property
    def bins(self) -> int:
        """Number of rows, those of `power_bands` included."""
        return self.magnitude_bins + (self.power_bands.bins if self.power_bands else 0)

    @property
    def magnitude_bins(self) -> int:
        """Number of rows of log magnitude, low frequencies first: those to show to people."""
        return self.mel_bins or self.fft // 2 + 1

    @property
    def bin_hz(self) -> Floats:
        """Centre frequency of each row of log magnitude in Hz, shape (magnitude_bins,)."""
        if self.mel_bins is None:
            return np.linspace(0, SAMPLE_RATE / 2, self.magnitude_bins, dtype=np.float32)
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

YAMNET_MN04 = replace(
    YAMNET, columns=300, pad=360, seconds=3.0,
    power_bands=PowerBands(
        bins=128, low_hz=0.0, high_hz=15000.0, offset=1e-5, mean=-4.5, std=5.0,
        gain=4.0, pre_emphasis=0.97,
    ),
)  # fmt: skip
"""YAMNet's bands over 3 s, then those of mn04, which takes the power of 25 ms windows at 32 kHz. At
48 kHz a window has 3/2 as many samples: (2/3)² gives the same power, times 3² for YAMNet's gain."""


def _power_spectrum(frames: Floats, fft: int, bins: int) -> Floats:
    """(n, window) -> the first `bins` squared magnitudes (bins, n) of frames padded with zeros."""
    from avol.core.opencv import cv2  # three times as fast as numpy here, and always in float32

    padded = np.zeros((len(frames), fft), np.float32)
    padded[:, : frames.shape[1]] = frames
    cv2.setNumThreads(1)  # OpenCV's threads would compete with those of the engine
    # Per frame: re 0, re 1, im 1, re 2, im 2, …, re fft / 2.
    spectra = cv2.transpose(cv2.dft(padded, padded, flags=cv2.DFT_ROWS))
    spectra = np.square(np.asarray(spectra, np.float32))
    power = np.empty((fft // 2 + 1, len(frames)), np.float32)
    power[0], power[-1] = spectra[0], spectra[-1]
    np.add(spectra[1:-1:2], spectra[2:-1:2], out=power[1:-1])
    return power[:bins]


def _fft_hz(fft: int) -> Floats:
    """Frequencies of the bins of an FFT in Hz."""
    return np.linspace(0, SAMPLE_RATE / 2, fft // 2 + 1, dtype=np.float32)


def _mel(hertz: float | Floats) -> Floats:
    return np.asarray(1127 * np.log1p(np.asarray(hertz) / 700), dtype=np.float32)


def level_dbfs(wave: Floats) -> float:
    """RMS level of `wave` (samples in -1..1) in dBFS, without its mean; digital silence: -120.

    A constant offset, as of cheap sound cards, is no sound. Zeros at both ends, as around the audio
    of a file, do not count for the mean, unless the rest is only a click.
    """
    if not wave.any():
        return SILENCE_DBFS
    first, last = int(np.argmax(wave != 0)), wave.size - int(np.argmax(wave[::-1] != 0))
    inside = wave[first:last] if last - first > CLICK else wave
    power = float(np.var(inside, dtype=np.float64)) * inside.size / wave.size
    return 10 * float(np.log10(max(power, 10 ** (SILENCE_DBFS / 10))))


class _MelFilterBank:
    """Sums FFT bins, times `gain` (fft bins,), into triangles on the HTK mel scale.

    Adds the n-th bin of all triangles at once. A matrix product would wake the BLAS threads of
    numpy, which then spin for longer than the network needs.
    """

    def __init__(
        self, bands: int, low_hz: float, high_hz: float, fft: int, gain: Floats | None = None
    ) -> None:
        edges = np.linspace(_mel(low_hz), _mel(high_hz), bands + 2)
        low, centre, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
        bins = _mel(_fft_hz(fft))
        rising, falling = (bins - low) / (centre - low), (high - bins) / (high - centre)
        weights = np.maximum(0, np.minimum(rising, falling)).astype(np.float32)
        first, count = (weights > 0).argmax(axis=1), (weights > 0).sum(axis=1)
        weights *= np.float32(1) if gain is None else gain
        self._bands = bands
        self.bins = int((first + count).max())
        """How many bins it reads, from the first on."""
        self._taps = list[tuple[slice, NDArray[np.intp], Floats]]()
        for n in range(count.max()):
            # A range of triangles, which numpy adds much faster than a list; one in between that
            # has no n-th bin adds zero.
            wide = np.flatnonzero(count > n)
            part = np.arange(wide[0], wide[-1] + 1)
            taken = np.minimum(first[part] + n, self.bins - 1)
            self._taps.append((slice(wide[0], wide[-1] + 1), taken, weights[part, taken][:, None]))

    def __call__(self, values: Floats) -> Floats:
        """(FFT bins, n) -> (mel bins, n)."""
        sums = np.zeros((self._bands, values.shape[1]), np.float32)
        for bands, bins, weights in self._taps:
            taken = values.take(bins, axis=0)
            taken *= weights
            sums[bands] += taken
        return sums


class _PowerBank:
    """Computes the rows of `PowerBands` from power spectra."""

    def __init__(self, bands: PowerBands, fft: int) -> None:
        self._bands = bands
        delay = np.exp(-2j * np.pi * _fft_hz(fft) / bands.pre_emphasis_hz)
        emphasis = np.abs(1 - bands.pre_emphasis * delay) ** 2
        gain = (bands.gain * emphasis).astype(np.float32)
        self._filter_bank = _MelFilterBank(bands.bins, bands.low_hz, bands.high_hz, fft, gain)
        self.bins = self._filter_bank.bins

    def __call__(self, power: Floats) -> Floats:
        """(FFT bins, n) -> normalised (bins, n)."""
        log_power = np.log(self._filter_bank(power) + np.float32(self._bands.offset))
        return (log_power - np.float32(self._bands.mean)) / np.float32(self._bands.std)


class LogSpectrogram:
    """Computes the log-spectrograms of audio windows."""

    def __init__(self, spec: SpectrogramSpec) -> None:
        self.spec = spec

    def __call__(self, waves: Floats) -> Floats:
        """Compute normalised log-spectrograms.

        Args:
            waves: (..., `spec.samples`) float32 samples at 48 kHz in -1..1.

        Returns:
            (..., bins, columns) float32, low frequencies first.

        Raises:
            ValueError: the last axis is not one window.
        """
        spec = self.spec
        waves = np.asarray(waves, dtype=np.float32)
        if waves.shape[-1] != spec.samples:
            raise ValueError(
                f"expected {spec.samples} samples ({spec.seconds:g} s), got {waves.shape[-1]}"
            )
        frames = self.frames(waves.reshape(-1, spec.samples), 0, spec.columns)
        columns = self.columns(frames.reshape(-1, spec.window))
        columns = columns.reshape(spec.bins, -1, spec.columns)
        return np.moveaxis(columns, 1, 0).reshape(*waves.shape[:-1], spec.bins, spec.columns)

    def frames(self, waves: Floats, start: int, stop: int) -> Floats:
        """Return the samples of columns `start` to `stop` (exclusive), times the Hann window.

        (n, samples) -> (n, columns, window).
        """
        spec = self.spec
        first, last = start * spec.hop - spec.pad, (stop - 1) * spec.hop - spec.pad + spec.window
        inside = waves[:, max(0, first) : last]
        margins = max(0, -first), max(0, last - spec.samples)
        if any(margins):
            inside = np.pad(inside, ((0, 0), margins))
        frames = np.lib.stride_tricks.sliding_window_view(inside, spec.window, axis=-1)
        return frames[:, :: spec.hop] * self._window

    def columns(self, frames: Floats) -> Floats:
        """Compute normalised columns: (n, window) -> (bins, n)."""
        spec = self.spec
        power = _power_spectrum(frames, spec.fft, self._fft_bins)
        magnitude = np.sqrt(power[: self._magnitude_bins])
        bands = magnitude if self._filter_bank is None else self._filter_bank(magnitude)
        log_bands = np.log(bands + np.float32(spec.offset))
        rows = (log_bands - np.float32(spec.mean)) / np.float32(spec.std)
        if self._power_bank is None:
            return rows
        return np.concatenate([rows, self._power_bank(power)])

    @cached_property
    def _magnitude_bins(self) -> int:
        """How many bins of the FFT the rows of log magnitude need, from the first on."""
        return self.spec.fft // 2 + 1 if self._filter_bank is None else self._filter_bank.bins

    @cached_property
    def _fft_bins(self) -> int:
        """How many bins of the FFT all rows need."""
        power = 0 if self._power_bank is None else self._power_bank.bins
        return max(self._magnitude_bins, power)

    @cached_property
    def _window(self) -> Floats:
        phase = 2 * np.pi * np.arange(self.spec.window) / self.spec.window
        return (self.spec.gain * (0.5 - 0.5 * np.cos(phase))).astype(np.float32)

    @cached_property
    def _filter_bank(self) -> _MelFilterBank | None:
        spec = self.spec
        if spec.mel_bins is None:
            return None
        return _MelFilterBank(spec.mel_bins, spec.low_hz, spec.high_hz, spec.fft)

    @cached_property
    def _power_bank(self) -> _PowerBank | None:
        bands = self.spec.power_bands
        return None if bands is None else _PowerBank(bands, self.spec.fft)
