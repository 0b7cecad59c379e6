"""Comparison of what a reader found with what was written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.media import AudioTrack
from tests.contract.builder import Clip

JOIN = 0.15  # seconds between the end of a part and the start of the next
SMEAR = 0.06  # seconds around a click in which a lossy codec may leave something
AUDIBLE, SILENT = 0.1, 0.02  # peak of a click, and of silence


def check_frames(clip: Clip, numbers: Sequence[int], times: Sequence[float]) -> None:
    """Check numbers and times of all frames of a clip."""
    kind = clip.kind
    expected = [number for part in clip.parts for number, _ in part.frames]
    if kind.keep is not None:  # damaged frames at the end are replaced by the one before
        kept = len(numbers)
        assert kept >= kind.keep[0]
        last = max(numbers[kind.keep[0] - 1 :])
        expected = [min(number, last) for number in expected[:kept]]
    assert list(numbers) == expected
    at, end = 0, None
    for part, offset in zip(clip.parts, part_offsets(clip, times), strict=True):
        stored = [time + offset for _, time in part.frames]
        found = times[at : at + len(stored)]
        assert list(found) == pytest.approx(stored[: len(found)], abs=kind.time_ms / 1000)
        if end is not None:
            assert found[0] == pytest.approx(end, abs=JOIN)
        at, end = at + len(stored), stored[-1] + 0.04


def part_offsets(clip: Clip, times: Sequence[float]) -> list[float]:
    """Return the seconds by which readers move each joined part, by its first frame."""
    offsets, at = [], 0
    for part in clip.parts:
        moved = times[at] - part.frames[0][1]
        offsets.append(moved if at else _lag(clip, moved))
        at += len(part.frames)
    return offsets


def _lag(clip: Clip, moved: float) -> float:
    limit = clip.kind.lag_ms / 1000
    return float(np.clip(moved, -limit, 0.0))


def audio_offsets(clip: Clip) -> list[float]:
    """Return the seconds by which joined audio is moved, by the first click of each part."""
    offsets, end = [0.0], clip.parts[0].audio[1] if clip.parts[0].audio else 0.0
    with AudioTrack(clip.path) as track:
        for part in clip.parts[1:]:
            assert part.audio is not None
            moved = end - part.audio[0]
            window = track.window_at(part.clicks[0] + moved)
            loud = np.flatnonzero(np.abs(window) > AUDIBLE).mean() / SAMPLE_RATE - 0.5
            assert abs(loud) < JOIN
            offsets.append(moved + loud)
            end = part.audio[1] + offsets[-1]
    return offsets


def click_times(clip: Clip, offsets: Sequence[float]) -> list[float]:
    """Return the seconds of all clicks, in parts that are moved by `offsets`."""
    moved = zip(clip.parts, offsets, strict=True)
    return [time + offset for part, offset in moved for time in part.clicks]


def check_clicks(
    wave: NDArray[np.float32], start: float, clicks: Sequence[float], limit_ms: float
) -> None:
    """Check that mono samples from `start` seconds on have these clicks and are silent else."""
    time = start + np.arange(len(wave)) / SAMPLE_RATE
    inside = np.flatnonzero(wave)
    silent = np.zeros(len(wave), bool)
    if len(inside):
        margin = round(SMEAR * SAMPLE_RATE)
        silent[inside[0] + margin : inside[-1] - margin] = True
    loud = np.abs(wave - np.median(wave[inside]) if len(inside) else wave)
    for click in clicks:
        near = np.abs(time - click) < 0.01
        assert loud[near].max() > AUDIBLE, f"no click at {click:.3f} s"
        energy = loud[near].astype(float) ** 2
        found = float((time[near] * energy).sum() / energy.sum())
        assert abs(found - click) * 1000 <= limit_ms, f"{found:.5f} s in place of {click:.5f} s"
        silent &= np.abs(time - click) > SMEAR
    assert not (where := time[silent][loud[silent] > SILENT]).size, f"audio at {where[0]:.3f} s"
