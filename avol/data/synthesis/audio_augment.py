"""Seconds of sound as a microphone in a room hears them, from recordings made close and clean.

Tempo and pitch, rooms, band limits, noise, mixtures and gain are varied at random. Ours; the paper
varies the loudness alone.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import SAMPLE_RATE
from avol.data.catalogue.manifest import Item
from avol.data.synthesis.acoustics import Microphone, scaled
from avol.media import AudioTrack

Floats = NDArray[np.float32]

_CONTEXT = 3 * SAMPLE_RATE // 2  # the second and the half before it, whose echo reaches in


@dataclass(frozen=True)
class LabelledAudio:
    """A second of sound and what sounds in it (nothing, for noise and silence)."""

    wave: Floats  # (48000,)
    labels: frozenset[str]


def read_wave(path: Path) -> NDArray[np.float16]:
    """A whole recording, mono at 48 kHz; half precision, for thousands of them are kept at once."""
    with AudioTrack(path) as track:
        return track.mono(track.start, track.stop).astype(np.float16)


class SecondMaker:
    """Draws seconds of sound with a random generator of its own.

    A label is drawn first, then one of its sources, then a recording, so that no large collection
    drowns the small ones.
    """

    def __init__(
        self,
        sounds: list[Item],
        noises: list[Path],
        rooms: list[Path],
        seed: int,
        clean: bool = False,
    ) -> None:
        self._waves = {item.path: read_wave(item.path) for item in sounds}
        self._by_label: dict[str, dict[str, list[Path]]] = {}
        for item in sounds:
            if self._waves[item.path].size >= SAMPLE_RATE // 4:
                sources = self._by_label.setdefault(item.label, {})
                sources.setdefault(item.source, []).append(item.path)
        self._labels = sorted(self._by_label)
        self._noises = [read_wave(path) for path in noises]
        self._random = np.random.default_rng(seed)
        self._microphone = Microphone([read_wave(path) for path in rooms], self._random)
        self._clean = clean

    @property
    def labels(self) -> list[str]:
        """Every label that it can draw."""
        return self._labels

    def second(self) -> LabelledAudio:
        """One second: mostly of one thing, at times of two, of noise, or of silence."""
        draw = self._random.random()
        if draw < 0.05:
            return LabelledAudio(self._hush(), frozenset())
        if draw < 0.14 and self._noises:
            return LabelledAudio(
                scaled(self._noise()[-SAMPLE_RATE:], self._loudness()), frozenset()
            )
        label = self._draw_label()
        wave, labels = self.of(label), {label}
        if draw > 0.88 and not self._clean:
            other = self._draw_label()
            balance = np.float32(10 ** (self._random.uniform(-6, 6) / 20))
            wave, labels = wave + balance * self.of(other), labels | {other}
        return LabelledAudio(wave.astype(np.float32), frozenset(labels))

    def only(self, label: str) -> LabelledAudio:
        """A second in which nothing but that sounds."""
        return LabelledAudio(self.of(label), frozenset({label}))

    def of(self, label: str) -> Floats:
        """A second of that label, (48000,)."""
        wave = self._excerpt(label)
        if self._clean:
            return np.clip(scaled(wave[-SAMPLE_RATE:], self._loudness()), -1, 1)
        if self._random.random() < 0.2:  # more than one note or voice of the same
            other = np.float32(self._random.uniform(0.4, 1)) * self._excerpt(label)
            wave = (wave + other).astype(np.float32)
        wave = self._microphone.take(wave)[-SAMPLE_RATE:]
        if self._noises and self._random.random() < 0.5:
            signal_to_noise = self._random.uniform(0, 25)
            wave = wave + scaled(self._noise()[-SAMPLE_RATE:], level_dbfs(wave) - signal_to_noise)
        return self._microphone.overload(scaled(wave, self._loudness()))

    def _draw_label(self) -> str:
        return self._labels[self._random.integers(len(self._labels))]

    def _loudness(self) -> float:
        return float(self._random.uniform(-42, -10))

    def _excerpt(self, label: str) -> Floats:
        """(72000,) of a recording, its last second the one that counts and not silent."""
        sources = self._by_label[label]
        paths = sources[sorted(sources)[self._random.integers(len(sources))]]
        wave = self._waves[paths[self._random.integers(len(paths))]]
        step = 1.0 if self._clean else 2 ** (self._random.normal(0, 1.5) / 12)
        size = int(np.ceil(_CONTEXT / step)) + 64
        counted = int(SAMPLE_RATE / step)
        wave = np.pad(wave, (size - SAMPLE_RATE // 2, SAMPLE_RATE // 2))
        best, loudest = 0, -200.0
        for _ in range(4):
            at = int(self._random.integers(0, wave.size - size + 1))
            level = level_dbfs(wave[at + size - counted : at + size].astype(np.float32))
            if level > loudest:
                best, loudest = at, level
            if level > -40:
                break
        drawn = wave[best : best + size].astype(np.float32)
        if step != 1:  # tempo and pitch
            drawn = soxr.resample(drawn, SAMPLE_RATE, SAMPLE_RATE * step, quality="LQ").astype(
                np.float32
            )
        return drawn[-_CONTEXT:]

    def _noise(self) -> Floats:
        wave = self._noises[self._random.integers(len(self._noises))].astype(np.float32)
        if wave.size < _CONTEXT:
            wave = np.resize(wave, _CONTEXT)
        at = int(self._random.integers(0, wave.size - _CONTEXT + 1))
        return wave[at : at + _CONTEXT]

    def _hush(self) -> Floats:
        """Digital silence, or the hiss of an open microphone in a silent room."""
        if self._random.random() < 0.3:
            return np.zeros(SAMPLE_RATE, np.float32)
        colour = np.fft.rfft(self._random.standard_normal(SAMPLE_RATE))
        colour /= np.maximum(np.arange(colour.size), 20) ** self._random.uniform(0, 1)
        hiss = np.fft.irfft(colour, SAMPLE_RATE).astype(np.float32)
        return scaled(hiss, float(self._random.uniform(-85, -50)))
