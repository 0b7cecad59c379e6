"""Perturbations of the audio window: pure functions of samples at 48 kHz."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.perturbation.settings import NYQUIST, AudioPerturbation, ErasedArea

Floats = NDArray[np.float32]

FADE = SAMPLE_RATE // 200
"""Samples around an erased time in which the audio fades, so that the cut makes no click."""
_BLOCK = 1024  # samples that the filter for the pitch gets at once


def perturb_audio(wave: Floats, settings: AudioPerturbation, sound: Floats | None = None) -> Floats:
    """Return the changed audio window (n,), in the order of the settings.

    Args:
        wave: (n,) mono samples at 48 kHz, already shifted by `settings.shift`.
        settings: what to change.
        sound: samples of `settings.sound`, repeated if shorter than the window.
    """
    changed = wave if sound is None else np.resize(sound, wave.shape).astype(np.float32)
    if settings.muted:
        changed = np.zeros_like(changed)
    if settings.pitch:
        changed = shift_pitch(changed, settings.pitch)
    if settings.noise_dbfs is not None:
        changed = add_noise(changed, settings.noise_dbfs)
    if settings.low_hz > 0 or settings.high_hz < NYQUIST:
        changed = pass_band(changed, settings.low_hz, settings.high_hz)
    for area in settings.erased:
        changed = erase(changed, area)
    return changed


def pass_band(wave: Floats, low_hz: float, high_hz: float) -> Floats:
    """Return the audio without frequencies outside low_hz..high_hz: their energy becomes 0."""
    spectrum, hertz = np.fft.rfft(wave), _frequencies(wave)
    spectrum[(hertz < low_hz) | (hertz > high_hz)] = 0
    return np.fft.irfft(spectrum, len(wave)).astype(np.float32)


def remove_band(wave: Floats, low_hz: float, high_hz: float) -> Floats:
    """Return the audio without frequencies in low_hz..high_hz: their energy becomes 0."""
    spectrum, hertz = np.fft.rfft(wave), _frequencies(wave)
    spectrum[(hertz >= low_hz) & (hertz <= high_hz)] = 0
    return np.fft.irfft(spectrum, len(wave)).astype(np.float32)


def erase(wave: Floats, area: ErasedArea) -> Floats:
    """Return the audio without an area of its spectrogram; around it, it fades for 5 ms."""
    start, stop = (round(t * SAMPLE_RATE) for t in (area.start, area.stop))
    if stop <= start or area.high_hz <= area.low_hz:
        return wave
    samples = np.arange(len(wave))
    outside = np.maximum(start - samples, samples - (stop - 1))
    share = np.clip(1 - outside / FADE, 0, 1)
    removed = remove_band(wave, area.low_hz, area.high_hz)
    return np.where(share > 0, wave + share * (removed - wave), wave).astype(np.float32)


def add_noise(wave: Floats, level_dbfs: float, seed: int = 0) -> Floats:
    """Return the audio with white noise of an RMS level, the same for the same seed."""
    noise = np.random.default_rng(seed).standard_normal(len(wave), np.float32)
    gain = 10 ** (level_dbfs / 20) / np.sqrt(np.mean(noise**2))
    return (wave + gain * noise).astype(np.float32)


def shift_pitch(wave: Floats, semitones: float) -> Floats:
    """Return the audio at another pitch with the same duration; moments move by up to 25 ms."""
    import soxr

    from avol.media.time_stretch import TimeStretcher

    ratio = 2 ** (semitones / 12)
    stretcher = TimeStretcher(1 / ratio, 1)
    padded = np.pad(wave, (0, SAMPLE_RATE // 2))[:, None]  # pushes the end out of the filter
    pieces = [stretcher(padded[n : n + _BLOCK]) for n in range(0, len(padded), _BLOCK)]
    longer = np.concatenate(pieces)[: round(len(wave) * ratio), 0]
    shifted = soxr.resample(longer, SAMPLE_RATE * ratio, SAMPLE_RATE)[: len(wave)]
    return np.pad(shifted, (0, len(wave) - len(shifted))).astype(np.float32)


def _frequencies(wave: Floats) -> NDArray[np.floating]:
    return np.fft.rfftfreq(len(wave), 1 / SAMPLE_RATE)
