"""Sound out of packets, from any place in the file."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from math import floor
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.error import FFmpegError
from numpy.typing import NDArray

from avol.media.decoding.container import (
    decoded,
    moving,
    only,
    open_container,
    packets,
    sound_span,
    sound_stream,
    stamp,
)
from avol.media.errors import UnreadableFile

# Decoders whose made-up noise goes on where it was, even after a jump.
_REMEMBERING = {"aac", "aac_latm"}
_BACK = (0, 2, 10, 60)  # seconds further back to try where a container seeks too late


class AudioDecoder:
    """Decodes one sound stream at its own rate; owned by one thread.

    rate: samples a second as stored. channels: 1 or 2 of what is given out. tick: seconds per
    tick. head: ticks of the first packet. stop: second at which the container says it ends.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._resamplers: dict[tuple[str, str], av.AudioResampler] = {}
        self._open()
        try:
            self.rate = self._stream.rate
            self.channels = min(2, self._stream.channels)
            self.tick = Fraction(self._stream.time_base or 1)
            self.stop = sound_span(self._container, self._stream)[1]
            stamps = (stamp(packet) for packet in packets(self._container, self._stream))
            self.head = next((at for at in stamps if at is not None), 0)
            if not 1_000 <= self.rate <= 768_000:
                raise self.damaged()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._container.close()

    def damaged(self) -> UnreadableFile:
        """The error that says so."""
        return UnreadableFile(f"The sound of “{self.path.name}” is damaged; try another copy.")

    def pieces(self, begin: int) -> Iterator[tuple[Fraction, NDArray[np.float32]]]:
        """Decoded sound, (sample number by its stamp, (n, channels) float32), from the first
        packet on that is not before `begin` ticks, by a decoder without a past."""
        begin = max(begin, self.head)
        run = (p for p in self._landing(begin) if not p.size or (stamp(p) or 0) >= begin)
        for frame in decoded(run, self.path, self._fresh()):
            if frame.pts is not None and frame.sample_rate == self.rate:
                yield frame.pts * self.tick * self.rate, self._convert(frame)

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

    def _landing(self, begin: int) -> Iterator[av.Packet]:
        """Packets from one at or before `begin` ticks on."""
        for back in _BACK:
            try:
                target = max(self.head, begin - floor(back / self.tick))
                place = floor(target * self.tick / (self._guide.time_base or 1))
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

    def _fresh(self) -> AudioCodecContext:
        used = self._stream.codec_context
        if used.codec.name not in _REMEMBERING:
            return used  # seeking has flushed it
        fresh = av.CodecContext.create(used.codec.name, "r")
        fresh.extradata = used.extradata
        fresh.options = {"pkt_timebase": f"{self.tick.numerator}/{self.tick.denominator}"}
        return cast(AudioCodecContext, fresh)

    def _convert(self, frame: av.AudioFrame) -> NDArray[np.float32]:
        """FFmpeg's down-mix where the file has more than two channels, not normalised."""
        key = frame.format.name, frame.layout.name
        if key not in self._resamplers:
            layout = "mono" if self.channels == 1 else "stereo"
            self._resamplers[key] = av.AudioResampler("fltp", layout, self.rate)
        out = np.zeros((self.channels, 0), np.float32)
        parts = [part.to_ndarray() for part in self._resamplers[key].resample(frame)]
        return np.concatenate([out, *parts], axis=1, dtype=np.float32).T
