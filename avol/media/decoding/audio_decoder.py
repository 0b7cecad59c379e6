"""Decodes an audio stream from any position."""

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

from avol.errors import UnreadableFileError
from avol.media.decoding.container import (
    audio_span,
    audio_stream,
    decode_packets,
    discard_other_streams,
    is_video,
    open_container,
    presentation_pts,
    read_packets,
)

# Decoders whose synthetic noise depends on their past, even after a seek.
_STATEFUL = {"aac", "aac_latm"}
_SEEK_BACK = (0, 2, 10, 60)  # seconds to seek further back if a container seeks too late


class AudioDecoder:
    """Decodes one audio stream at its own sample rate; for one thread.

    rate: samples per second as stored. channels: 1 or 2 output channels. tick: seconds per tick.
    head: ticks of the first packet. stop: end in seconds, as the container states it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._resamplers: dict[tuple[str, str], av.AudioResampler] = {}
        self._open()
        try:
            self.rate = self._stream.rate
            self.channels = min(2, self._stream.channels)
            self.tick = Fraction(self._stream.time_base or 1)
            self.stop = audio_span(self._container, self._stream)[1]
            packets = read_packets(self._container, self._stream)
            stamps = (presentation_pts(packet) for packet in packets)
            self.head = next((pts for pts in stamps if pts is not None), 0)
            if not 1_000 <= self.rate <= 768_000:
                raise self.damaged_error()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def damaged_error(self) -> UnreadableFileError:
        """Return the error for a damaged stream."""
        return UnreadableFileError(f"The audio of “{self.path.name}” is damaged; try another copy.")

    def decode_from(self, start: int) -> Iterator[tuple[Fraction, NDArray[np.float32]]]:
        """Decode from the first packet at or after `start` ticks with a fresh decoder state.

        Yields the sample number by the time stamp and (n, channels) samples of each frame.
        """
        start = max(start, self.head)
        packets = (
            packet
            for packet in self._packets_from(start)
            if not packet.size or (presentation_pts(packet) or 0) >= start
        )
        for frame in decode_packets(packets, self.path, self._fresh_codec()):
            if frame.pts is not None and frame.sample_rate == self.rate:
                yield frame.pts * self.tick * self.rate, self._to_samples(frame)

    def _open(self) -> None:
        self._container = open_container(self.path)
        try:
            self._stream = audio_stream(self._container, self.path)
            discard_other_streams(self._stream)
            # Matroska has seek points for the video stream only.
            matroska = "matroska" in self._container.format.name
            videos = [s for s in self._container.streams.video if matroska and is_video(s)]
            self._seek_stream = videos[0] if videos else self._stream
        except BaseException:
            self._container.close()
            raise

    def _packets_from(self, start: int) -> Iterator[av.Packet]:
        """Return packets from one at or before `start` ticks on."""
        for back in _SEEK_BACK:
            try:
                target = max(self.head, start - floor(back / self.tick))
                offset = floor(target * self.tick / (self._seek_stream.time_base or 1))
                self._container.seek(offset, stream=self._seek_stream)
            except FFmpegError:
                break
            packets = read_packets(self._container, self._stream)
            first = next(packets, None)
            if first is not None and (pts := presentation_pts(first)) is not None and pts <= start:
                return chain([first], packets)
        self._container.close()
        self._open()
        return read_packets(self._container, self._stream)

    def _fresh_codec(self) -> AudioCodecContext:
        used = self._stream.codec_context
        if used.codec.name not in _STATEFUL:
            return used  # seeking has flushed it
        fresh = av.CodecContext.create(used.codec.name, "r")
        fresh.extradata = used.extradata
        fresh.options = {"pkt_timebase": f"{self.tick.numerator}/{self.tick.denominator}"}
        return cast(AudioCodecContext, fresh)

    def _to_samples(self, frame: av.AudioFrame) -> NDArray[np.float32]:
        """Return (n, channels); more than two channels are down-mixed, not normalised."""
        key = frame.format.name, frame.layout.name
        if key not in self._resamplers:
            layout = "mono" if self.channels == 1 else "stereo"
            self._resamplers[key] = av.AudioResampler("fltp", layout, self.rate)
        out = np.zeros((self.channels, 0), np.float32)
        parts = [part.to_ndarray() for part in self._resamplers[key].resample(frame)]
        return np.concatenate([out, *parts], axis=1, dtype=np.float32).T
