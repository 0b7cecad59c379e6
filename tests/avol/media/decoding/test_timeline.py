"""One time axis for streams that jump."""

import numpy as np
import pytest

from avol.media.decoding.timeline import StampedPackets, continuous_offsets

FRAME, SECOND_PART = 0.04, 21.2
PRESENTED = (0, 3, 1, 2, 6, 4, 5, 9, 7, 8)
"""Order of presentation of frames in their order of decoding."""


def test_a_gap_in_all_streams_is_closed_for_frames_stored_before_it() -> None:
    times = np.array([k * FRAME + (SECOND_PART if k >= 5 else 0) for k in range(10)])
    pts = times[list(PRESENTED)]
    dts = np.concatenate([[-2 * FRAME, -FRAME], times[:8]])
    assert np.any((pts > SECOND_PART) & (dts < 1))  # a reference for frames before the gap
    video = StampedPackets(np.arange(0, 20, 2), dts, pts, np.full(10, FRAME))
    audio = StampedPackets(np.arange(1, 20, 2), times, times, np.full(10, FRAME))
    offsets = continuous_offsets([video, audio], closes_gaps=True)
    for stream, offset in zip((video, audio), offsets, strict=True):
        moved = np.sort(stream.pts + offset)
        assert np.diff(moved) == pytest.approx(np.full(9, FRAME))
