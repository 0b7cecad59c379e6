"""Reads the packets of one stream from any packet on, with times on a continuous axis."""

from collections.abc import Generator, Iterator
from contextlib import suppress
from itertools import chain, islice
from math import floor
from pathlib import Path
from typing import Literal

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from avol.core.closeable import Closeable
from avol.errors import NoAudioError, NoVideoError, UnreadableFileError
from avol.media.decoding.container import open_container, read_packets
from avol.media.decoding.packet_scan import packet_tables
from avol.media.decoding.packet_table import PacketTable
from avol.media.decoding.streams import audio_stream, discard_other_streams, video_stream

SEEK_BACK = (0, 2, 10, 60)  # seconds to seek further back if a container seeks too late
UNSURE = 64  # packets after a seek that are read until they are recognized
ALIKE = 3  # packets in a row with the expected sizes, which identify packets without positions
NEAR = (
    2_000  # packets; where time stamps restart, a seek that lands further back is in another part
)


class PacketReader(Closeable):
    """Reads the packets of the video or audio stream of a file; for one thread.

    The packets get the times of their table in place of those of the container, which may restart
    or be missing. table: that of the stream. audio, audio_table: the audio stream, None if there
    is none. Raises UnreadableFileError, NoVideoError or NoAudioError.
    """

    table: PacketTable

    def __init__(
        self, path: Path, kind: Literal["video", "audio"], audio_track: int | None = None
    ) -> None:
        self.path, self._kind, self._track = path, kind, audio_track
        self._closed_later: list[InputContainer] = []  # their decoders may still be in use
        self.container = open_container(path)
        try:
            self._select()
            self._scan()
            discard_other_streams(self.stream)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        for container in (self.container, *self._closed_later):
            container.close()

    def packets_from(self, number: int) -> Iterator[av.Packet]:
        """Yield the packets from one at or before `number` on, then an empty one to flush."""
        for container in self._closed_later:
            container.close()
        self._closed_later.clear()
        for by_byte, offset in self._targets(number):
            with suppress(FFmpegError):
                if by_byte:
                    self.container.seek(offset, unsupported_byte_offset=True)
                else:
                    self.container.seek(offset, stream=self._seek_stream)
                packets = read_packets(self.container, self.stream)
                found = self._recognize(packets)
                if found is None or found[0] > number:
                    continue
                if self.table.continuous or number - found[0] < NEAR:
                    return self._retimed(found[0], chain(found[1], packets))
        return self._retimed(0, self._reopened())

    def _reopened(self) -> Iterator[av.Packet]:
        """Open the file again, for containers that cannot seek, and return its packets."""
        self._closed_later.append(self.container)
        self.container = open_container(self.path)
        self._select()
        discard_other_streams(self.stream)
        return read_packets(self.container, self.stream)

    @property
    def audio_track(self) -> int:
        """Number of the audio stream among those of the file, from 1; 0 if there is none."""
        return 0 if self.audio is None else self.container.streams.audio.index(self.audio) + 1

    def _select(self) -> None:
        self.video: VideoStream | None = None
        self.audio: AudioStream | None = None
        try:
            self.video = video_stream(self.container, self.path)
        except NoVideoError:
            if self._kind == "video":
                raise
        try:
            self.audio = audio_stream(self.container, self.path, self._track)
        except NoAudioError:
            if self._kind == "audio":
                raise
        stream = self.video if self._kind == "video" else self.audio
        assert stream is not None
        self.stream = stream
        # Matroska has seek points for the video stream only.
        matroska = "matroska" in self.container.format.name
        self._seek_stream = self.video if matroska and self.video is not None else stream

    def _scan(self) -> None:
        streams = tuple(s for s in (self.video, self.audio) if s is not None)
        tables = packet_tables(self.container, self.path, streams)
        by_stream = dict(zip((stream.index for stream in streams), tables, strict=True))
        table = by_stream[self.stream.index]
        if table is None or not table.shown.any():
            if self._kind == "audio":
                raise NoAudioError(f"“{self.path.name}” has no audio in it; open another file.")
            raise UnreadableFileError(
                f"No frame of “{self.path.name}” can be decoded; try another copy."
            )
        self.table = table
        self.audio_table = by_stream[self.audio.index] if self.audio is not None else None

    def _targets(self, number: int) -> Iterator[tuple[bool, int]]:
        """Yield (by byte, offset) of the seeks to try."""
        known = self.table.position[max(0, number - UNSURE) : number + 1]
        positions = [(True, int(known[known >= 0][-1]))] if (known >= 0).any() else []
        if not self.table.continuous:
            yield from positions
        tick = float(self.table.time_base)
        ratio = self.table.time_base / (self._seek_stream.time_base or 1)
        for back in SEEK_BACK:
            stored = max(
                int(self.table.stored.min()), int(self.table.stored[number]) - floor(back / tick)
            )
            yield False, floor(stored * ratio)

    def _recognize(self, packets: Iterator[av.Packet]) -> tuple[int, list[av.Packet]] | None:
        """Read until it is certain which packets they are; return the first number and them.

        One packet may be like others, as those in a page of Ogg or those of silence: several in a
        row are compared. The first one after a seek may be the rest of one.
        """
        read: list[av.Packet] = []
        numbers: list[int] = []
        for packet in islice((each for each in packets if each.size), UNSURE):
            numbers = [k + 1 for k in numbers if self.table.is_packet(k + 1, packet)]
            if not numbers:
                numbers, read = self.table.candidates(packet), []
            read.append(packet)
            certain = packet.pos is not None or not self.table.size.any()
            if len(numbers) == 1 and (certain or len(read) >= ALIKE):
                break
        first = [k - len(read) + 1 for k in numbers]
        if len(first) > 1:
            first = [k for k in first if self.table.dts[k] == read[0].dts]
        return (first[0], read) if len(first) == 1 else None

    def _retimed(self, number: int, packets: Iterator[av.Packet]) -> Iterator[av.Packet]:
        number = yield from self._numbered(number, packets)
        if number < len(self.table):
            # Some containers end earlier after a seek: Matroska at the end of its first segment.
            yield from self._numbered(0, self._reopened(), number)
        yield av.Packet()

    def _numbered(
        self, number: int, packets: Iterator[av.Packet], start: int = 0
    ) -> Generator[av.Packet, None, int]:
        """Yield the packets from `start` on with their times; return the number of the next."""
        table = self.table
        for packet in packets:
            if not packet.size or number >= len(table):
                continue  # the end, or the file has grown
            if not table.is_packet(number, packet):
                found = table.candidates(packet)
                number = found[0] if len(found) == 1 else number
            packet.pts = int(table.pts[number])
            packet.is_keyframe = bool(table.keyframe[number])
            if not table.ordered:
                packet.dts = packet.pts
            if (palette := table.palette_at(number)) is not None:
                packet.set_sidedata(palette)
            number += 1
            if number > start:
                yield packet
        return number
