from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from avol.media import Frame
from avol_studio.media.source import Seek, SeekCompleted, SourceError, SourceOpened
from tests.avol_studio.media.sources.conftest import Opened
from tests.support.fakes import FakeVideo

Opener = Callable[..., Opened]


@pytest.mark.parametrize("content", [None, b"", b"this is no video" * 100])
def test_a_bad_file_is_an_error(open_source: Opener, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "bad.mp4"
    if content is not None:
        path.write_bytes(content)
    opened = open_source(path)
    event = opened.event()
    assert isinstance(event, SourceError)
    assert "bad.mp4" in event.text
    assert opened.source.join(1)


def test_read_ahead_is_bounded(open_source: Opener) -> None:
    decoded: list[int] = []

    class Counted(FakeVideo):
        def frame(self, i: int):  # noqa: ANN202
            decoded.append(i)
            return super().frame(i)

    opened = open_source(Path("counted"), Counted)
    assert isinstance(opened.event(), SourceOpened)
    threading.Event().wait(0.1)
    assert decoded == [0]
    opened.source.due(0.0)
    threading.Event().wait(0.3)
    assert decoded == list(range(14))  # half a second at 25 frames per second


def test_seeking_works_after_an_unreadable_frame(
    open_source: Opener, expected_log: Callable[[str], None]
) -> None:
    class Holed(FakeVideo):
        def frame(self, i: int):  # noqa: ANN202
            if i == 30:
                raise OSError("gone")
            return super().frame(i)

    expected_log("cannot be read here")
    opened = open_source(Path("holed"), Holed)
    assert isinstance(opened.event(), SourceOpened)
    assert isinstance(opened.event(), SeekCompleted)
    opened.source.seek(Seek(30, 2))
    event = opened.event()
    assert isinstance(event, SourceError)
    assert event.session == 2
    opened.source.seek(Seek(40, 3))
    event = opened.event()
    assert isinstance(event, SeekCompleted)
    assert event.frame.index == 40


def test_close_while_opening_closes_the_video(open_source: Opener) -> None:
    gate, videos = threading.Event(), []

    def slow(path: Path) -> FakeVideo:
        gate.wait(2)
        videos.append(FakeVideo(path))
        return videos[-1]

    opened = open_source(Path("slow"), slow)
    opened.source.close()
    gate.set()
    assert opened.source.join(2)
    assert videos[0].closed
    assert opened.events.empty()


class LongWay(FakeVideo):
    """A video in which every frame is a long way off, until it is given up."""

    def frame_while(self, i: int, keep_going: Callable[[], bool]) -> Frame | None:
        deadline = time.monotonic() + 5
        while i and keep_going():
            assert time.monotonic() < deadline, "not given up"
            time.sleep(0.001)
        return self.frame(i) if keep_going() else None


def test_a_newer_request_cancels_an_older_one(open_source: Opener) -> None:
    opened = open_source(Path("far"), LongWay)
    assert isinstance(opened.event(), SourceOpened)
    assert isinstance(opened.event(), SeekCompleted)
    for session in range(2, 12):
        opened.source.seek(Seek(9 * session, session, exact=session % 2 == 0))
        if session % 2:
            event = opened.event(2)
            assert isinstance(event, SeekCompleted)
            assert (event.session, event.exact) == (session, False)
    opened.source.seek(Seek(0, 99))
    event = opened.event(2)
    assert isinstance(event, SeekCompleted)
    assert (event.session, event.frame.index) == (99, 0)


def test_a_cached_frame_is_not_decoded_again(open_source: Opener) -> None:
    decoded: list[int] = []

    class Counted(FakeVideo):
        def frame(self, i: int) -> Frame:
            decoded.append(i)
            return super().frame(i)

    opened = open_source(Path("counted"), Counted)
    assert isinstance(opened.event(), SourceOpened)
    for session, index in enumerate((0, 30, 60, 30), 1):
        if session > 1:
            opened.source.seek(Seek(index, session, exact=session < 4))
        while (event := opened.event()).session != session:  # pyright: ignore[reportAttributeAccessIssue]
            pass
        assert isinstance(event, SeekCompleted)
        assert event.exact
        assert event.frame.index == index
    assert decoded.count(30) == 1


@pytest.mark.parametrize(("interval", "step"), [(1 / 15, 2), (0.04, 1), (0.1, 3)])
def test_only_frames_at_an_interval_and_the_last_one_are_decoded_ahead(
    open_source: Opener, interval: float, step: int
) -> None:
    opened = open_source(Path("clip"), FakeVideo)
    video = opened.event()
    assert isinstance(video, SourceOpened)
    assert isinstance(opened.event(), SeekCompleted)
    opened.source.interval = interval
    index, given = video.index, list[int]()
    last = len(index) - 1
    deadline = time.monotonic() + 10
    while not given or given[-1] < last:
        now = index.time(given[-1] + 1 if given else 0)
        frame = opened.source.due(now if given else 0.0)
        if frame is None and opened.source.next_time() is not None:
            frame = opened.source.due(opened.source.next_time() or 0.0)
        if frame is not None:
            given.append(frame.index)
        assert time.monotonic() < deadline
    assert given == [*range(1, last, step), last]
