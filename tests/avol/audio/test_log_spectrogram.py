"""The log-spectrogram compared with its definition."""

import numpy as np
import pytest

from avol.audio.log_spectrogram import (
    PAPER,
    SILENCE_DBFS,
    YAMNET,
    YAMNET_MN04,
    LogSpectrogram,
    SpectrogramSpec,
    level_dbfs,
)
from avol.core.constants import AUDIO_WINDOW, SAMPLE_RATE

SPECS = pytest.mark.parametrize("spec", [PAPER, YAMNET], ids=["paper", "yamnet"])


def _noise(samples: int, seed: int = 0) -> np.ndarray:
    return (0.1 * np.random.default_rng(seed).standard_normal(samples)).astype(np.float32)


def _tone(hertz: float, amplitude: float = 0.5) -> np.ndarray:
    return (amplitude * np.sin(2 * np.pi * hertz * np.arange(AUDIO_WINDOW) / SAMPLE_RATE)).astype(
        np.float32
    )


def test_sizes_match_the_paper() -> None:
    assert LogSpectrogram(PAPER)(np.zeros(AUDIO_WINDOW, np.float32)).shape == (257, 200)
    assert LogSpectrogram(YAMNET)(np.zeros((3, AUDIO_WINDOW), np.float32)).shape == (3, 64, 96)


@SPECS
def test_silence_is_finite_and_constant(spec: SpectrogramSpec) -> None:
    spectrogram = LogSpectrogram(spec)(np.zeros(AUDIO_WINDOW, np.float32))
    np.testing.assert_allclose(spectrogram, np.log(spec.offset), rtol=1e-6)


@SPECS
@pytest.mark.parametrize("hertz", [440.0, 1000.0, 5000.0])
def test_tone_peaks_in_its_row(spec: SpectrogramSpec, hertz: float) -> None:
    spectrogram = LogSpectrogram(spec)(_tone(hertz))
    rows = spectrogram[:, 10:-10].argmax(axis=0)
    nearest = np.abs(spec.bin_hz - hertz).argmin()
    assert np.abs(rows - nearest).max() <= 1


def test_paper_column_is_the_fft_of_its_samples() -> None:
    wave = _noise(AUDIO_WINDOW)
    column = LogSpectrogram(PAPER)(wave)[:, 7]
    start = 7 * 240 - 120
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(480) / 480)
    expected = np.log(np.abs(np.fft.rfft(wave[start : start + 480] * window, 512)) + 1e-3)
    np.testing.assert_allclose(column, expected, atol=1e-4)


def test_mel_bands_are_triangles() -> None:
    wave, spec = _noise(AUDIO_WINDOW), YAMNET
    window = spec.gain * (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(1200) / 1200))
    start = 600 + 7 * 480
    magnitude = np.abs(np.fft.rfft(wave[start : start + 1200] * window, 1536))
    low, high = (1127 * np.log1p(hertz / 700) for hertz in (125, 7500))
    edges = np.linspace(low, high, 66)
    at = 1127 * np.log1p(np.linspace(0, 24_000, 769) / 700)
    bands = [magnitude @ np.interp(at, edges[n : n + 3], [0, 1, 0]) for n in range(64)]
    column = LogSpectrogram(spec)(wave)[:, 7]
    np.testing.assert_allclose(column, np.log(np.array(bands) + 1e-3), atol=1e-4)


def test_loudness_is_preserved() -> None:
    compute = LogSpectrogram(PAPER)
    louder, quieter = compute(_tone(1000, 0.5)), compute(_tone(1000, 0.05))
    assert louder.max() - quieter.max() == pytest.approx(np.log(10), abs=0.01)


def test_wrong_length_and_invalid_spec_raise() -> None:
    with pytest.raises(ValueError, match="1 s"):
        LogSpectrogram(PAPER)(np.zeros(47_999, np.float32))
    with pytest.raises(ValueError, match="columns"):
        SpectrogramSpec(window=480, hop=240, fft=512, columns=200, pad=0, offset=1e-3)


def test_level_dbfs() -> None:
    assert level_dbfs(_tone(1000, 1.0)) == pytest.approx(-3.01, abs=0.01)
    assert level_dbfs(np.zeros(10, np.float32)) == SILENCE_DBFS
    assert level_dbfs(np.zeros(0, np.float32)) == SILENCE_DBFS


@pytest.mark.parametrize("offset", [0.003, -0.3])
def test_a_constant_offset_is_no_sound(offset: float) -> None:
    constant = np.full(48_000, offset, np.float32)
    assert level_dbfs(constant) < -100
    constant[:30_000] = 0  # before the start of the file
    assert level_dbfs(constant) < -100
    offset_tone = constant * 0 + np.float32(offset) + np.float32(0.1) * _tone(1000, 1.0)
    assert level_dbfs(offset_tone) == pytest.approx(-23.01, abs=0.01)


def test_power_bands_follow_the_rows_of_yamnet() -> None:
    wave = _noise(YAMNET_MN04.samples)
    rows = LogSpectrogram(YAMNET_MN04)(wave)
    assert rows.shape == (192, 300)
    # Columns begin at 480 n - 360 samples, those of YAMNet's window at 480 n + 600.
    recent = LogSpectrogram(YAMNET)(wave[: YAMNET.samples])
    np.testing.assert_allclose(rows[:64, 2:98], recent, atol=1e-5)


def test_power_bands_are_kaldi_filter_banks() -> None:
    """The power of 128 bands of the spectrum after pre-emphasis, by definition."""
    wave, column = _noise(YAMNET_MN04.samples), 100
    start = 480 * column - 360
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(1200) / 1200)
    hertz = np.arange(769) * SAMPLE_RATE / 1536
    spectrum = np.fft.rfft(wave[start : start + 1200] * window, 1536)
    emphasis = 1 - 0.97 * np.exp(-2j * np.pi * hertz / 32000)
    power = (2 / 3) ** 2 * np.abs(spectrum * emphasis) ** 2
    edges = np.linspace(0, 1127 * np.log1p(15000 / 700), 130)
    mel = 1127 * np.log1p(hertz / 700)
    bands = [power @ np.interp(mel, edges[n : n + 3], [0, 1, 0]) for n in range(128)]
    expected = (np.log(np.array(bands) + 1e-5) + 4.5) / 5
    got = LogSpectrogram(YAMNET_MN04)(wave)[64:, column]
    np.testing.assert_allclose(got, expected, atol=1e-3)
