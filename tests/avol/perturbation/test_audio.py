"""Perturbations of audio, with the results that follow from their definition."""

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.perturbation import AudioPerturbation, ErasedArea
from avol.perturbation.audio import add_noise, erase, pass_band, perturb_audio, shift_pitch

TIME = np.arange(SAMPLE_RATE) / SAMPLE_RATE


def tone(*hertz: float) -> NDArray[np.float32]:
    waves = [np.sin(2 * np.pi * frequency * TIME) for frequency in hertz]
    return (np.sum(waves, axis=0) / 2).astype(np.float32)


def noise(seed: int = 1) -> NDArray[np.float32]:
    samples = np.random.default_rng(seed).standard_normal(SAMPLE_RATE) / 10
    return samples.astype(np.float32)


def power(wave: NDArray[np.float32], low: float, high: float) -> float:
    """Energy between two frequencies."""
    hertz = np.fft.rfftfreq(len(wave), 1 / SAMPLE_RATE)
    return float((np.abs(np.fft.rfft(wave))[(hertz >= low) & (hertz <= high)] ** 2).sum())


@pytest.mark.parametrize(("low", "high"), [(0, 500), (500, 2000), (8000, 24000)])
def test_a_removed_band_has_no_energy_and_the_rest_keeps_its_own(low: float, high: float) -> None:
    wave = noise()
    erased = erase(wave, ErasedArea(low_hz=low, high_hz=high))
    assert power(erased, low, high) < 1e-8 * power(wave, low, high)
    for other in ((0, low - 1), (high + 1, 24000)):
        assert power(erased, *other) == pytest.approx(power(wave, *other), rel=1e-4)


def test_an_erased_time_is_zero_and_the_rest_is_the_same() -> None:
    wave = noise()
    erased = erase(wave, ErasedArea(0.25, 0.5))
    assert np.abs(erased[12_000:24_000]).max() < 1e-7
    fade = SAMPLE_RATE // 200
    np.testing.assert_array_equal(erased[: 12_000 - fade], wave[: 12_000 - fade])
    np.testing.assert_array_equal(erased[24_000 + fade :], wave[24_000 + fade :])


def test_an_erased_area_keeps_the_band_at_other_times() -> None:
    wave = tone(440, 5000)
    erased = erase(wave, ErasedArea(0.5, 1.0, 4000, 6000))
    assert power(erased[30_000:48_000], 4000, 6000) < 1e-4 * power(wave[30_000:], 4000, 6000)
    assert power(erased[:20_000], 4000, 6000) == pytest.approx(power(wave[:20_000], 4000, 6000))
    assert power(erased, 400, 500) == pytest.approx(power(wave, 400, 500), rel=1e-3)


def test_empty_areas_change_nothing() -> None:
    wave = noise()
    for area in (ErasedArea(0.5, 0.5), ErasedArea(low_hz=900, high_hz=900)):
        np.testing.assert_array_equal(erase(wave, area), wave)


@pytest.mark.parametrize(
    ("low", "high", "kept"), [(0, 1000, 440), (1000, 24000, 5000), (300, 600, 440)]
)
def test_a_filter_lets_one_tone_pass(low: float, high: float, kept: float) -> None:
    filtered = pass_band(tone(440, 5000), low, high)
    np.testing.assert_allclose(filtered, tone(kept), atol=1e-5)


@pytest.mark.parametrize("semitones", [-12, -5, 0.5, 7, 12])
def test_pitch_changes_the_frequency_and_not_the_duration(semitones: float) -> None:
    shifted = shift_pitch(tone(440), semitones)
    assert shifted.shape == (SAMPLE_RATE,)
    spectrum = np.abs(np.fft.rfft(shifted * np.hanning(SAMPLE_RATE)))  # bins of 1 Hz
    assert spectrum.argmax() == pytest.approx(440 * 2 ** (semitones / 12), abs=2)
    assert shifted.std() == pytest.approx(tone(440).std(), rel=0.02)


@pytest.mark.parametrize("semitones", [-12, 12])
def test_pitch_keeps_moments_within_25_ms(semitones: float) -> None:
    click = np.zeros(SAMPLE_RATE, np.float32)
    click[24_000:24_020] = 1
    assert abs(np.abs(shift_pitch(click, semitones)).argmax() - 24_000) < 0.025 * SAMPLE_RATE


@pytest.mark.parametrize("level", [-60.0, -20.0, 0.0])
def test_noise_has_its_level_and_is_the_same_each_time(level: float) -> None:
    silence = np.zeros(SAMPLE_RATE, np.float32)
    noisy = add_noise(silence, level)
    assert 20 * np.log10(np.sqrt(np.mean(noisy.astype(float) ** 2))) == pytest.approx(
        level, abs=1e-4
    )
    np.testing.assert_array_equal(noisy, add_noise(silence, level))
    assert not np.array_equal(noisy, add_noise(silence, level, seed=1))


def test_the_default_returns_the_audio_itself() -> None:
    wave = noise()
    assert perturb_audio(wave, AudioPerturbation()) is wave


def test_muted_audio_is_silent_and_may_carry_noise() -> None:
    assert not perturb_audio(noise(), AudioPerturbation(muted=True)).any()
    noisy = perturb_audio(noise(), AudioPerturbation(muted=True, noise_dbfs=-20))
    np.testing.assert_array_equal(noisy, add_noise(np.zeros(SAMPLE_RATE, np.float32), -20))


def test_another_sound_replaces_the_audio_and_is_repeated_in_a_longer_window() -> None:
    found = perturb_audio(np.zeros(2 * SAMPLE_RATE, np.float32), AudioPerturbation(), tone(440))
    np.testing.assert_array_equal(found, np.tile(tone(440), 2))


def test_a_band_is_erased_after_noise_was_added() -> None:
    settings = AudioPerturbation(noise_dbfs=-10, erased=(ErasedArea(low_hz=0, high_hz=3000),))
    assert power(perturb_audio(tone(440), settings), 0, 3000) < 1e-6
