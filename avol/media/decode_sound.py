"""Sound out of packets, from any place in the file, each piece at its own sample number."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from math import floor
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from avol.media.container import (
    decoded,
    moving,
    only,
    open_container,
    packets,
    sound_stream,
    stamp,
)
from avol.media.errors import Unreadable
from avol.media.facts import sound_span

PREROLL = Fraction(1, 2)  # seconds; more than a codec needs to forget its past (MP3: 0.26)
_BACK = (0, 2, 10, 60)  # seconds further back to try where a container seeks too late


class SoundDecoder:
    """Decodes one sound stream at its own rate; owned by one thread.

    rate: samples a second as stored. channels: 1 or 2. start, stop: seconds between which there
    is sound, the end as the container states it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._resamplers: dict[tuple[str, str], av.AudioResampler] = {}
        self._open()
        try:
            self.rate = self._stream.rate
            self.channels = min(2, self._stream.channels)
            self._measure()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._container.close()

    def read(self, low: int, high: int) -> NDArray[np.float32]:
        """Samples `low` to before `high`: (n, channels) float32, zeros where there is none.

        Decoding begins at the packet half a second before `low` and at no other, so the answer
        does not depend on what was read before.
        """
        out = np.zeros((high - low, self.channels), np.float32)
        begin = floor((Fraction(low, self.rate) - PREROLL) / self._tick)
        expected: int | None = None
        for frame in self._frames(begin):
            place = self._place(frame, expected)
            if place >= high:
                break
            samples = self._convert(frame)
            expected = place + len(samples)
            a, b = max(low, place), min(high, expected)
            if a < b:
                out[a - low : b - low] = samples[a - place : b - place]
        return out

    def _open(self) -> None:
        self._container = open_container(self.path)
        try:
            self._stream = sound_stream(self._container, self.path)
            only(self._stream)
            # Matroska lists places to jump to for the picture alone.
            matroska = "matroska" in self._container.format.name
            pictures = [s for s in self._container.streams.video if matroska and moving(s)]
            self._guide = pictures[0] if pictures else self._stream
        except BaseException:
            self._container.close()
            raise

    def _measure(self) -> None:
        """Find where the sound begins; proves that it can be decoded."""
        self._tick = Fraction(self._stream.time_base or 1)
        stamps = (stamp(packet) for packet in packets(self._container, self._stream))
        self._head = next((at for at in stamps if at is not None), 0)
        first = next(self._frames(self._head), None)
        if first is None or not 1_000 <= self.rate <= 768_000:
            raise Unreadable(f"The sound of “{self.path.name}” is damaged; try another copy.")
        self.start = self._place(first, None) / self.rate
        self.stop = max(self.start, sound_span(self._container, self._stream)[1])

    def _frames(self, begin: int) -> Iterator[av.AudioFrame]:
        begin = max(begin, self._head)
        run = (p for p in self._landing(begin) if not p.size or (stamp(p) or 0) >= begin)
        for frame in decoded(run, self.path):
            if frame.pts is not None and frame.sample_rate == self.rate:
                yield frame

    def _landing(self, begin: int) -> Iterator[av.Packet]:
        """Packets from one at or before `begin` ticks on."""
        for back in _BACK:
            try:
                target = max(self._head, begin - floor(back / self._tick))
                place = floor(target * self._tick / (self._guide.time_base or 1))
                self._container.seek(place, stream=self._guide)
            except FFmpegError:
                break
            run = packets(self._container, self._stream)
            first = next(run, None)
            if first is not None and (at := stamp(first)) is not None and at <= begin:
                return chain([first], run)
        self._container.close()
        self._open()
        return packets(self._container, self._stream)

    def _place(self, frame: av.AudioFrame, expected: int | None) -> int:
        """The sample number where `frame` begins; stamps may be far coarser than samples (MKV)."""
        exact = Fraction(frame.pts or 0) * self._tick * self.rate
        slack = max(1, self._tick * self.rate)
        if expected is not None and abs(exact - expected) <= slack:
            return expected
        # All pieces of a codec are of one length; one that was trimmed ends where it should.
        step = self._stream.codec_context.frame_size or 1
        origin = round(self._head * self._tick * self.rate)
        for size in (0, frame.samples):
            place = origin + round((exact + size - origin) / step) * step - size
            if abs(place - exact) <= slack:
                return place
        return round(exact)

    def _convert(self, frame: av.AudioFrame) -> NDArray[np.float32]:
        """(n, channels) float32; FFmpeg's down-mix where the file has more than two."""
        key = frame.format.name, frame.layout.name
        if key not in self._resamplers:
            layout = "mono" if self.channels == 1 else "stereo"
            self._resamplers[key] = av.AudioResampler("fltp", layout, self.rate)
        out = np.zeros((self.channels, 0), np.float32)
        pieces = [piece.to_ndarray() for piece in self._resamplers[key].resample(frame)]
        return np.concatenate([out, *pieces], axis=1, dtype=np.float32).T
