"""Decodes an audio stream from any position."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream
from numpy.typing import NDArray

from avol.errors import UnreadableFileError
from avol.media.decoding.container import decode_packets
from avol.media.decoding.packet_reader import PacketReader
from avol.media.decoding.packet_scan import audio_span

# Decoders whose synthetic noise depends on their past, even after a seek.
_STATEFUL = {"aac", "aac_latm"}
RATES = range(1_000, 768_001)


@dataclass(frozen=True, slots=True)
class AudioPiece:
    """A decoded frame of audio: its start in seconds, and (n, channels) samples at `rate`.

    Samples of damaged files and of files of floats may be NaN or infinite.
    """

    start: Fraction
    rate: int
    samples: NDArray[np.float32]


class AudioDecoder:
    """Decodes one audio stream; for one thread.

    channels: 1 or 2 output channels. tick: seconds per tick. head, tail: ticks of the first and
    last packet. stated_stop: end in seconds, where the file trims the last packets. Raises
    InputError if the file has no such audio track.
    """

    def __init__(self, path: Path, audio_track: int | None = None) -> None:
        self.path = path
        self._resamplers: dict[tuple[str, str, int], av.AudioResampler] = {}
        self._reader = PacketReader(path, "audio", audio_track)
        table = self._reader.table
        self.channels = min(2, self._stream.channels)
        self.tick = table.time_base
        stop = audio_span(self._reader.container, self._stream, table)[1]
        trimmed = stop < table.span[1] or table.duration[-1] < np.median(table.duration)
        self.stated_stop = stop if trimmed else None
        self.head, self.tail = int(table.pts.min()), int(table.pts.max())

    @property
    def _stream(self) -> AudioStream:
        return cast(AudioStream, self._reader.stream)

    def close(self) -> None:
        """Close the file."""
        self._reader.close()

    def damaged_error(self) -> UnreadableFileError:
        """Return the error for a damaged stream."""
        return UnreadableFileError(f"The audio of “{self.path.name}” is damaged; try another copy.")

    def decode_from(self, start: int) -> Iterator[AudioPiece]:
        """Decode from the packet at or before `start` ticks with a fresh decoder state."""
        table = self._reader.table
        number = table.at(start)
        start, read = int(table.pts[number]), self._reader.packets_from(number)
        packets = (packet for packet in read if not packet.size or (packet.pts or 0) >= start)
        # The codec comes after the packets: a container that cannot seek is opened again for them.
        last: AudioPiece | None = None
        for frame in decode_packets(packets, self.path, self._fresh_codec()):
            begin = _end(last) if frame.pts is None else frame.pts * self.tick  # None: flushed
            if begin is not None and frame.sample_rate in RATES:
                last = AudioPiece(begin, frame.sample_rate, self._to_samples(frame))
                yield last

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
        key = frame.format.name, frame.layout.name, frame.sample_rate
        if key not in self._resamplers:
            layout = "mono" if self.channels == 1 else "stereo"
            self._resamplers[key] = av.AudioResampler("fltp", layout, frame.sample_rate)
        parts = [part.to_ndarray() for part in self._resamplers[key].resample(frame)]
        if len(parts) != 1:
            parts = [np.concatenate([np.zeros((self.channels, 0), np.float32), *parts], axis=1)]
        return np.asarray(parts[0], np.float32).T


def _end(piece: AudioPiece | None) -> Fraction | None:
    return None if piece is None else piece.start + Fraction(len(piece.samples), piece.rate)
