"""Packet tables of long MP4 files from their sample tables, without reading the packets."""

import struct
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path

import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from avol.media.decoding.container import read_packets
from avol.media.decoding.packet_table import Ints, PacketTable

LONG = 20_000  # packets from which reading every packet takes noticeable time
PROBES = 9  # positions where the table is compared with packets
PROBED_PACKETS = 50  # packets compared at each position
MAX_MOOV = 512 * 2**20  # bytes


def mp4_tables(
    container: InputContainer, path: Path, streams: tuple[VideoStream | AudioStream, ...]
) -> tuple[PacketTable, ...] | None:
    """Return the packets by the sample tables; None if the file is short or not such an MP4.

    The tables give the decoding times; the composition offsets (ISO 14496-12, ctts) give the
    presentation times. Packets at several positions and the last ones are compared with them; a
    single difference rejects the tables; the container then is at its start again.
    """
    if "mp4" not in container.format.name:
        return None
    if max(len(stream.index_entries) for stream in streams) < LONG:
        return None
    tables = sample_tables(container, path, streams)
    if tables is None:
        container.seek(streams[0].index_entries[0].timestamp, stream=streams[0])
    return tables


def sample_tables(
    container: InputContainer, path: Path, streams: tuple[VideoStream | AudioStream, ...]
) -> tuple[PacketTable, ...] | None:
    """Return the packets by the sample tables of an MP4; None if they are not reliable."""
    try:
        offsets = _composition_offsets(path)
    except (OSError, struct.error, ValueError):
        return None
    tables = []
    for stream in streams:
        table = _sample_table(container, stream, offsets.get(stream.id))
        if table is None:
            return None
        tables.append(table)
    return tuple(tables)


def _sample_table(
    container: InputContainer, stream: VideoStream | AudioStream, offsets: Ints | None
) -> PacketTable | None:
    entries = [(e.timestamp, e.is_keyframe, e.is_discard) for e in stream.index_entries]
    if not entries:
        return None
    dts, keyframe, discard = (np.array(column) for column in zip(*entries, strict=True))
    if isinstance(stream, VideoStream) and keyframe.all() and not stream.codec.intra_only:
        return None  # only the packets show whether that is true
    offsets = np.zeros(len(dts), np.int64) if offsets is None else offsets
    if len(offsets) != len(dts) or np.any(np.diff(dts) <= 0):
        return None
    head = _packet_times(container, stream, int(dts[0]), 1)
    tail = _packet_times(container, stream, int(dts[-1]), None)
    if not len(head) or not len(tail) or tail[-1, 0] != dts[-1] or head[0, 0] != dts[0]:
        return None
    pts = dts + offsets + (head[0, 1] - head[0, 0] - offsets[0])
    positions = dts[np.linspace(0, len(dts) - 1, PROBES).astype(int)].tolist()
    probes = [_packet_times(container, stream, dts, PROBED_PACKETS) for dts in positions]
    if not all(len(times) and _agree(dts, pts, times) for times in (*probes, tail)):
        return None
    return PacketTable(
        time_base=Fraction(stream.time_base or 1),
        pts=pts,
        duration=np.append(np.diff(dts), tail[-1, 2]),
        keyframe=keyframe,
        shown=~discard,
        stored=pts,
        dts=dts,
    )


def _packet_times(
    container: InputContainer, stream: VideoStream | AudioStream, dts: int, count: int | None
) -> Ints:
    """Return (dts, pts, duration) of up to `count` packets from the key frame before `dts`."""
    try:
        container.seek(dts, stream=stream)
    except FFmpegError:
        return np.zeros((0, 3), np.int64)
    packets = islice(read_packets(container, stream), count)
    times = [(p.dts, p.pts, p.duration or 0) for p in packets if p.size]
    known = [row for row in times if row[0] is not None and row[1] is not None]
    return np.array(known, np.int64).reshape(-1, 3)


def _agree(dts: Ints, pts: Ints, times: Ints) -> bool:
    """Return whether a table has exactly the packets `times` (dts, pts, duration)."""
    first = int(np.searchsorted(dts, times[0, 0]))
    part = slice(first, first + len(times))
    return np.array_equal(dts[part], times[:, 0]) and np.array_equal(pts[part], times[:, 1])


def _composition_offsets(path: Path) -> dict[int, Ints]:
    """Return the composition offset of each sample, by track id; tracks without any are missing."""
    found: dict[int, Ints] = {}
    for track in _boxes(_moov(path), b"trak"):
        header = next(_boxes(track, b"tkhd"))
        number = struct.unpack_from(">I", header, 20 if header[0] == 1 else 12)[0]
        table = track
        for name in (b"mdia", b"minf", b"stbl", b"ctts"):
            table = next(_boxes(table, name), b"")
        if table:
            runs = np.frombuffer(table, ">i4", offset=8).astype(np.int64)
            count = struct.unpack_from(">I", table, 4)[0]
            runs = runs[: 2 * count].reshape(-1, 2)
            found[number] = np.repeat(runs[:, 1], runs[:, 0])
    return found


def _moov(path: Path) -> bytes:
    """Return the content of the box with the tables."""
    with path.open("rb") as file:
        while len(head := file.read(16)) >= 8:
            size, skip = int.from_bytes(head[:4], "big"), 8
            if size == 1:
                size, skip = int.from_bytes(head[8:], "big"), 16
            start = file.tell() - len(head)
            if head[4:8] == b"moov":
                file.seek(start + skip)
                return file.read(min(size - skip, MAX_MOOV))
            if size < skip:
                break
            file.seek(start + size)
    raise ValueError("no moov box")


def _boxes(data: bytes, name: bytes) -> Iterator[bytes]:
    """Yield the contents of the boxes of one name."""
    position = 0
    while position + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, position)
        if size < 8:
            break
        if kind == name:
            yield data[position + 8 : position + size]
        position += size
