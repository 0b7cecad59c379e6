"""Builds the frame index of a video without decoding it."""

from itertools import islice

import numpy as np
from numpy.typing import NDArray

from avol.errors import NoVideoError
from avol.media.decoding.container import read_packets
from avol.media.decoding.frame_index import FrameIndex
from avol.media.decoding.image_decoder import ImageDecoder

LONG = 20_000  # frames from which reading every packet takes noticeable time
PROBES = 9  # positions where the index table is compared with packets
PROBED_PACKETS = 100  # packets compared at each position


def build_frame_index(decoder: ImageDecoder) -> FrameIndex:
    """Return the index of all frames; seek the decoder before decoding with it.

    Uses the index table of long MP4 files; reads every packet of other files once.
    """
    if len(decoder.stream.index_entries) >= LONG:
        if (index := index_from_table(decoder)) is not None:
            return index
        decoder.rewind()
    return index_from_packets(decoder)


def index_from_packets(decoder: ImageDecoder) -> FrameIndex:
    """Read every packet once; raises NoVideoError if none has a time stamp."""
    stream = decoder.stream
    stamps: list[int] = []
    keyframes: list[bool] = []
    for packet in read_packets(decoder.container, stream):
        pts = decoder.pts_of(packet)
        if pts is not None and packet.size and not packet.is_discard:
            stamps.append(pts)
            keyframes.append(packet.is_keyframe)
    if not stamps or not stream.time_base:
        raise NoVideoError(
            f"“{decoder.path.name}” has no frame with a time stamp; convert it to MP4."
        )
    return FrameIndex(stamps, keyframes, stream.time_base)


def index_from_table(decoder: ImageDecoder) -> FrameIndex | None:
    """Return the index from the table of an MP4, or None if the table is not reliable.

    The table holds decoding times. Encoders delay presentation times by a constant, so that both
    lists are equal from the first presented frame on, except for the last few. Packets at several
    positions of the file are compared; a single difference rejects the table.
    """
    time_base = decoder.stream.time_base
    if "mp4" not in decoder.container.format.name:
        return None
    table = [(e.timestamp, e.is_keyframe, e.is_discard) for e in decoder.stream.index_entries]
    dts, keyframes, discarded = (np.array(column) for column in zip(*table, strict=True))
    head = _packet_times(decoder, dts[0], PROBED_PACKETS)
    tail = _packet_times(decoder, dts[-1], None)
    if discarded.any() or not len(head) or not len(tail) or not time_base:
        return None
    pts = np.union1d(dts[dts >= head[:, 1].min()], tail[:, 1])
    positions = dts[np.linspace(0, len(dts) - 1, PROBES).astype(int)]
    reliable = len(pts) == len(dts) and all(
        _matches(pts, _packet_times(decoder, position, PROBED_PACKETS)) for position in positions
    )
    # A key frame has the same rank in both orders (except for the leading frames of an open GOP,
    # which seeking handles).
    return FrameIndex(pts, keyframes, time_base) if reliable else None


def _packet_times(decoder: ImageDecoder, dts: int, count: int | None) -> NDArray[np.int64]:
    """Return (dts, pts) of up to `count` packets from the key frame before `dts`."""
    decoder.seek(int(dts))
    packets = islice(read_packets(decoder.container, decoder.stream), count)
    times = [(p.dts, p.pts) for p in packets if p.dts is not None and p.pts is not None]
    return np.array(times, np.int64).reshape(-1, 2)


def _matches(pts: NDArray[np.int64], times: NDArray[np.int64]) -> bool:
    """Return whether `pts` has exactly the frames that the packets `times` imply."""
    if not len(times):
        return False
    # Packets that follow are presented after the last decoding time read.
    presented = np.sort(times[:, 1])
    low, high = np.searchsorted(pts, [presented[0], times[-1, 0]], side="left")
    return bool(np.array_equal(pts[low:high], presented[presented < times[-1, 0]]))
