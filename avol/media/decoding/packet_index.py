"""Finding all pictures of a file without decoding them."""

from itertools import islice

import numpy as np
from numpy.typing import NDArray

from avol.media.decoding.container import packets
from avol.media.decoding.frame_index import FrameIndex
from avol.media.decoding.image_decoder import ImageDecoder
from avol.media.errors import NoVideo

LONG = 20_000  # pictures from which on reading every packet would be felt
PROBES = 9  # places where the table is compared with real packets
PROBED = 100  # packets at each


def scan(decoder: ImageDecoder) -> FrameIndex:
    """The index of all pictures; the decoder stands anywhere afterwards, seek before decoding.

    Long MP4 files give it from their own table, all others by reading every packet once.
    """
    if len(decoder.stream.index_entries) >= LONG:
        if (index := from_table(decoder)) is not None:
            return index
        decoder.rewind()
    return from_packets(decoder)


def from_packets(decoder: ImageDecoder) -> FrameIndex:
    """Read every packet once; raises NoPicture where none has a time."""
    stream = decoder.stream
    stamps: list[int] = []
    keys: list[bool] = []
    for packet in packets(decoder.container, stream):
        at = decoder.stamp(packet)
        if at is not None and packet.size and not packet.is_discard:
            stamps.append(at)
            keys.append(packet.is_keyframe)
    if not stamps or not stream.time_base:
        raise NoVideo(f"“{decoder.path.name}” holds no picture with a time; convert it to MP4.")
    return FrameIndex(stamps, keys, stream.time_base)


def from_table(decoder: ImageDecoder) -> FrameIndex | None:
    """The index from the table of an MP4, or None where that cannot be relied on.

    The table holds decoding times. Encoders make those by delaying the presentation times, so
    from the first presented picture on the two lists are equal, but for the last few; where
    pictures are read to compare, in the whole file, one that differs rules the table out.
    """
    time_base = decoder.stream.time_base
    if "mp4" not in decoder.container.format.name:
        return None
    table = [(e.timestamp, e.is_keyframe, e.is_discard) for e in decoder.stream.index_entries]
    dts, keys, dropped = (np.array(column) for column in zip(*table, strict=True))
    head, tail = _peek(decoder, dts[0], PROBED), _peek(decoder, dts[-1], None)
    if dropped.any() or not len(head) or not len(tail) or not time_base:
        return None
    pts = np.union1d(dts[dts >= head[:, 1].min()], tail[:, 1])
    places = dts[np.linspace(0, len(dts) - 1, PROBES).astype(int)]
    sound = len(pts) == len(dts) and all(_agrees(pts, _peek(decoder, at, PROBED)) for at in places)
    # A key frame stands at one place in both orders (but for the leading pictures of an open
    # group, where a jump notices that it came out late).
    return FrameIndex(pts, keys, time_base) if sound else None


def _peek(decoder: ImageDecoder, at: int, count: int | None) -> NDArray[np.int64]:
    """(decoding, presentation) times of up to `count` packets from the key frame before `at`."""
    decoder.seek(int(at))
    run = packets(decoder.container, decoder.stream)
    seen = [(p.dts, p.pts) for p in islice(run, count) if p.dts is not None and p.pts is not None]
    return np.array(seen, np.int64).reshape(-1, 2)


def _agrees(pts: NDArray[np.int64], seen: NDArray[np.int64]) -> bool:
    """Whether the pictures that must be among `seen` are the ones in `pts`."""
    if not len(seen):
        return False
    # What comes later in the file is shown later than the last decoding time seen.
    shown = np.sort(seen[:, 1])
    low, high = np.searchsorted(pts, [shown[0], seen[-1, 0]], side="left")
    return bool(np.array_equal(pts[low:high], shown[shown < seen[-1, 0]]))
