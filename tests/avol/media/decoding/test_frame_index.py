"""FrameIndex: order, lookup and validation."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avol.media import FrameIndex

stamps = st.lists(st.integers(-(2**40), 2**40), min_size=1, max_size=60)
time_bases = st.sampled_from(
    [Fraction(1, 90_000), Fraction(1, 1000), Fraction(1001, 30_000), Fraction(1, 10**9)]
)


@given(stamps, time_bases)
def test_time_and_index_are_one_to_one(pts: list[int], time_base: Fraction) -> None:
    index = FrameIndex(pts, [True] * len(pts), time_base)
    assert len(index) == len(set(pts))
    assert [index.at(index.time(i)) for i in range(len(index))] == list(range(len(index)))
    assert [index.nearest(int(p)) for p in index.pts] == list(range(len(index)))


@given(stamps, st.floats(-1e6, 1e6))
def test_at_returns_the_last_frame_that_is_not_later(pts: list[int], time: float) -> None:
    index = FrameIndex(pts, [False] * len(pts), Fraction(1, 1000))
    i = index.at(time)
    assert i == 0 or index.time(i) <= time
    assert i == len(index) - 1 or index.time(i + 1) > time


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.data())
def test_keyframe_before_returns_the_last_keyframe(keys: list[bool], data: st.DataObject) -> None:
    index = FrameIndex(np.arange(len(keys)) * 3, keys, Fraction(1, 25))
    i = data.draw(st.integers(0, len(keys) - 1))
    assert index.keyframe_before(i) == max((k for k in range(i + 1) if keys[k]), default=0)


def test_frames_are_sorted_by_time_with_their_flags() -> None:
    index = FrameIndex([0, 30, 10, 20, 20], [True, False, True, False, False], Fraction(1, 10))
    assert index.pts.tolist() == [0, 10, 20, 30]
    assert index.keyframe.tolist() == [True, True, False, False]
    assert index.time(1) == 1.0


def test_arrays_are_read_only() -> None:
    index = FrameIndex([0, 1], [True, False], Fraction(1, 25))
    with pytest.raises(ValueError, match="read-only"):
        index.pts[0] = 7


def test_empty_index_raises() -> None:
    with pytest.raises(ValueError, match="at least one"):
        FrameIndex([], [], Fraction(1, 25))
