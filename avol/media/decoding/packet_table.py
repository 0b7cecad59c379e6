"""Times and positions of all packets of a stream: the basis of index, seeking and duration."""

from fractions import Fraction
from functools import cached_property

import av
import numpy as np
from av.packet import PacketSideData
from numpy.typing import NDArray

UNKNOWN = -(2**63)
"""A time stamp that the container does not give."""

Ints = NDArray[np.int64]


class PacketTable:
    """The packets of one stream in file order; they are numbered from 0.

    pts: presentation times in ticks on a continuous axis, which begins with the file's own times.
    ordered: whether each packet has its own presentation time. Otherwise (AVI, elementary
    streams) `pts` are increasing times at which some frame is presented: decoded frames take them
    in order. duration: ticks. keyframe, shown: bool; a packet that is not shown gives no frame.
    stored: the time stamps in the file, for seeking. dts, position, size: what identifies a
    packet; the position is -1 where it is not known. palettes: by packet number; a container gives
    each only once, with the first packet that has it.
    """

    def __init__(
        self,
        *,
        time_base: Fraction,
        pts: Ints,
        duration: Ints,
        keyframe: NDArray[np.bool_],
        shown: NDArray[np.bool_],
        stored: Ints,
        dts: Ints,
        position: Ints | None = None,
        size: Ints | None = None,
        ordered: bool = True,
    ) -> None:
        self.time_base, self.ordered = time_base, ordered
        self.pts, self.duration, self.keyframe, self.shown = pts, duration, keyframe, shown
        self.stored, self.dts = stored, dts
        self.position = np.full(len(pts), -1) if position is None else position
        self.size = np.zeros(len(pts), np.int64) if size is None else size
        self.palettes: dict[int, PacketSideData] = {}

    def __len__(self) -> int:
        return len(self.pts)

    @property
    def span(self) -> tuple[float, float]:
        """Start of the first and end of the last packet that is shown, in seconds."""
        start, stop = self.pts[self.shown], (self.pts + self.duration)[self.shown]
        return float(start.min() * self.time_base), float(stop.max() * self.time_base)

    @cached_property
    def continuous(self) -> bool:
        """Whether the time stamps in the file identify the packets."""
        return bool(np.all(np.diff(self.dts) > 0))

    @property
    def nbytes(self) -> int:
        """Memory in bytes."""
        return len(self) * 60

    def at(self, pts: int) -> int:
        """Return the last packet presented at or before `pts` ticks, else the first one."""
        number = int(np.searchsorted(self.pts, pts, "right", sorter=self._by_pts)) - 1
        return int(self._by_pts[max(0, number)])

    def palette_at(self, number: int) -> PacketSideData | None:
        """Return the palette of a packet; None if it has none."""
        last = max((k for k in self.palettes if k <= number), default=None)
        return None if last is None else self.palettes[last]

    def candidates(self, packet: av.Packet) -> list[int]:
        """Return the numbers of the packets that one read after a seek may be."""
        if self._has_positions and packet.pos is not None:
            found = self._equal(self.position, self._by_position, packet.pos)
            return [k for k in found if self.size[k] in (0, packet.size)]
        if self.size.any():  # containers that read elementary streams invent times after a seek
            return np.flatnonzero(self.size == packet.size).tolist()
        return [] if packet.dts is None else self._equal(self.dts, self._by_dts, packet.dts)

    def is_packet(self, number: int, packet: av.Packet) -> bool:
        """Return whether a packet may be that with this number."""
        if number >= len(self):
            return False
        if packet.pos is not None and self.position[number] >= 0:
            return bool(self.position[number] == packet.pos)
        if self.size[number]:
            return bool(self.size[number] == packet.size)
        return packet.dts is None or self.dts[number] in (UNKNOWN, packet.dts)

    @cached_property
    def _has_positions(self) -> bool:
        return bool((self.position >= 0).any())

    @staticmethod
    def _equal(values: Ints, order: Ints, value: int) -> list[int]:
        low = int(np.searchsorted(values, value, "left", sorter=order))
        high = int(np.searchsorted(values, value, "right", sorter=order))
        return order[low:high].tolist()

    @cached_property
    def _by_pts(self) -> Ints:
        return np.argsort(self.pts, kind="stable")

    @cached_property
    def _by_dts(self) -> Ints:
        return np.argsort(self.dts, kind="stable")

    @cached_property
    def _by_position(self) -> Ints:
        return np.argsort(self.position, kind="stable")
