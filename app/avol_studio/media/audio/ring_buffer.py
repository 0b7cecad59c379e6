"""A ring of sound addressed by absolute sample number, for one writer and any readers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class AudioRingBuffer:
    """The last `seconds` of a stream of float32 samples, in memory taken once.

    Sample n of the stream keeps its number for ever; what was overwritten or not yet written reads
    as zeros. One thread writes; the count is published after the copy, so readers need no lock as
    long as they stay behind `written` by less than the length of the ring.
    """

    def __init__(self, seconds: float, channels: int, rate: int = 48_000) -> None:
        self._data = np.zeros((max(1, round(seconds * rate)), channels), np.float32)
        self._written = 0

    @property
    def written(self) -> int:
        """How many samples were ever written: the number of the next one."""
        return self._written

    @property
    def capacity(self) -> int:
        """How many samples the ring holds."""
        return len(self._data)

    @property
    def channels(self) -> int:
        """How many channels a sample has."""
        return self._data.shape[1]

    def write(self, samples: NDArray[np.float32]) -> None:
        """Append (n, channels) samples, overwriting the oldest."""
        first = self._written + max(0, len(samples) - self.capacity)
        kept = samples[first - self._written :]
        at = first % self.capacity
        head = min(len(kept), self.capacity - at)
        self._data[at : at + head] = kept[:head]
        self._data[: len(kept) - head] = kept[head:]
        self._written += len(samples)

    def skip(self, count: int) -> None:
        """Append `count` samples of silence, however many."""
        silent = min(count, self.capacity)
        self._written += count - silent
        self.write(np.zeros((silent, self.channels), np.float32))

    def read(self, start: int, stop: int) -> NDArray[np.float32]:
        """Samples start..stop as (stop - start, channels), zeros where lost or not yet there."""
        out = np.empty((max(0, stop - start), self._data.shape[1]), np.float32)
        self.read_into(start, out)
        return out

    def read_into(self, start: int, out: NDArray[np.float32]) -> None:
        """As `read`, for len(out) samples into memory of the caller: fit for a sound callback."""
        stop, written = start + len(out), self._written
        first = min(max(start, written - self.capacity, 0), stop)
        last = max(first, min(stop, written))
        out[: first - start] = 0
        out[last - start :] = 0
        at = first % self.capacity
        head = min(last - first, self.capacity - at)
        out[first - start : first - start + head] = self._data[at : at + head]
        out[first - start + head : last - start] = self._data[: last - first - head]
