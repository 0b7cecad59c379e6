"""Simulates room, microphone and codec on clean close-up recordings.

Each step is applied at random. Not in the paper, which varies only the loudness.
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
"""Container, encoder, minimum and maximum bit rate."""


def set_level(wave: Floats, dbfs: float) -> Floats:
    """Scales a wave to a level in dBFS."""
    return wave * np.float32(10 ** ((dbfs - level_dbfs(wave)) / 20))


class MicrophoneSimulator:
    """Random rooms, band limits, automatic gain, codecs and clipping."""

    def __init__(self, rooms: Sequence[NDArray[np.floating]], random: np.random.Generator) -> None:
        """Creates a simulator.

        Args:
            rooms: room impulse responses at 48 kHz.
            random: the random generator of the owner.
        """
        self._rooms = rooms
        self._random = random

    def record(self, wave: Floats) -> Floats:
        """Applies room and band limits, and at random gain control and a codec; same length."""
        wave = self._apply_room_and_band(wave)
        if self._random.random() < 0.3:
            wave = self._apply_gain_control(wave)
        if self._random.random() < 0.12:
            wave = self._transcode(wave)
        return wave

    def clip(self, wave: Floats) -> Floats:
        """Clips to -1 to 1, in one of ten cases after an amplification of up to 6."""
        if self._random.random() < 0.1:
            wave = wave * np.float32(self._random.uniform(1, 6))
        return np.clip(wave, -1, 1).astype(np.float32)

    def _apply_room_and_band(self, wave: Floats) -> Floats:
        random, length = self._random, 2 * wave.size
        spectrum = np.fft.rfft(wave, length)
        if self._rooms and random.random() < 0.55:
            room = self._rooms[int(random.integers(len(self._rooms)))].astype(np.float32)
            room = room[: wave.size] / max(float(np.abs(room).max()), 1e-6)
            mix = random.uniform(0.3, 1.0)
            spectrum *= (1 - mix) + mix * np.fft.rfft(room, length)
        hertz = np.fft.rfftfreq(length, 1 / SAMPLE_RATE)
        if random.random() < 0.5:
            high = np.exp(random.uniform(np.log(3_000), np.log(20_000)))
            spectrum /= np.sqrt(1 + (hertz / high) ** random.integers(2, 13))
        if random.random() < 0.5:
            low = np.exp(random.uniform(np.log(30), np.log(350)))
            spectrum *= np.sqrt(1 / (1 + (low / np.maximum(hertz, 1)) ** 4))
        spectrum *= (np.maximum(hertz, 50) / 1000) ** random.normal(0, 0.1)
        return np.fft.irfft(spectrum, length)[: wave.size].astype(np.float32)

    def _apply_gain_control(self, wave: Floats) -> Floats:
        """Automatic gain control: compresses the level with a block of some tens of ms."""
        block = int(self._random.uniform(0.02, 0.15) * SAMPLE_RATE)
        starts = np.arange(0, wave.size, block)
        power = np.sqrt(np.add.reduceat(wave.astype(np.float64) ** 2, starts) / block)
        floor = max(float(power.max()) * 0.02, 1e-5)
        gain = (power + floor) ** -self._random.uniform(0.2, 0.7)
        return (wave * np.interp(np.arange(wave.size), starts + block / 2, gain)).astype(np.float32)

    def _transcode(self, wave: Floats) -> Floats:
        """Encodes and decodes with Opus or MP3 at a low bit rate."""
        container, encoder, low, high = _CODECS[self._random.integers(len(_CODECS))]
        bit_rate = int(np.exp(self._random.uniform(np.log(low), np.log(high))))
        peak = max(float(np.abs(wave).max()), 1e-6)
        file = io.BytesIO()
        with av.open(file, "w", format=container) as encoded:
            stream = encoded.add_stream(encoder, rate=SAMPLE_RATE, layout="mono", bit_rate=bit_rate)
            assert isinstance(stream, AudioStream)
            frame = av.AudioFrame.from_ndarray((wave / peak * 0.9)[None], "fltp", "mono")
            frame.sample_rate = SAMPLE_RATE
            frame_size = stream.frame_size or 960
            resampler = av.AudioResampler(stream.format, "mono", SAMPLE_RATE, frame_size)
            for part in [*resampler.resample(frame), *resampler.resample(None)]:
                encoded.mux(stream.encode(part))
            encoded.mux(stream.encode(None))
        decoded = _decode_mono(file)[: wave.size] * np.float32(peak / 0.9)
        return np.pad(decoded, (wave.size - decoded.size, 0)).astype(np.float32)


def _decode_mono(file: io.BytesIO) -> Floats:
    file.seek(0)
    resampler = av.AudioResampler("fltp", "mono", SAMPLE_RATE)
    with av.open(file, "r") as container:
        return np.concatenate(
            [
                part.to_ndarray()[0]
                for frame in container.decode(audio=0)
                for part in resampler.resample(frame)
            ]
        )
