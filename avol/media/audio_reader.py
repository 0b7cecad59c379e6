"""The sound of a file, addressed by sample numbers of one 48 kHz axis."""

from collections import OrderedDict
from fractions import Fraction
from math import ceil, gcd
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.media.closing import Closing
from avol.media.decoding.audio_alignment import AlignedAudio
from avol.media.decoding.container import readable

KEPT = 32  # one-second blocks kept: at most 12 MB
MARGIN = Fraction(1, 20)  # seconds; more than the resampler's filter reaches


class AudioTrack(Closing):
    """Any stretch of a file's sound; owned by one thread, open again for another.

    Sample n lies at n / 48000 s on the file's own axis; n may be negative. start, stop: the
    sample numbers between which the file has sound. channels: 1, or 2 where the file has more
    (FFmpeg's down-mix, not normalised). The same samples are the same floats in whatever order
    they are asked for. Raises MediaError (Unreadable or NoSound). Works for sound-only files.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        with readable(self.path):
            self._sound = AlignedAudio(self.path)
        self.channels = self._sound.channels
        self.start = round(self._sound.start * SAMPLE_RATE)
        self.stop = round(self._sound.stop * SAMPLE_RATE)
        self._blocks: OrderedDict[int, NDArray[np.float32]] = OrderedDict()

    def close(self) -> None:
        """Let go of the file."""
        self._sound.close()
        self._blocks.clear()

    def read(self, start: int, stop: int) -> NDArray[np.float32]:
        """Samples `start` to before `stop`: (n, channels) float32, zeros outside the track."""
        out = np.zeros((max(0, stop - start), self.channels), np.float32)
        low, high = max(start, self.start), min(stop, self.stop)
        if low >= high:
            return out
        for second in range(low // SAMPLE_RATE, -(-high // SAMPLE_RATE)):
            a, b = max(low, second * SAMPLE_RATE), min(high, (second + 1) * SAMPLE_RATE)
            out[a - start : b - start] = self._block(second)[
                a - second * SAMPLE_RATE : b - second * SAMPLE_RATE
            ]
        return out

    def mono(self, start: int, stop: int) -> NDArray[np.float32]:
        """Samples `start` to before `stop` as the mean of the channels: (n,) float32."""
        return self.read(start, stop).mean(axis=1, dtype=np.float32)

    def window_at(self, time: float) -> NDArray[np.float32]:
        """The second of sound centred on `time` (seconds): (48000,) float32 mono."""
        start = round(time * SAMPLE_RATE) - SAMPLE_RATE // 2
        return self.mono(start, start + SAMPLE_RATE)

    def _block(self, second: int) -> NDArray[np.float32]:
        if second not in self._blocks:
            with readable(self.path):
                self._blocks[second] = _second(self._sound, second)
            if len(self._blocks) > KEPT:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(second)
        return self._blocks[second]


def _second(sound: AlignedAudio, number: int) -> NDArray[np.float32]:
    """One second of the 48 kHz axis: (48000, channels).

    A codec's state and a resampler's state reach back in time, so samples read after a jump would
    differ from the same samples read in passing; every second is therefore made on its own.
    """
    low = number * sound.rate
    if sound.rate == SAMPLE_RATE:
        return sound.read(low, low + SAMPLE_RATE)
    common = gcd(sound.rate, SAMPLE_RATE)
    steps = ceil(MARGIN * common)
    extra, skip = steps * sound.rate // common, steps * SAMPLE_RATE // common
    source = sound.read(low - extra, low + sound.rate + extra)
    resampled = soxr.resample(source, sound.rate, SAMPLE_RATE, quality="HQ")
    return np.ascontiguousarray(resampled[skip : skip + SAMPLE_RATE])
