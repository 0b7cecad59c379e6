"""Aligns decoded audio to exact sample numbers although time stamps may be coarse."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.media.decoding.audio_decoder import AudioDecoder
from avol.media.decoding.container import check_span

PREROLL = Fraction(1, 2)  # seconds; longer than the memory of a codec (MP3: 0.26)

Run = tuple[list[Fraction], list[NDArray[np.float32]]]
"""A continuous run of audio: estimates of its first sample number, and its frames."""


class AlignedAudio:
    """Audio of a file by sample number at the file's own rate; for one thread.

    rate: samples per second. channels: 1 or 2. start, stop: seconds between which there is audio,
    the end as the container states it. Matroska rounds time stamps to milliseconds, so that one
    time stamp may be 24 samples off at 48 kHz: all time stamps of a continuous run are used, and
    runs of a codec with frames of constant length are aligned to multiples of that length.
    """

    def __init__(self, path: Path) -> None:
        self._decoder = AudioDecoder(path)
        self.rate, self.channels = self._decoder.rate, self._decoder.channels
        self._tolerance = max(Fraction(1), self._decoder.tick * self.rate)
        self._frame_length, self._frame_offset = 0, 0
        try:
            self._measure()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._decoder.close()

    def samples(self, low: int, high: int) -> NDArray[np.float32]:
        """Return samples `low` to `high` (exclusive): (n, channels), zeros where there are none.

        Decoding always begins at the packet half a second before `low`, so that the result does not
        depend on earlier calls.
        """
        out = np.zeros((high - low, self.channels), np.float32)
        begin = floor((Fraction(low, self.rate) - PREROLL) / self._decoder.tick)
        for starts, frames in self._runs(begin, high):
            start, samples = self._align(starts), np.concatenate(frames)
            a, b = max(low, start), min(high, start + len(samples))
            if a < b:
                out[a - low : b - low] = samples[a - start : b - start]
        return out

    def _measure(self) -> None:
        """Find the start of the audio and the frame length; checks that it decodes."""
        head, one_second = self._decoder.head, round(1 / self._decoder.tick)
        high = floor((head + one_second) * self._decoder.tick * self.rate)
        starts, frames = next(self._runs(head, high), ([], []))
        if not starts:
            raise self._decoder.damaged_error()
        first, lengths = self._align(starts), [len(frame) for frame in frames]
        # The first frame may be trimmed, so the frame grid starts at the end of the second.
        if len(lengths) > 3 and len(set(lengths[1:-1])) == 1:
            self._frame_length, self._frame_offset = lengths[1], first + sum(lengths[:2])
        self.start = first / self.rate
        self.stop = max(self.start, self._decoder.stop)
        check_span(self.start, self.stop, self._decoder.path)

    def _runs(self, begin: int, high: int) -> Iterator[Run]:
        """Yield continuous runs up to sample `high`, from `begin` ticks on."""
        starts: list[Fraction] = []
        frames: list[NDArray[np.float32]] = []
        length = 0
        for exact, samples in self._decoder.decode_from(begin):
            if exact >= high + self._tolerance:
                break
            if starts and abs(exact - length - starts[0]) > self._tolerance:
                yield starts, frames
                starts, frames, length = [], [], 0
            starts.append(exact - length)
            frames.append(samples)
            length += len(samples)
        if starts:
            yield starts, frames

    def _align(self, starts: list[Fraction]) -> int:
        """Return the first sample number of a run from its estimates."""
        estimates = starts[1:] or starts  # the first may be of a trimmed frame, rounded once more
        middle = (min(estimates) + max(estimates)) / 2
        if self._frame_length:
            frames = round((middle - self._frame_offset) / self._frame_length)
            aligned = self._frame_offset + frames * self._frame_length
            if abs(aligned - middle) <= self._tolerance:
                return aligned
        return round(middle)
