"""Draws augmented audio windows (1 s, or several) from clean recordings.

Tempo and pitch, rooms, band limits, noise, mixtures and gain vary at random. Not in the paper,
which varies only the loudness.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import SAMPLE_RATE
from avol.data.catalogue.manifest import CatalogueItem
from avol.data.synthesis.acoustics import MicrophoneSimulator, set_level
from avol.media import AudioTrack

Floats = NDArray[np.float32]

_ECHO_SAMPLES = SAMPLE_RATE // 2  # before the window: their echo reaches into it


@dataclass(frozen=True)
class LabelledAudio:
    """An audio window and the classes that sound in it (none for noise and silence)."""

    wave: Floats  # (samples,)
    labels: frozenset[str]


def load_recording(path: Path) -> NDArray[np.float16]:
    """Loads a whole recording, mono, 48 kHz; half precision, because thousands stay in memory."""
    with AudioTrack(path) as track:
        return track.mono(track.start, track.stop).astype(np.float16)


class AudioWindowMaker:
    """Draws audio windows with its own random generator.

    It draws a label, then a source of that label, then a recording, so that large sources do not
    dominate small ones.
    """

    def __init__(
        self,
        recordings: list[CatalogueItem],
        noises: list[Path],
        rooms: list[Path],
        seed: int,
        clean: bool = False,
        seconds: float = 1,
    ) -> None:
        """Loads all files.

        Args:
            recordings: recordings of the classes.
            noises: recordings of background noise.
            rooms: room impulse responses.
            seed: seed of the random generator.
            clean: True to draw without augmentation and mixtures.
            seconds: length of the windows.
        """
        self._samples = round(seconds * SAMPLE_RATE)
        self._waves = {item.path: load_recording(item.path) for item in recordings}
        self._paths: dict[str, dict[str, list[Path]]] = {}  # by label and source
        for item in recordings:
            if self._waves[item.path].size >= SAMPLE_RATE // 4:
                sources = self._paths.setdefault(item.label, {})
                sources.setdefault(item.source, []).append(item.path)
        self._labels = sorted(self._paths)
        self._noises = [load_recording(path) for path in noises]
        self._random = np.random.default_rng(seed)
        rooms_48k = [load_recording(path) for path in rooms]
        self._microphone = MicrophoneSimulator(rooms_48k, self._random)
        self._clean = clean

    def draw(self) -> LabelledAudio:
        """Draws a window: mostly of one class, at times of two, of noise, or of silence."""
        choice = self._random.random()
        if choice < 0.05:
            return LabelledAudio(self._draw_silence(), frozenset())
        if choice < 0.14 and self._noises:
            noise = self._draw_noise()[-self._samples :]
            return LabelledAudio(set_level(noise, self._draw_level()), frozenset())
        label = self._draw_label()
        wave, labels = self.draw_wave(label), {label}
        if choice > 0.88 and not self._clean:
            other = self._draw_label()
            balance = np.float32(10 ** (self._random.uniform(-6, 6) / 20))
            wave, labels = wave + balance * self.draw_wave(other), labels | {other}
        return LabelledAudio(wave.astype(np.float32), frozenset(labels))

    def draw_wave(self, label: str) -> Floats:
        """Draws a window of one class, (samples,)."""
        wave = self._draw_excerpt(label)
        if self._clean:
            return np.clip(set_level(wave[-self._samples :], self._draw_level()), -1, 1)
        if self._random.random() < 0.2:  # a second note or voice of the same class
            other = np.float32(self._random.uniform(0.4, 1)) * self._draw_excerpt(label)
            wave = (wave + other).astype(np.float32)
        wave = self._microphone.record(wave)[-self._samples :]
        if self._noises and self._random.random() < 0.5:
            signal_to_noise = self._random.uniform(0, 25)
            noise = self._draw_noise()[-self._samples :]
            wave = wave + set_level(noise, level_dbfs(wave) - signal_to_noise)
        return self._microphone.clip(set_level(wave, self._draw_level()))

    def _draw_label(self) -> str:
        return self._labels[self._random.integers(len(self._labels))]

    def _draw_level(self) -> float:
        """In dBFS."""
        return float(self._random.uniform(-42, -10))

    def _draw_excerpt(self, label: str) -> Floats:
        """The window and half a second before it; the last second is not silent."""
        sources = self._paths[label]
        paths = sources[sorted(sources)[self._random.integers(len(sources))]]
        wave = self._waves[paths[self._random.integers(len(paths))]]
        speed = 1.0 if self._clean else 2 ** (self._random.normal(0, 1.5) / 12)
        total = self._samples + _ECHO_SAMPLES
        size = int(np.ceil(total / speed)) + 64
        window = int(SAMPLE_RATE / speed)
        wave = np.pad(wave, (size - SAMPLE_RATE // 2, SAMPLE_RATE // 2))
        best, loudest = 0, -200.0
        for _ in range(4):
            start = int(self._random.integers(0, wave.size - size + 1))
            level = level_dbfs(wave[start + size - window : start + size].astype(np.float32))
            if level > loudest:
                best, loudest = start, level
            if level > -40:
                break
        excerpt = wave[best : best + size].astype(np.float32)
        if speed != 1:  # changes tempo and pitch
            excerpt = soxr.resample(excerpt, SAMPLE_RATE, SAMPLE_RATE * speed, quality="LQ")
            excerpt = excerpt.astype(np.float32)
        return excerpt[-total:]

    def _draw_noise(self) -> Floats:
        wave = self._noises[self._random.integers(len(self._noises))].astype(np.float32)
        total = self._samples + _ECHO_SAMPLES
        if wave.size < total:
            wave = np.resize(wave, total)
        start = int(self._random.integers(0, wave.size - total + 1))
        return wave[start : start + total]

    def _draw_silence(self) -> Floats:
        """Digital silence, or the noise floor of a microphone in a silent room."""
        if self._random.random() < 0.3:
            return np.zeros(self._samples, np.float32)
        spectrum = np.fft.rfft(self._random.standard_normal(self._samples))
        spectrum /= np.maximum(np.arange(spectrum.size), 20) ** self._random.uniform(0, 1)
        noise = np.fft.irfft(spectrum, self._samples).astype(np.float32)
        return set_level(noise, float(self._random.uniform(-85, -50)))
