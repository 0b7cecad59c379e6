"""The studio on all kinds: opens, seeks and plays what was written, with its audio."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from avol.core.constants import SAMPLE_RATE
from avol_studio.core.state.player_state import OpenedMedia
from tests.contract.builder import Clip
from tests.contract.conftest import MakeClip
from tests.contract.expectations import AUDIBLE, SILENT, click_times, part_offsets
from tests.contract.images import number_of
from tests.contract.kind import Audio
from tests.contract.kinds import TIMED_KINDS
from tests.contract.parametrize import each_kind
from tests.contract.studio import Studio

SYNC = 0.025  # seconds between a click and its frame: a step of the device and a tick
BEFORE, AFTER = 0.12, 0.1  # seconds that are played around a click


IN_WINDOW = ("turned-90.mp4", "size-change.ts", "restart.ts", "streamed.mkv", "inverted.mkv")


@pytest.fixture(scope="module")
def player(qapp: QApplication, make_clip: MakeClip) -> Iterator[Studio]:
    """A player for all kinds; its threads have started."""
    with Studio() as studio:
        yield _started(studio, make_clip)


@pytest.fixture(scope="module")
def window(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, make_clip: MakeClip
) -> Iterator[Studio]:
    """A window for some kinds; its threads have started."""
    with Studio(tmp_path_factory.mktemp("studio")) as studio:
        yield _started(studio, make_clip)


def _started(studio: Studio, make_clip: MakeClip) -> Studio:
    studio.open(make_clip("plain.mp4").path)
    studio.play(0.1)
    studio.close()
    return studio


# A frame every 4 ms is more than a busy machine shows.
@each_kind([name for name in TIMED_KINDS if name != "240-fps.mp4"])
def test_player(clip: Clip, player: Studio) -> None:
    check_studio(player, clip)


@each_kind(IN_WINDOW)
def test_window(clip: Clip, window: Studio) -> None:
    check_studio(window, clip)


def check_studio(studio: Studio, clip: Clip) -> None:
    """Open a clip, seek in it, and play a part of it."""
    try:
        studio.open(clip.path)
        media = studio.player.media
        assert isinstance(media, OpenedMedia)
        times = [media.index.time(i) for i in range(len(media.index))]
        expected = [number for part in clip.parts for number, _ in part.frames]
        last = len(expected) if clip.kind.keep is None else clip.kind.keep[0]
        assert number_of(studio.frames[-1][0].image) == expected[0]
        rng = random.Random(clip.kind.name)
        for i in (rng.randrange(last) for _ in range(3)):
            frame = studio.go(times[i])
            assert (frame.index, number_of(frame.image)) == (i, expected[i])
            assert studio.maps[-1].frame_index == i
        check_playback(studio, clip, times[:last], expected)
        assert not studio.messages
    finally:
        studio.close()


def check_playback(studio: Studio, clip: Clip, times: list[float], expected: list[int]) -> None:
    """Play around the last click; it is audible at its time on the axis of the frames."""
    offsets = [0.0, *part_offsets(clip, times)[1:]] if clip.kind.keep is None else [0.0]
    if len(times) < 3:
        return  # playing from the last frame starts again
    clicks = [click for click in click_times(clip, offsets) if click - BEFORE < times[-2]]
    clicks = clicks[: 1 if clip.kind.keep else None]
    frame = studio.go(max(times[0], clicks[-1] - BEFORE) if clicks else times[0])
    following = [click for click in clicks if click > frame.time]
    samples, began = studio.play((following[0] if following else frame.time + BEFORE) + AFTER)
    shown = [frame.index for frame, _ in studio.frames]
    assert shown == sorted(set(shown))
    assert [number_of(f.image) for f, _ in studio.frames] == [expected[i] for i in shown]
    loud = np.abs(samples - np.median(samples, axis=0)).max(axis=1)
    if not following:  # a constant offset begins and ends with the playback
        offset = max((s.offset for s in clip.kind.streams if isinstance(s, Audio)), default=0.0)
        assert loud.max() < SILENT + abs(offset)
        return
    heard_at = began + np.flatnonzero(loud > max(AUDIBLE, loud.max() / 2))[0] / SAMPLE_RATE
    frames = [(frame, began), *studio.frames]
    last, clock = next((f, at) for f, at in reversed(frames) if f.time <= following[0] + SYNC)
    assert heard_at - clock == pytest.approx(following[0] - last.time, abs=SYNC)
