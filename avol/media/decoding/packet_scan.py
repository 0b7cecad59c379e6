"""Reads all packets of a file once, for its index, its duration and for seeking."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil
from pathlib import Path
from threading import Lock

import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet, PacketSideData
from av.video.stream import VideoStream
from numpy.typing import NDArray

from avol.core.lru_cache import LRUCache
from avol.media.decoding.container import read_packets
from avol.media.decoding.intra_frames import intra_check
from avol.media.decoding.mp4_table import mp4_tables
from avol.media.decoding.packet_table import UNKNOWN, Ints, PacketTable
from avol.media.decoding.timeline import StampedPackets, continuous_offsets

CACHE_BYTES = 96 * 2**20
MAX_TICKS = 90_000  # frames per second at most, so that each can be written to an MP4
CLOSE = 8  # packets
TS_DISCONT = 0x200  # FFmpeg's AVFMT_TS_DISCONT

Streams = tuple[VideoStream | AudioStream, ...]

_cache: LRUCache[tuple[object, ...], "tuple[PacketTable | None, ...]"] = LRUCache(CACHE_BYTES)
_lock = Lock()


def packet_tables(
    container: InputContainer, path: Path, streams: Streams
) -> tuple[PacketTable | None, ...]:
    """Return the packets of the video and audio stream of a file that was just opened.

    Reads the sample tables of long MP4 files and every packet of other files; the result is kept
    for as long as the file does not change. None: the stream has no packet. Seek the container
    before reading from it.
    """
    status = path.stat()
    key = (path.resolve(), status.st_ino, status.st_size, status.st_mtime_ns)
    key += tuple(stream.index for stream in streams)
    with _lock:
        if (known := _cache.get(key)) is not None:
            return known
    tables = mp4_tables(container, path, streams) or _read_all(container, streams)
    with _lock:
        _cache.put(key, tables, sum(table.nbytes for table in tables if table))
    return tables


def audio_span(
    container: InputContainer, stream: AudioStream, table: PacketTable
) -> tuple[float, float]:
    """Return start and end of an audio stream in seconds, by its packets.

    The header counts where it trims the last packets only: encoders fill them with zeros. That of
    MPEG is an estimate.
    """
    start, stop = table.span
    if stream.duration and stream.time_base and "mpeg" not in container.format.name:
        stated = ((stream.start_time or 0) + stream.duration) * float(stream.time_base)
        if 0 < stop - stated < 2 * float(table.duration.max() * table.time_base):
            stop = stated
    return start, stop


@dataclass(frozen=True, slots=True)
class _Columns:
    """The packets of a stream as stored; times in ticks."""

    number: Ints
    pts: Ints
    dts: Ints
    duration: Ints
    position: Ints
    size: Ints
    flags: Ints


_KEYFRAME, _SHOWN, _INTRA = 1, 2, 4


def _read_all(container: InputContainer, streams: Streams) -> tuple[PacketTable | None, ...]:
    rows: dict[int, list[tuple[int, ...]]] = {stream.index: [] for stream in streams}
    palettes: dict[int, dict[int, PacketSideData]] = {stream.index: {} for stream in streams}
    is_intra = {stream.index: intra_check(stream) for stream in streams}
    hides = {s.index for s in streams if s.codec_context.name == "vp8"}
    for number, packet in enumerate(read_packets(container, *streams)):
        if not packet.size:
            continue
        index = packet.stream_index
        hidden = packet.is_discard or (index in hides and _is_hidden_vp8(packet))
        # A packet with a part missing gives no image from which others can be decoded.
        keyframe = packet.is_keyframe and not packet.is_corrupt
        if packet.has_sidedata("palette"):
            palettes[index][len(rows[index])] = packet.get_sidedata("palette")
        rows[index].append(
            (
                number,
                UNKNOWN if packet.pts is None else packet.pts,
                UNKNOWN if packet.dts is None else packet.dts,
                packet.duration or 0,
                -1 if packet.pos is None else packet.pos,
                packet.size,
                _KEYFRAME * keyframe
                + _SHOWN * (not hidden)
                + _INTRA * (keyframe and is_intra[index](packet)),
            )
        )
    columns = [_Columns(*_transposed(rows[stream.index])) for stream in streams]
    closes_gaps = bool(container.format.flags & TS_DISCONT)
    tables = _tables(container.format.name, streams, columns, closes_gaps)
    for stream, table in zip(streams, tables, strict=True):
        if table is not None:
            table.palettes = palettes[stream.index]
    return tables


def _tables(
    format_name: str, streams: Streams, columns: list[_Columns], closes_gaps: bool
) -> tuple[PacketTable | None, ...]:
    """Return the tables on one continuous time axis."""
    ordered = [
        _has_presentation_times(format_name, stream, each)
        for stream, each in zip(streams, columns, strict=True)
    ]
    filled = [_filled(stream, each) for stream, each in zip(streams, columns, strict=True)]
    ticks = [float(stream.time_base or 1) for stream in streams]
    stamped = [
        StampedPackets(each.number, dts * tick, (pts if own else dts) * tick, duration * tick)
        for each, (pts, dts, duration), tick, own in zip(
            columns, filled, ticks, ordered, strict=True
        )
    ]
    offsets = continuous_offsets(stamped, closes_gaps)
    tables: list[PacketTable | None] = []
    for stream, each, own, (pts, dts, duration), offset in zip(
        streams, columns, ordered, filled, offsets, strict=True
    ):
        if not len(pts):
            tables.append(None)
            continue
        tick = Fraction(stream.time_base or 1)
        shift = np.rint(offset / float(tick)).astype(np.int64)
        times, shown = (pts if own else dts) + shift, each.flags & _SHOWN > 0
        invented = own and isinstance(stream, VideoStream) and _has_equal_times(times[shown])
        if invented:
            times = _times_in_order(times, dts + shift, duration)
        keyframe, step = _keyframes(each.flags), ceil(1 / (MAX_TICKS * tick))
        times[shown] = _distinct(times[shown], (dts + shift)[shown], keyframe[shown], step)
        tables.append(
            PacketTable(
                time_base=tick,
                pts=times,
                duration=duration,
                keyframe=keyframe,
                shown=shown,
                stored=pts if own else dts,
                dts=each.dts,
                position=each.position,
                size=each.size,
                ordered=own and not invented,
            )
        )
    return tuple(tables)


def _keyframes(flags: Ints) -> NDArray[np.bool_]:
    """Return which packets are key frames: those marked, unless all are although not all can be."""
    marked = flags & _KEYFRAME > 0
    return flags & _INTRA > 0 if marked.all() else marked


def _has_presentation_times(
    format_name: str, stream: VideoStream | AudioStream, columns: _Columns
) -> bool:
    """Return whether packets have times of their own.

    FFmpeg invents those of AVI. Where a container (MXF) has none, it gives the decoding times.
    """
    reordered = isinstance(stream, VideoStream) and stream.codec_context.has_b_frames
    if reordered and np.array_equal(columns.pts, columns.dts):
        return False
    missing = int(np.count_nonzero(columns.pts == UNKNOWN))
    return format_name != "avi" and missing <= len(columns.pts) // 10


def _has_equal_times(pts: Ints) -> bool:
    """Return whether close packets have the same time: FFmpeg invents some of those of MPEG-PS."""
    return any(bool(np.any(pts[k:] == pts[:-k])) for k in range(1, min(CLOSE, len(pts))))


def _times_in_order(pts: Ints, dts: Ints, duration: Ints) -> Ints:
    """Return increasing times, which frames get in the order of presentation."""
    rank = int(np.median(duration)) * np.arange(len(dts))
    out = dts.copy()
    splits = np.flatnonzero(np.diff(dts) < -CLOSE * int(np.median(duration))) + 1
    for start, stop in pairwise([0, *splits.tolist(), len(dts)]):
        part = slice(start, stop)
        out[part] = np.maximum.accumulate(dts[part] - rank[part]) + rank[part]
        out[part] += pts[part].min() - out[part].min()
    return out


def _filled(stream: VideoStream | AudioStream, columns: _Columns) -> tuple[Ints, Ints, Ints]:
    """Return pts, dts and durations without missing values."""
    dts, duration = columns.dts.copy(), columns.duration
    known = np.flatnonzero(dts != UNKNOWN)
    if not len(duration):
        return dts, dts, duration
    steps = np.diff(dts[known])
    usual = int(np.median(steps[steps > 0])) if np.any(steps > 0) else _nominal(stream)
    duration = np.where(duration > 0, duration, usual)
    if not len(known):
        dts = np.cumsum(duration) - duration
    else:
        # A missing time follows from the next one that is known, at the end from the last one.
        number = np.searchsorted(known, np.arange(len(dts))).clip(max=len(known) - 1)
        total = np.cumsum(duration) - duration
        estimate = dts[known][number] + total - total[known][number]
        dts = np.where(dts == UNKNOWN, estimate, dts)
    return np.where(columns.pts == UNKNOWN, dts, columns.pts), dts, duration


def _nominal(stream: VideoStream | AudioStream) -> int:
    """Return the ticks of a frame by the nominal frame rate."""
    rate = (stream.average_rate or stream.guessed_rate) if isinstance(stream, VideoStream) else None
    return max(1, round(1 / ((rate or Fraction(25)) * (stream.time_base or 1))))


def _distinct(pts: Ints, dts: Ints, keyframe: NDArray[np.bool_], step: int) -> Ints:
    """Return the times with frames at least `step` ticks apart, so that none is lost.

    Where decoding times go back at a key frame, other material begins: its frames come after those
    before it, although the times overlap a little.
    """
    out = pts.copy()
    splits = np.flatnonzero((np.diff(dts) < 0) & keyframe[1:]) + 1
    low = int(pts.min(initial=0))
    for start, stop in pairwise([0, *splits.tolist(), len(pts)]):
        order = start + np.argsort(pts[start:stop], kind="stable")
        rank = step * np.arange(stop - start)
        out[order] = np.maximum.accumulate(np.maximum(pts[order], low) - rank) + rank
        low = int(out[order[-1]]) + step if len(order) else low
    return out


def _transposed(rows: list[tuple[int, ...]]) -> Ints:
    return np.array(rows, np.int64).reshape(-1, 7).T


def _is_hidden_vp8(packet: Packet) -> bool:
    """Return whether a VP8 frame is only a reference for others (RFC 6386, 9.1)."""
    return not memoryview(packet)[0] & 0x10
