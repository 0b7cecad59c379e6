"""Audio windows are drawn in proportion, repeatably, and match their labels."""

import wave as wav
from pathlib import Path

import numpy as np
import pytest

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import SAMPLE_RATE
from avol.data.catalogue.manifest import CatalogueItem
from avol.data.synthesis.audio_augment import AudioWindowMaker

PITCHES = {"high": 2000.0, "low": 300.0}


def write_wav(path: Path, samples: np.ndarray) -> None:
    with wav.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())


@pytest.fixture
def sounds(tmp_path: Path) -> list[CatalogueItem]:
    """A tone for each of two labels, from a large and a small source."""
    items = []
    for label, hertz in PITCHES.items():
        for source, count in (("large", 5), ("small", 1)):
            for n in range(count):
                time = np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE
                path = tmp_path / f"{label}{source}{n}.wav"
                level = 0.5 if source == "large" else 0.05
                write_wav(path, (level * np.sin(2 * np.pi * hertz * time)).astype(np.float32))
                items.append(CatalogueItem(path, label, source, "CC0", path.name))
    return items


def maker(sounds: list[CatalogueItem], seed: int = 0, clean: bool = False) -> AudioWindowMaker:
    return AudioWindowMaker(sounds, [], [], seed, clean)


def test_seeds_repeat_and_differ(sounds: list[CatalogueItem]) -> None:
    one, again, other = maker(sounds), maker(sounds), maker(sounds, seed=1)
    first = [one.draw().wave for _ in range(5)]
    assert all(np.array_equal(a, again.draw().wave) for a in first)
    assert not all(np.array_equal(a, other.draw().wave) for a in first)


def test_a_clean_window_has_the_pitch_of_its_label(sounds: list[CatalogueItem]) -> None:
    drawn = maker(sounds, clean=True)
    for label, hertz in PITCHES.items():
        wave = drawn.draw_wave(label)
        assert wave.shape == (SAMPLE_RATE,)
        assert np.abs(np.fft.rfft(wave * np.hanning(SAMPLE_RATE))).argmax() == pytest.approx(
            hertz, abs=2
        )


def test_an_augmented_window_keeps_its_register(sounds: list[CatalogueItem]) -> None:
    drawn = maker(sounds)
    for _ in range(20):
        spectrum = np.abs(np.fft.rfft(drawn.draw_wave("high")))
        assert 2000 / 1.6 < spectrum.argmax() < 2000 * 1.6


@pytest.mark.slow
def test_proportions_of_silence_and_mixtures(sounds: list[CatalogueItem]) -> None:
    drawn = maker(sounds)
    windows = [drawn.draw() for _ in range(400)]
    silent = [window for window in windows if not window.labels]
    assert 0.01 < len(silent) / 400 < 0.12
    assert all(level_dbfs(window.wave) < -45 for window in silent)
    assert any(len(window.labels) == 2 for window in windows)
