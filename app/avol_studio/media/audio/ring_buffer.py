"""A ring buffer of audio, addressed by absolute sample number."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE


class AudioRingBuffer:
    """The last `seconds` of a stream of float32 samples, in memory allocated once.

    Each sample keeps its number; samples that were overwritten or not yet written read as zeros.
    One thread writes, any thread reads. `written` increases after the copy, so readers need no
    lock as long as they stay less than the capacity behind it.
    """

    def __init__(self, seconds: float, channels: int, rate: int = SAMPLE_RATE) -> None:
        self._data = np.zeros((max(1, round(seconds * rate)), channels), np.float32)
        self._written = 0

    @property
    def written(self) -> int:
        """Number of samples written so far; this is the number of the next sample."""
        return self._written

    @property
    def capacity(self) -> int:
        """Number of samples that the buffer holds."""
        return len(self._data)

    @property
    def channels(self) -> int:
        """Number of channels."""
        return self._data.shape[1]

    def write(self, samples: NDArray[np.float32]) -> None:
        """Append (n, channels) samples; they overwrite the oldest."""
        first = self._written + max(0, len(samples) - self.capacity)
        kept = samples[first - self._written :]
        at = first % self.capacity
        head = min(len(kept), self.capacity - at)
        self._data[at : at + head] = kept[:head]
        self._data[: len(kept) - head] = kept[head:]
        self._written += len(samples)

    def skip(self, count: int) -> None:
        """Append `count` zeros, any number."""
        zeros = min(count, self.capacity)
        self._written += count - zeros
        self.write(np.zeros((zeros, self.channels), np.float32))

    def read(self, start: int, stop: int) -> NDArray[np.float32]:
        """Return samples start..stop as (stop - start, channels); zeros where not available."""
        out = np.empty((max(0, stop - start), self._data.shape[1]), np.float32)
        self.read_into(start, out)
        return out

    def read_into(self, start: int, out: NDArray[np.float32]) -> None:
        """Read len(out) samples into `out`; allocates nothing, so an audio callback may call it."""
        stop, written = start + len(out), self._written
        first = min(max(start, written - self.capacity, 0), stop)
        last = max(first, min(stop, written))
        out[: first - start] = 0
        out[last - start :] = 0
        at = first % self.capacity
        head = min(last - first, self.capacity - at)
        out[first - start : first - start + head] = self._data[at : at + head]
        out[first - start + head : last - start] = self._data[: last - first - head]
