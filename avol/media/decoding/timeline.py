"""One continuous time axis for streams whose time stamps restart, jump or wrap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BACK = 0.1  # seconds that decoding times may go back before they count as a restart
GAP = 10.0  # seconds; longer gaps are closed where the format allows discontinuities (as FFmpeg)
MAX_GAP = 30 * 3600.0  # seconds; longer gaps are closed in every format (as FFmpeg)
SAME = 3.0  # seconds between the new time stamps of two streams that restart together

Seconds = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class StampedPackets:
    """The stored times of the packets of one stream, in seconds and in file order.

    number: position of each packet among the packets of all streams.
    """

    number: NDArray[np.int64]
    dts: Seconds
    pts: Seconds
    duration: Seconds


@dataclass(frozen=True, slots=True)
class _Jump:
    stream: int
    packet: int
    number: int
    landing: float
    needs_partner: bool


def continuous_offsets(streams: Sequence[StampedPackets], closes_gaps: bool) -> list[Seconds]:
    """Return the seconds to add to the times of each packet, for each stream.

    The first part keeps its times. Each later part begins where the longest stream of the part
    before it ends, and all streams that jump together move together, so that they stay in sync.

    closes_gaps: the format allows discontinuities (MPEG-TS and others), so that a gap of more than
    10 s in all streams is one. In every format, time stamps that go back are a restart, and a
    forward jump that is taken back later is an error.
    """
    jumps = [list(_jumps(i, stream, closes_gaps)) for i, stream in enumerate(streams)]
    events = [event for event in _pair(jumps) if not _is_pause(event, streams)]
    shifts = [dict[int, float]() for _ in streams]  # of each packet that begins a part
    early = [stream.pts - stream.dts > GAP for stream in streams]  # presented in the next part
    for i, stream in enumerate(streams):
        begins = [jump.packet for event in events for jump in event if jump.stream == i]
        if begins:
            starts = np.minimum.reduceat(stream.pts, [0, *begins])[1:]
            stops = np.where(early[i], stream.dts, stream.pts) + stream.duration
            ends = np.maximum.reduceat(stops, [0, *begins])[:-1]
            shifts[i] = dict(zip(begins, (ends - starts).tolist(), strict=True))
    offsets = [np.zeros(len(stream.dts)) for stream in streams]
    for event in events:
        shift = max(shifts[jump.stream][jump.packet] for jump in event)
        for jump in event:
            offsets[jump.stream][jump.packet] += shift
        for i, stream in enumerate(streams):
            if len(stream.number) and stream.number[0] > event[0].number:
                offsets[i][0] += shift  # the stream appears after this jump
    return [
        _moved_early(np.cumsum(offset), each) for offset, each in zip(offsets, early, strict=True)
    ]


def _moved_early(offsets: Seconds, early: NDArray[np.bool_]) -> Seconds:
    """Return the offsets with those of the next part for frames that are stored before its start.

    A reference frame is stored before the frames that are presented before it.
    """
    for k in np.flatnonzero(early).tolist():
        changes = np.flatnonzero(np.diff(offsets[k:]))
        if len(changes):
            offsets[k] = offsets[k + int(changes[0]) + 1]
    return offsets


def _jumps(i: int, stream: StampedPackets, closes_gaps: bool) -> Iterator[_Jump]:
    step = np.diff(stream.dts)
    back = step < -BACK
    gap = np.concatenate([step - stream.duration[:-1], [0.0]])[: len(step)]
    returns = stream.dts[1:][back]
    for k in np.flatnonzero(back | (gap > GAP)).tolist():
        before, after = float(stream.dts[k]), float(stream.dts[k + 1])
        undone = bool(np.any((returns > before - BACK) & (returns < after)))
        if back[k] or undone or gap[k] > MAX_GAP or closes_gaps:
            certain = back[k] or undone or gap[k] > MAX_GAP
            yield _Jump(i, k + 1, int(stream.number[k + 1]), after, not certain)


def _pair(jumps: Sequence[list[_Jump]]) -> Iterator[tuple[_Jump, ...]]:
    """Join the jumps of two streams that belong together; the others stay alone."""
    queues = [list(each) for each in jumps if each]
    while queues:
        heads = [queue[0] for queue in queues]
        landings = [jump.landing for jump in heads]
        together = max(landings) - min(landings) < SAME
        event = tuple(heads) if together else (min(heads, key=lambda jump: jump.number),)
        yield event
        queues = [queue[queue[0] in event :] for queue in queues]
        queues = [queue for queue in queues if queue]


def _is_pause(event: tuple[_Jump, ...], streams: Sequence[StampedPackets]) -> bool:
    """Return whether a gap is in one of two streams only."""
    alone = len(event) == 1 and sum(len(stream.dts) > 0 for stream in streams) > 1
    return alone and event[0].needs_partner
