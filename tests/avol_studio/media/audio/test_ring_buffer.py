from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avol_studio.media.audio.ring_buffer import AudioRingBuffer


@given(
    capacity=st.integers(1, 12),
    channels=st.integers(1, 2),
    chunks=st.lists(st.integers(0, 30), max_size=12),
    reads=st.lists(st.tuples(st.integers(-10, 120), st.integers(0, 40)), max_size=12),
)
def test_the_buffer_holds_the_newest_samples(
    capacity: int, channels: int, chunks: list[int], reads: list[tuple[int, int]]
) -> None:
    ring = AudioRingBuffer(capacity / 10, channels, rate=10)
    model: list[float] = []
    for chunk in chunks:
        fresh = 1 + len(model) + np.arange(chunk, dtype=np.float32)
        ring.write(np.repeat(fresh[:, None], channels, axis=1))
        model += fresh.tolist()
        assert ring.written == len(model)
        for start, count in reads:
            kept = range(max(0, len(model) - capacity), len(model))
            expected = [model[n] if n in kept else 0 for n in range(start, start + count)]
            got = ring.read(start, start + count)
            assert got.shape == (count, channels)
            assert (got == np.array(expected, np.float32).reshape(-1, 1)).all()


def test_read_into_allocates_no_memory() -> None:
    import tracemalloc

    ring, out = AudioRingBuffer(1, 2), np.empty((480, 2), np.float32)
    ring.write(np.ones((30_000, 2), np.float32))
    ring.read_into(0, out)
    tracemalloc.start()
    try:
        for start in range(0, 29_000, 480):
            ring.read_into(start, out)
        assert tracemalloc.get_traced_memory()[1] < 2000
    finally:
        tracemalloc.stop()


def test_a_backward_range_is_empty() -> None:
    assert AudioRingBuffer(1, 1).read(5, 3).shape == (0, 1)


@pytest.mark.parametrize("channels", [1, 2])
def test_the_buffer_reports_its_range(channels: int) -> None:
    ring = AudioRingBuffer(0.5, channels)
    assert (ring.capacity, ring.channels) == (24_000, channels)
