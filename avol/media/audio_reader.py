"""Audio of a file, addressed by sample number at 48 kHz."""

from collections import OrderedDict
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from math import ceil, gcd
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from avol.audio.downmix import HOP, downmix
from avol.audio.moment import silence_between_sounds
from avol.core.closeable import Closeable
from avol.core.constants import AUDIO_WINDOW, SAMPLE_RATE
from avol.media.decoding.audio_alignment import AlignedAudio
from avol.media.decoding.container import media_errors

CACHED_BLOCKS = 32  # blocks of 1 s: at most 18 MB
MARGIN = Fraction(1, 20)  # seconds; longer than the resampler's filter


class _Block:
    """One second: (48000, channels) samples, and their (48000,) mix to mono, when it is needed."""

    def __init__(self, padded: NDArray[np.float32]) -> None:
        self._padded = padded  # with HOP samples on both sides

    @property
    def samples(self) -> NDArray[np.float32]:
        return self._padded[HOP:-HOP]

    @cached_property
    def mono(self) -> NDArray[np.float32]:
        return downmix(self._padded)


class AudioTrack(Closeable):
    """Random access to the audio of a file; for one thread, open another for another thread.

    Sample n lies at n / 48000 s on the file's own axis; n may be negative. start, stop: sample
    numbers between which the file has audio. channels: 1, or 2 if the file has more (FFmpeg's
    down-mix, not normalised). track: number of the audio track, from 1; None for the default one.
    A sample has the same value in whatever order samples are read.
    Works for files with and without video. Raises UnreadableFileError or
    NoAudioError, and InputError if the file has no such track.
    """

    def __init__(self, path: str | Path, track: int | None = None) -> None:
        self.path = Path(path)
        with media_errors(self.path):
            self._audio = AlignedAudio(self.path, track)
        self.channels = self._audio.channels
        self.start = round(self._audio.start * SAMPLE_RATE)
        self.stop = round(self._audio.stop * SAMPLE_RATE)
        self._blocks: OrderedDict[int, _Block] = OrderedDict()

    def close(self) -> None:
        """Close the file."""
        self._audio.close()
        self._blocks.clear()

    def samples(self, start: int, stop: int) -> NDArray[np.float32]:
        """Return samples `start` to `stop` (exclusive): (n, channels), zeros outside the track."""
        out = np.zeros((max(0, stop - start), self.channels), np.float32)
        for target, source, block in self._parts(start, stop):
            out[target] = block.samples[source]
        return out

    def mono(self, start: int, stop: int) -> NDArray[np.float32]:
        """Return samples `start` to `stop` (exclusive) mixed to mono: (n,).

        The mix is the mean of the channels, unless they cancel (`avol.audio.downmix`).
        """
        out = np.zeros(max(0, stop - start), np.float32)
        for target, source, block in self._parts(start, stop):
            out[target] = block.mono[source]
        return out

    def window_at(self, time: float, length: int = AUDIO_WINDOW) -> NDArray[np.float32]:
        """Return the audio window of a frame at `time` (seconds): (length,) mono samples.

        It is that of `excerpt_at`, but its last second is silent if nothing sounds near `time`
        (`avol.audio.moment`).
        """
        moment = round(time * SAMPLE_RATE)
        stop = self._stop_of(moment)
        return silence_between_sounds(self.mono(stop - length, stop), moment - stop + length)

    def excerpt_at(self, time: float, length: int = AUDIO_WINDOW) -> NDArray[np.float32]:
        """Return the audio around `time` (seconds): (length,) mono samples.

        Its last second is centred on `time`, and shifted into the track near its ends, where zeros
        in place of audio would be mistaken for silence. What a longer excerpt contains before the
        track is zero.
        """
        stop = self._stop_of(round(time * SAMPLE_RATE))
        return self.mono(stop - length, stop)

    def _stop_of(self, moment: int) -> int:
        """Return the end of the second around a sample."""
        start = moment - AUDIO_WINDOW // 2
        start += _shift(self.start - start) - _shift(start + AUDIO_WINDOW - self.stop)
        return start + AUDIO_WINDOW

    def _parts(self, start: int, stop: int) -> Iterator[tuple[slice, slice, _Block]]:
        """Yield where the blocks of a range go, the part of each block, and the block."""
        low, high = max(start, self.start), min(stop, self.stop)
        for number in range(low // SAMPLE_RATE, -(-high // SAMPLE_RATE)) if low < high else ():
            offset = number * SAMPLE_RATE
            a, b = max(low, offset), min(high, offset + SAMPLE_RATE)
            yield slice(a - start, b - start), slice(a - offset, b - offset), self._block(number)

    def _block(self, number: int) -> _Block:
        if number not in self._blocks:
            with media_errors(self.path):
                self._blocks[number] = _Block(_resampled_block(self._audio, number))
            if len(self._blocks) > CACHED_BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(number)
        return self._blocks[number]


def _shift(overhang: int) -> int:
    """Return by how many samples to shift a second that extends `overhang` samples too far.

    A second whose centre is outside the track is shifted less, until one that does not touch the
    track stays where it is.
    """
    return max(0, min(overhang, AUDIO_WINDOW - overhang))


def _resampled_block(audio: AlignedAudio, number: int) -> NDArray[np.float32]:
    """Return 1 s at 48 kHz with HOP samples on both sides: (HOP + 48000 + HOP, channels).

    Codecs and resamplers keep a state, so samples after a seek would differ from the same samples
    in continuous reading; each block is therefore resampled on its own.
    """
    low = number * audio.rate
    if audio.rate == SAMPLE_RATE:
        return audio.samples(low - HOP, low + SAMPLE_RATE + HOP)
    common = gcd(audio.rate, SAMPLE_RATE)
    steps = ceil((MARGIN + Fraction(HOP, SAMPLE_RATE)) * common)
    extra, skip = steps * audio.rate // common, steps * SAMPLE_RATE // common - HOP
    source = audio.samples(low - extra, low + audio.rate + extra)
    resampled = soxr.resample(source, audio.rate, SAMPLE_RATE, quality="HQ")
    return np.ascontiguousarray(resampled[skip : skip + SAMPLE_RATE + 2 * HOP])
