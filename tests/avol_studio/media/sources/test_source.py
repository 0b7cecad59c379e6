"""The contract of all seekable sources (see avol_studio.media.source)."""

from __future__ import annotations

import random
import time

import pytest

from avol.media import Frame
from avol_studio.media.source import Seek, SeekCompleted, SourceOpened
from avol_studio.media.sources.file_source import FileSource
from tests.avol_studio.media.sources.conftest import COUNT, Opened
from tests.support.fakes import number_of


@pytest.fixture
def ready(opened: Opened) -> SourceOpened:
    """News of the open source, its first frame landed."""
    news = opened.event()
    assert isinstance(news, SourceOpened)
    assert news.source is opened.source
    first = opened.event()
    assert isinstance(first, SeekCompleted)
    assert (first.session, first.exact, first.frame.index) == (1, True, 0)
    return news


def landed(opened: Opened, seek: Seek) -> SeekCompleted:
    opened.source.seek(seek)
    event = opened.event()
    assert isinstance(event, SeekCompleted)
    assert event.session == seek.session
    return event


def due_at(source: FileSource, now: float, patience: float = 3) -> Frame:
    """The frame due at `now`, waited for."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if (frame := source.due(now)) is not None:
            return frame
        time.sleep(0.002)
    raise AssertionError(f"no frame at {now}")


def test_a_source_describes_its_media(opened: Opened, ready: SourceOpened) -> None:
    assert ready.info.frame_count == len(ready.index) == COUNT
    assert not opened.source.live


def test_seeks_are_exact(opened: Opened, ready: SourceOpened) -> None:
    random_ = random.Random(2)
    targets = [0, COUNT - 1, *(random_.randrange(COUNT) for _ in range(15))]
    for session, target in enumerate(targets, 2):
        frame = landed(opened, Seek(target, session)).frame
        assert number_of(frame.image) == frame.index == target
        assert frame.time == ready.index.time(target)
        assert not frame.image.flags.writeable


def test_a_preview_precedes_the_exact_frame(opened: Opened, ready: SourceOpened) -> None:
    preview = landed(opened, Seek(40, 2, exact=False))
    assert not preview.exact
    assert preview.frame.index == ready.index.keyframe_before(40)
    exact = opened.event()
    assert isinstance(exact, SeekCompleted)
    assert (exact.exact, exact.session, exact.frame.index) == (True, 2, 40)


def test_frames_are_due_once_and_in_order(opened: Opened, ready: SourceOpened) -> None:
    source, shown = opened.source, [0]
    for number in range(1, COUNT):
        frame = due_at(source, ready.index.time(number) + 0.001)
        shown.append(number_of(frame.image))
        assert source.due(ready.index.time(number) + 0.001) is None
    assert shown == list(range(COUNT))
    assert source.due(1e9) is None
    assert source.next_time() is None


def test_no_frame_is_due_early(opened: Opened, ready: SourceOpened) -> None:
    due_at(opened.source, ready.index.time(1))
    for _ in range(20):
        assert opened.source.due(ready.index.time(2) - 0.001) is None
        time.sleep(0.002)
    assert opened.source.next_time() == ready.index.time(2)


def test_upcoming_frames_are_returned_again_when_they_are_due(
    opened: Opened, ready: SourceOpened
) -> None:
    source, time_of = opened.source, ready.index.time
    assert source.upcoming(time_of(1), before=1e9) is None  # nothing is decoded before playback
    due_at(source, time_of(1))
    deadline = time.monotonic() + 3
    while (frame := source.upcoming(time_of(4) - 0.001, before=1e9)) is None or frame.index < 4:
        assert time.monotonic() < deadline
        time.sleep(0.002)
    assert frame.index == 4
    last = source.upcoming(1e9, before=1e9)
    assert last is not None
    assert last.index >= 4
    earlier = source.upcoming(time_of(4), before=time_of(4))
    assert earlier is not None
    assert earlier.index == 3
    assert source.upcoming(time_of(4), before=time_of(2)) is None
    assert due_at(source, time_of(4)) is frame


def test_the_newest_due_frame_is_returned(opened: Opened, ready: SourceOpened) -> None:
    due_at(opened.source, ready.index.time(1))
    time.sleep(0.2)
    assert due_at(opened.source, ready.index.time(3)).index in (2, 3)


def test_playback_continues_after_a_seek(opened: Opened, ready: SourceOpened) -> None:
    landed(opened, Seek(30, 2))
    assert due_at(opened.source, ready.index.time(31)).index == 31
    landed(opened, Seek(10, 3))
    assert due_at(opened.source, ready.index.time(11)).index == 11


def test_only_the_newest_seek_is_served(opened: Opened, ready: SourceOpened) -> None:
    for session in range(2, 30):
        opened.source.seek(Seek(session, session))
    sessions = []
    while not sessions or sessions[-1] != 29:
        event = opened.event()
        assert isinstance(event, SeekCompleted)
        assert event.frame.index == event.session
        sessions.append(event.session)
    assert sessions == sorted(sessions)


def test_a_late_source_catches_up(opened: Opened, ready: SourceOpened) -> None:
    late = ready.index.time(50)
    deadline = time.monotonic() + 3
    while (frame := opened.source.due(late)) is None or frame.index < 50:
        assert time.monotonic() < deadline
        time.sleep(0.001)
    assert frame.index == 50


def test_a_closed_source_sends_no_events(opened: Opened, ready: SourceOpened) -> None:
    opened.source.close()
    opened.source.seek(Seek(5, 2))
    assert opened.source.join(2)
    assert opened.events.empty()
