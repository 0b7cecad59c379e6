"""Audio of all kinds: clicks at the right sample, silence elsewhere, the right end."""

from __future__ import annotations

import random

import numpy as np
import pytest

from avol.core.constants import SAMPLE_RATE
from avol.media import AudioTrack, VideoFile
from tests.contract.builder import Clip
from tests.contract.expectations import audio_offsets, check_clicks, click_times, part_offsets
from tests.contract.kinds import AUDIO_KINDS
from tests.contract.parametrize import each_kind

DELAY = 0.11  # seconds of encoder delay and padding that a file may count as audio


@each_kind(AUDIO_KINDS)
def test_audio_windows(clip: Clip) -> None:
    offsets = _offsets(clip)
    spans = [part.audio for part in clip.parts if part.audio is not None]
    start, stop = spans[0][0] + offsets[0], spans[-1][1] + offsets[-1]
    clicks = click_times(clip, offsets)
    with AudioTrack(clip.path) as track:
        assert track.start / SAMPLE_RATE == pytest.approx(start, abs=DELAY)
        if clip.kind.keep is None:
            assert track.stop / SAMPLE_RATE == pytest.approx(stop, abs=DELAY)
        else:
            stop = track.stop / SAMPLE_RATE
            assert stop >= start + clip.kind.keep[1]
            clicks = [click for click in clicks if click < start + clip.kind.keep[1]]
        low, high = track.start - SAMPLE_RATE, track.stop + SAMPLE_RATE
        whole = track.mono(low, high)
    rng = random.Random(clip.kind.name)
    with AudioTrack(clip.path) as track:
        first, last = track.start + SAMPLE_RATE // 2, track.stop - SAMPLE_RATE // 2 - 1
        for _ in range(2 if first < last else 0):
            time = rng.uniform(first, last) / SAMPLE_RATE
            at = round(time * SAMPLE_RATE) - SAMPLE_RATE // 2 - low
            # The noise of WMA depends on earlier frames.
            assert np.allclose(track.excerpt_at(time), whole[at : at + SAMPLE_RATE], atol=2e-4)
    if clip.kind.keep is None:
        check_clicks(whole, low / SAMPLE_RATE, clicks, clip.kind.click_ms)
    else:
        count = round((start + clip.kind.keep[1]) * SAMPLE_RATE) - low
        check_clicks(whole[:count], low / SAMPLE_RATE, clicks, clip.kind.click_ms)


def _offsets(clip: Clip) -> list[float]:
    """Return the seconds by which the parts are moved: with the video, else one after the other."""
    if clip.kind.video is not None:
        with VideoFile(clip.path) as video:
            offsets = part_offsets(clip, [video.index.time(i) for i in range(len(video.index))])
        return [0.0, *offsets[1:]]
    return audio_offsets(clip)
