"""Putting decoded sound at its exact sample number, though time stamps may be coarse."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.media.decoding.audio_decoder import AudioDecoder
from avol.media.decoding.container import check_span

PREROLL = Fraction(1, 2)  # seconds; more than a codec needs to forget its past (MP3: 0.26)


class AlignedAudio:
    """The sound of a file by sample numbers at the file's own rate; owned by one thread.

    rate: samples a second. channels: 1 or 2. start, stop: seconds between which there is sound,
    the end as the container states it. Matroska rounds stamps to milliseconds, so a stamp alone
    could be 24 samples off at 48 kHz: all stamps of an unbroken run are asked, and runs of a codec
    with pieces of one length are laid whole pieces apart.
    """

    def __init__(self, path: Path) -> None:
        self._decoder = AudioDecoder(path)
        self.rate, self.channels = self._decoder.rate, self._decoder.channels
        self._slack = max(Fraction(1), self._decoder.tick * self.rate)
        self._step, self._grid = 0, 0
        try:
            self._measure()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._decoder.close()

    def read(self, low: int, high: int) -> NDArray[np.float32]:
        """Samples `low` to before `high`: (n, channels) float32, zeros where there is none.

        Decoding begins at the packet half a second before `low` and at no other, so the answer
        does not depend on what was read before.
        """
        out = np.zeros((high - low, self.channels), np.float32)
        begin = floor((Fraction(low, self.rate) - PREROLL) / self._decoder.tick)
        for places, parts in self._runs(begin, high):
            place, samples = self._place(places), np.concatenate(parts)
            a, b = max(low, place), min(high, place + len(samples))
            if a < b:
                out[a - low : b - low] = samples[a - place : b - place]
        return out

    def _measure(self) -> None:
        """Find where the sound begins and how long its pieces are; proves that it decodes."""
        head, second = self._decoder.head, round(1 / self._decoder.tick)
        high = floor((head + second) * self._decoder.tick * self.rate)
        places, parts = next(self._runs(head, high), ([], []))
        if not places:
            raise self._decoder.damaged()
        first, lengths = self._place(places), [len(part) for part in parts]
        # The first piece may be trimmed, so the grid hangs on the end of the second.
        if len(lengths) > 3 and len(set(lengths[1:-1])) == 1:
            self._step, self._grid = lengths[1], first + sum(lengths[:2])
        self.start = first / self.rate
        self.stop = max(self.start, self._decoder.stop)
        check_span(self.start, self.stop, self._decoder.path)

    def _runs(
        self, begin: int, high: int
    ) -> Iterator[tuple[list[Fraction], list[NDArray[np.float32]]]]:
        """Unbroken runs up to sample `high`: its begin by the stamp of each part, and the parts."""
        places: list[Fraction] = []
        parts: list[NDArray[np.float32]] = []
        length = 0
        for exact, samples in self._decoder.pieces(begin):
            if exact >= high + self._slack:
                break
            if places and abs(exact - length - places[0]) > self._slack:
                yield places, parts
                places, parts, length = [], [], 0
            places.append(exact - length)
            parts.append(samples)
            length += len(samples)
        if places:
            yield places, parts

    def _place(self, places: list[Fraction]) -> int:
        told = places[1:] or places  # the first may be of a trimmed piece, rounded once more
        middle = (min(told) + max(told)) / 2
        if self._step:
            near = self._grid + round((middle - self._grid) / self._step) * self._step
            if abs(near - middle) <= self._slack:
                return near
        return round(middle)
