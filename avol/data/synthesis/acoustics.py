"""What a room, a microphone and a codec make of a sound that was recorded close and clean.

Each step is drawn at random. Ours; the paper varies the loudness alone.
"""

import io
from collections.abc import Sequence

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import SAMPLE_RATE

Floats = NDArray[np.float32]

_CODECS = (("ogg", "libopus", 8_000, 40_000), ("mp3", "libmp3lame", 24_000, 80_000))


def scaled(wave: Floats, dbfs: float) -> Floats:
    """The wave at a level of `dbfs`."""
    return wave * np.float32(10 ** ((dbfs - level_dbfs(wave)) / 20))


class Microphone:
    """Rooms, band limits, gain riding, codecs and overload, by a generator of its owner's."""

    def __init__(self, rooms: Sequence[NDArray[np.floating]], random: np.random.Generator) -> None:
        self._rooms = rooms
        self._random = random

    def take(self, wave: Floats) -> Floats:
        """The wave as it comes out of a room, a microphone and perhaps a codec; same length."""
        wave = self._room_and_band(wave)
        if self._random.random() < 0.3:
            wave = self._ride_gain(wave)
        if self._random.random() < 0.12:
            wave = self._code(wave)
        return wave

    def overload(self, wave: Floats) -> Floats:
        """At times driven too hard; clipped to -1…1 in any case."""
        if self._random.random() < 0.1:
            wave = wave * np.float32(self._random.uniform(1, 6))
        return np.clip(wave, -1, 1).astype(np.float32)

    def _room_and_band(self, wave: Floats) -> Floats:
        random, length = self._random, 2 * wave.size
        spectrum = np.fft.rfft(wave, length)
        if self._rooms and random.random() < 0.55:
            room = self._rooms[int(random.integers(len(self._rooms)))].astype(np.float32)
            room = room[: wave.size] / max(float(np.abs(room).max()), 1e-6)
            mix = random.uniform(0.3, 1.0)
            spectrum *= (1 - mix) + mix * np.fft.rfft(room, length)
        hertz = np.fft.rfftfreq(length, 1 / SAMPLE_RATE)
        if random.random() < 0.5:
            top = np.exp(random.uniform(np.log(3_000), np.log(20_000)))
            spectrum /= np.sqrt(1 + (hertz / top) ** random.integers(2, 13))
        if random.random() < 0.5:
            low = np.exp(random.uniform(np.log(30), np.log(350)))
            spectrum *= np.sqrt(1 / (1 + (low / np.maximum(hertz, 1)) ** 4))
        spectrum *= (np.maximum(hertz, 50) / 1000) ** random.normal(0, 0.1)
        return np.fft.irfft(spectrum, length)[: wave.size].astype(np.float32)

    def _ride_gain(self, wave: Floats) -> Floats:
        """Automatic gain: what is soft grows, what is loud shrinks, within some tens of ms."""
        block = int(self._random.uniform(0.02, 0.15) * SAMPLE_RATE)
        starts = np.arange(0, wave.size, block)
        power = np.sqrt(np.add.reduceat(wave.astype(np.float64) ** 2, starts) / block)
        floor = max(float(power.max()) * 0.02, 1e-5)
        gain = (power + floor) ** -self._random.uniform(0.2, 0.7)
        return (wave * np.interp(np.arange(wave.size), starts + block / 2, gain)).astype(np.float32)

    def _code(self, wave: Floats) -> Floats:
        """Through Opus or MP3 at a low rate, as telephones and old files have it."""
        kind, name, low, high = _CODECS[self._random.integers(len(_CODECS))]
        rate = int(np.exp(self._random.uniform(np.log(low), np.log(high))))
        file = io.BytesIO()
        with av.open(file, "w", format=kind) as packed:
            stream = packed.add_stream(name, rate=SAMPLE_RATE, layout="mono", bit_rate=rate)
            assert isinstance(stream, AudioStream)
            peak = max(float(np.abs(wave).max()), 1e-6)
            frame = av.AudioFrame.from_ndarray((wave / peak * 0.9)[None], "fltp", "mono")
            frame.sample_rate = SAMPLE_RATE
            resampler = av.AudioResampler(
                stream.format, "mono", SAMPLE_RATE, stream.frame_size or 960
            )
            for part in [*resampler.resample(frame), *resampler.resample(None)]:
                packed.mux(stream.encode(part))
            packed.mux(stream.encode(None))
        file.seek(0)
        resampler = av.AudioResampler("fltp", "mono", SAMPLE_RATE)
        with av.open(file, "r") as coded_file:
            parts = [
                piece.to_ndarray()[0]
                for whole in coded_file.decode(audio=0)
                for piece in resampler.resample(whole)
            ]
        coded = np.concatenate(parts)[: wave.size] * np.float32(peak / 0.9)
        return np.pad(coded, (wave.size - coded.size, 0)).astype(np.float32)
