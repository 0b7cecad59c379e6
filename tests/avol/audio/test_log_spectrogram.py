"""The log-spectrogram against its definition, and the streaming form against the whole one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avol.audio.log_spectrogram import (
    PAPER,
    SECOND,
    SILENCE_DBFS,
    YAMNET,
    LogSpectrogram,
    SpectrogramSpec,
    StreamingLogSpectrogram,
    level_dbfs,
)

SPECS = pytest.mark.parametrize("spec", [PAPER, YAMNET], ids=["paper", "yamnet"])


def _noise(samples: int, seed: int = 0) -> np.ndarray:
    return (0.1 * np.random.default_rng(seed).standard_normal(samples)).astype(np.float32)


def _tone(hertz: float, amplitude: float = 0.5) -> np.ndarray:
    return (amplitude * np.sin(2 * np.pi * hertz * np.arange(SECOND) / 48_000)).astype(np.float32)


def test_sizes_are_the_papers() -> None:
    assert LogSpectrogram(PAPER)(np.zeros(SECOND, np.float32)).shape == (257, 200)
    assert LogSpectrogram(YAMNET)(np.zeros((3, SECOND), np.float32)).shape == (3, 64, 96)


@SPECS
def test_silence_is_finite_and_flat(spec: SpectrogramSpec) -> None:
    picture = LogSpectrogram(spec)(np.zeros(SECOND, np.float32))
    np.testing.assert_allclose(picture, np.log(spec.offset), rtol=1e-6)


@SPECS
@pytest.mark.parametrize("hertz", [440.0, 1000.0, 5000.0])
def test_a_tone_lies_in_its_row(spec: SpectrogramSpec, hertz: float) -> None:
    picture = LogSpectrogram(spec)(_tone(hertz))
    rows = picture[:, 10:-10].argmax(axis=0)
    nearest = np.abs(spec.bin_hz - hertz).argmin()
    assert np.abs(rows - nearest).max() <= 1


def test_paper_column_is_the_fft_of_its_samples() -> None:
    wave = _noise(SECOND)
    column = LogSpectrogram(PAPER)(wave)[:, 7]
    start = 7 * 240 - 120
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(480) / 480)
    expected = np.log(np.abs(np.fft.rfft(wave[start : start + 480] * window, 512)) + 1e-3)
    np.testing.assert_allclose(column, expected, atol=1e-4)


def test_bands_are_triangles_on_the_mel_scale() -> None:
    wave, spec = _noise(SECOND), YAMNET
    window = spec.gain * (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(1200) / 1200))
    start = 600 + 7 * 480
    magnitude = np.abs(np.fft.rfft(wave[start : start + 1200] * window, 1536))
    low, high = (1127 * np.log1p(hertz / 700) for hertz in (125, 7500))
    edges = np.linspace(low, high, 66)
    at = 1127 * np.log1p(np.linspace(0, 24_000, 769) / 700)
    bands = [magnitude @ np.interp(at, edges[n : n + 3], [0, 1, 0]) for n in range(64)]
    column = LogSpectrogram(spec)(wave)[:, 7]
    np.testing.assert_allclose(column, np.log(np.array(bands) + 1e-3), atol=1e-4)


def test_loudness_is_kept() -> None:
    picture = LogSpectrogram(PAPER)
    louder, quieter = picture(_tone(1000, 0.5)), picture(_tone(1000, 0.05))
    assert louder.max() - quieter.max() == pytest.approx(np.log(10), abs=0.01)


@SPECS
@settings(max_examples=25, deadline=None)
@given(chunks=st.lists(st.integers(1, 70_000), min_size=1, max_size=8), seed=st.integers(0, 99))
def test_streaming_agrees_with_whole(spec: SpectrogramSpec, chunks: list[int], seed: int) -> None:
    stream, wave = StreamingLogSpectrogram(spec), _noise(sum(chunks), seed)
    at = 0
    for chunk in chunks:
        stream.push(wave[at : at + chunk])
        at += chunk
        end = at - at % spec.hop
        latest = stream.latest()
        if at < SECOND:
            assert latest is None
        else:
            assert latest is not None
            whole = LogSpectrogram(spec)(wave[end - SECOND : end])
            np.testing.assert_allclose(latest, whole, atol=1e-5)


def test_wrong_length_and_impossible_spec_are_refused() -> None:
    with pytest.raises(ValueError, match="one second"):
        LogSpectrogram(PAPER)(np.zeros(47_999, np.float32))
    with pytest.raises(ValueError, match="columns"):
        SpectrogramSpec(window=480, hop=240, fft=512, columns=200, pad=0, offset=1e-3)


def test_level() -> None:
    assert level_dbfs(_tone(1000, 1.0)) == pytest.approx(-3.01, abs=0.01)
    assert level_dbfs(np.zeros(10, np.float32)) == SILENCE_DBFS
