"""A video file as a source: opened, sought and decoded ahead in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections import deque
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from avol.core.lru_cache import LRUCache
from avol.errors import AvolError
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.source import (
    OpenVideo,
    Seek,
    SeekCompleted,
    SourceError,
    SourceOpened,
    VideoReader,
)

if TYPE_CHECKING:
    from avol.media import Frame

_log = logging.getLogger("avol.sources.file")

AHEAD_BYTES = 96 * 2**20
AHEAD = (3, 12)  # frames decoded ahead: at least, at most
VISITED_BYTES = 160 * 2**20  # of frames that were sought before
LATE = 0.15  # seconds behind from which frames are passed over unconverted


class FileSource:
    """Frames of a file in order of time, a few of them decoded ahead once the first is asked for.

    Opening happens in the thread: Ready follows, then frame 0 lands with `session`; or Failed.
    """

    live = False

    def __init__(self, path: Path, session: int, notify: Notify, open_video: OpenVideo) -> None:
        self.path = path
        self._notify_owner, self._open = notify, open_video
        self._changed = threading.Condition()
        self._seek: Seek | None = Seek(0, session)
        self.session = session
        self._ahead: deque[Frame] = deque()
        self._visited: LRUCache[int, Frame] = LRUCache(VISITED_BYTES)
        self._next: int | None = None  # the frame to decode next; None while there is none
        self._wanted = float("-inf")
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="avol-decode", daemon=True)
        self._thread.start()

    def due(self, now: float) -> Frame | None:
        """The newest frame whose time has come at `now` and that was not given yet."""
        with self._changed:
            self._wanted = now
            frame = None
            while self._ahead and self._ahead[0].time <= now:
                frame = self._ahead.popleft()
            self._changed.notify()
            return frame

    def next_time(self) -> float | None:
        """The time of the next frame that lies ready; None when none does."""
        with self._changed:
            return self._ahead[0].time if self._ahead else None

    def seek(self, seek: Seek) -> None:
        """Go to a frame and on from there; a newer call replaces one not yet answered."""
        with self._changed:
            self._seek, self.session = seek, seek.session
            self._ahead.clear()
            self._next, self._wanted = None, float("-inf")
            self._changed.notify()

    def close(self) -> None:
        """Ask the thread to end; no event follows, whatever it is busy with."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the thread to end; whether it did."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    # -- the thread --------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            video = self._open(self.path)
        except AvolError as error:
            self._fail(str(error))
            return
        except Exception as error:
            _log.exception("opening %s failed", self.path)
            self._fail(f"“{self.path.name}” cannot be opened ({error}); try another.")
            return
        with closing(video):
            self._notify(SourceOpened(self, video.info, video.index))
            height, width = video.info.height, video.info.width
            room = min(max(AHEAD_BYTES // max(1, 3 * height * width), AHEAD[0]), AHEAD[1])
            while (job := self._next_job(room, len(video.index))) is not None:
                self._do(video, job)

    def _next_job(self, room: int, count: int) -> Seek | int | None:
        """Wait for what is to be done: a seek, the number of a frame to decode ahead, or to end."""
        with self._changed:
            while not self._closed:
                if self._seek is not None:
                    seek, self._seek = self._seek, None
                    return seek
                # Nothing is decoded ahead of a frame that may only be looked at.
                asked, following = self._wanted > float("-inf"), self._next
                if (
                    asked
                    and following is not None
                    and following < count
                    and len(self._ahead) < room
                ):
                    return following
                self._changed.wait()
        return None

    def _do(self, video: VideoReader, job: Seek | int) -> None:
        try:
            if isinstance(job, Seek):
                self._land(video, job)
            else:
                self._decode_ahead(video, job)
        except AvolError as error:
            self._stop_ahead()
            self._fail(str(error))
        except Exception as error:
            _log.exception("reading %s failed", self.path)
            self._stop_ahead()
            self._fail(f"“{self.path.name}” cannot be read here ({error}); try another place.")

    def _land(self, video: VideoReader, seek: Seek) -> None:
        frame = self._visited.get(seek.index)
        exact = frame is not None or seek.exact
        if frame is None and seek.exact:
            frame = video.frame_while(seek.index, self._undisturbed)
            if frame is None:
                return  # a newer wish came, and where the decoder is now may be on its way
            self._visited.put(frame.index, frame, frame.image.nbytes)
        elif frame is None:
            frame = video.preview(seek.index)
        with self._changed:
            if self._seek is None and seek.session == self.session:
                if exact:
                    self._next = frame.index + 1
                else:
                    self._seek = replace(seek, exact=True)
        self._notify(SeekCompleted(self, seek.session, frame, exact))

    def _decode_ahead(self, video: VideoReader, i: int) -> None:
        with self._changed:
            session, wanted = self.session, self._wanted
        if video.index.time(i) < wanted - LATE:
            i = max(i, video.index.at(wanted))
        frame = video.frame_while(i, self._undisturbed)
        with self._changed:
            if frame is not None and session == self.session and self._next is not None:
                self._ahead.append(frame)
                self._next = i + 1

    def _undisturbed(self) -> bool:
        return self._seek is None and not self._closed

    def _stop_ahead(self) -> None:
        with self._changed:
            if self._seek is None:
                self._next = None

    def _fail(self, text: str) -> None:
        self._notify(SourceError(self, text, self.session))

    def _notify(self, event: object) -> None:
        if not self._closed:
            self._notify_owner(event)
