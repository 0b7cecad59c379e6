"""Audio of a file, addressed by sample number at 48 kHz."""

from collections import OrderedDict
from fractions import Fraction
from math import ceil, gcd
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from avol.core.closeable import Closeable
from avol.core.constants import AUDIO_WINDOW, SAMPLE_RATE
from avol.media.decoding.audio_alignment import AlignedAudio
from avol.media.decoding.container import media_errors

CACHED_BLOCKS = 32  # blocks of 1 s: at most 12 MB
MARGIN = Fraction(1, 20)  # seconds; longer than the resampler's filter


class AudioTrack(Closeable):
    """Random access to the audio of a file; for one thread, open another for another thread.

    Sample n lies at n / 48000 s on the file's own axis; n may be negative. start, stop: sample
    numbers between which the file has audio. channels: 1, or 2 if the file has more (FFmpeg's
    down-mix, not normalised). A sample has the same value in whatever order samples are read.
    Works for files with and without video. Raises UnreadableFileError or NoAudioError.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        with media_errors(self.path):
            self._audio = AlignedAudio(self.path)
        self.channels = self._audio.channels
        self.start = round(self._audio.start * SAMPLE_RATE)
        self.stop = round(self._audio.stop * SAMPLE_RATE)
        self._blocks: OrderedDict[int, NDArray[np.float32]] = OrderedDict()

    def close(self) -> None:
        """Close the file."""
        self._audio.close()
        self._blocks.clear()

    def samples(self, start: int, stop: int) -> NDArray[np.float32]:
        """Return samples `start` to `stop` (exclusive): (n, channels), zeros outside the track."""
        out = np.zeros((max(0, stop - start), self.channels), np.float32)
        low, high = max(start, self.start), min(stop, self.stop)
        if low >= high:
            return out
        for number in range(low // SAMPLE_RATE, -(-high // SAMPLE_RATE)):
            offset = number * SAMPLE_RATE
            a, b = max(low, offset), min(high, offset + SAMPLE_RATE)
            out[a - start : b - start] = self._block(number)[a - offset : b - offset]
        return out

    def mono(self, start: int, stop: int) -> NDArray[np.float32]:
        """Return samples `start` to `stop` (exclusive) as mean of the channels: (n,)."""
        return self.samples(start, stop).mean(axis=1, dtype=np.float32)

    def window_at(self, time: float) -> NDArray[np.float32]:
        """Return the 1 s audio window centred on `time` (seconds): (48000,) mono."""
        start = round(time * SAMPLE_RATE) - AUDIO_WINDOW // 2
        return self.mono(start, start + AUDIO_WINDOW)

    def _block(self, number: int) -> NDArray[np.float32]:
        if number not in self._blocks:
            with media_errors(self.path):
                self._blocks[number] = _resampled_block(self._audio, number)
            if len(self._blocks) > CACHED_BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(number)
        return self._blocks[number]


def _resampled_block(audio: AlignedAudio, number: int) -> NDArray[np.float32]:
    """Return 1 s at 48 kHz: (48000, channels).

    Codecs and resamplers keep a state, so samples after a seek would differ from the same samples
    in continuous reading; each block is therefore resampled on its own.
    """
    low = number * audio.rate
    if audio.rate == SAMPLE_RATE:
        return audio.samples(low, low + SAMPLE_RATE)
    common = gcd(audio.rate, SAMPLE_RATE)
    steps = ceil(MARGIN * common)
    extra, skip = steps * audio.rate // common, steps * SAMPLE_RATE // common
    source = audio.samples(low - extra, low + audio.rate + extra)
    resampled = soxr.resample(source, audio.rate, SAMPLE_RATE, quality="HQ")
    return np.ascontiguousarray(resampled[skip : skip + SAMPLE_RATE])
