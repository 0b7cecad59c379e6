"""Aligns decoded audio to exact sample numbers although time stamps may be coarse."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor, gcd
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from avol.media.decoding.audio_decoder import AudioDecoder
from avol.media.decoding.container import check_span

ALL = Fraction(10**12)  # seconds
PREROLL = Fraction(1, 2)  # seconds; longer than the memory of a codec (MP3: 0.26)


@dataclass(slots=True)
class _Run:
    """Continuous audio of one rate: estimates of its first sample number, and its frames."""

    rate: int
    starts: list[Fraction] = field(default_factory=list)
    frames: list[NDArray[np.float32]] = field(default_factory=list)
    length: int = 0

    def add(self, start: Fraction, samples: NDArray[np.float32]) -> None:
        """Append a frame whose time stamp gives `start` as the first sample of the run."""
        self.starts.append(start)
        self.frames.append(samples)
        self.length += len(samples)


class AlignedAudio:
    """Audio of a file by sample number at the rate with which it begins; for one thread.

    rate: samples per second. channels: 1 or 2. start, stop: seconds between which there is audio.
    Matroska rounds time stamps to milliseconds, so that one time stamp may be 24 samples off at
    48 kHz: all time stamps of a continuous run are used, and runs of a codec with frames of
    constant length are aligned to multiples of that length. Parts with another rate are resampled.
    """

    def __init__(self, path: Path, audio_track: int | None = None) -> None:
        self._decoder = AudioDecoder(path, audio_track)
        self.rate, self.channels = 0, self._decoder.channels
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
        for run in self._runs(begin, Fraction(high, self.rate)):
            start, samples = self._align(run), _finite(np.concatenate(run.frames))
            if run.rate != self.rate:
                start, samples = self._converted(run.rate, start, samples)
            a, b = max(low, start), min(high, start + len(samples))
            if a < b:
                out[a - low : b - low] = samples[a - start : b - start]
        return out

    def _measure(self) -> None:
        """Find rate, start and frame length of the audio; checks that it decodes."""
        head = self._decoder.head
        run = next(self._runs(head, head * self._decoder.tick + 1), None)
        if run is None:
            raise self._decoder.damaged_error()
        self.rate = run.rate
        first, lengths = self._align(run), [len(frame) for frame in run.frames]
        # The first frame may be trimmed, so the frame grid starts at the end of the second.
        if len(lengths) > 3 and len(set(lengths[1:-1])) == 1:
            self._frame_length, self._frame_offset = lengths[1], first + sum(lengths[:2])
        self.start = first / self.rate
        tail = floor(self._decoder.tail - PREROLL / self._decoder.tick)
        ends = [float(self._end(run)) for run in self._runs(tail, ALL)]
        self.stop = max([self.start, *ends])
        if self._decoder.stated_stop is not None:
            self.stop = max(self.start, min(self.stop, self._decoder.stated_stop))
        check_span(self.start, self.stop, self._decoder.path)

    def _end(self, run: _Run) -> Fraction:
        """Return the end of a run in seconds."""
        return Fraction(self._align(run) + run.length, run.rate)

    def _runs(self, begin: int, stop: Fraction) -> Iterator[_Run]:
        """Yield continuous runs from `begin` ticks up to `stop` seconds."""
        run: _Run | None = None
        rate, tolerance, last = 0, Fraction(0), Fraction(0)
        for piece in self._decoder.decode_from(begin):
            if piece.rate != rate:
                rate, tolerance = piece.rate, self._tolerance(piece.rate)
                last = stop * rate + tolerance
            start = piece.start * rate
            if start >= last:
                break
            first = start if run is None else start - run.length
            if run is not None and (run.rate != rate or abs(first - run.starts[0]) > tolerance):
                yield run
                run, first = None, start
            run = run or _Run(rate)
            run.add(first, piece.samples)
        if run is not None:
            yield run

    def _tolerance(self, rate: int) -> Fraction:
        return max(Fraction(1), self._decoder.tick * rate)

    def _align(self, run: _Run) -> int:
        """Return the first sample number of a run from its estimates."""
        estimates = run.starts[1:] or run.starts  # the first may be of a trimmed frame
        middle = (min(estimates) + max(estimates)) / 2
        if self._frame_length and run.rate == self.rate:
            frames = round((middle - self._frame_offset) / self._frame_length)
            aligned = self._frame_offset + frames * self._frame_length
            if abs(aligned - middle) <= self._tolerance(run.rate):
                return aligned
        return round(middle)

    def _converted(
        self, rate: int, start: int, samples: NDArray[np.float32]
    ) -> tuple[int, NDArray[np.float32]]:
        """Resample a run to the rate of the track; return its first sample number and samples."""
        step = rate // gcd(rate, self.rate)  # a multiple of it lies on a sample of both rates
        padded = np.pad(samples, ((start % step, 0), (0, 0)))
        resampled = soxr.resample(padded, rate, self.rate, quality="HQ")
        return (start - start % step) * self.rate // rate, resampled


def _finite(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Replace NaN and infinity, which would spread to all results."""
    if not np.isfinite(samples).all():
        np.nan_to_num(samples, copy=False, nan=0, posinf=1, neginf=-1)
    return samples
