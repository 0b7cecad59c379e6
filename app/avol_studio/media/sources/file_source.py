"""A video file as a source: a thread opens it, seeks, and decodes frames ahead."""

from __future__ import annotations

import math
import threading
from collections import deque
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from avol.core.lru_cache import LRUCache
from avol.errors import NoVideoError
from avol_studio.core.error_text import error_text
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.core.translation import tr
from avol_studio.media.source import (
    OpenVideo,
    Seek,
    SeekCompleted,
    SourceError,
    SourceOpened,
    VideoReader,
)

if TYPE_CHECKING:
    from avol.media import Frame, FrameIndex, MediaInfo

AHEAD_SECONDS = 0.5  # decoded ahead: a map that takes this long is still shown with its frame
AHEAD_BYTES = 96 * 2**20
MIN_AHEAD = 3  # frames
CACHE_BYTES = 160 * 2**20  # for frames that were the target of a seek
LATE = 0.15  # seconds of delay above which frames are skipped without conversion
EARLY = 0.001  # seconds by which a frame may come before the interval is over


@dataclass(frozen=True, slots=True)
class _DecodeAhead:
    """The next frame to decode ahead, for playback in a session at `requested_time`."""

    index: int
    session: int
    requested_time: float


class FileSource(WorkerThread):
    """Frames of a file in order of time; a few are decoded ahead once the first is requested.

    The thread opens the file and sends SourceOpened, then SeekCompleted with frame 0 and
    `session`; or SourceError.
    """

    live = False

    def __init__(self, path: Path, session: int, notify: Notify, open_video: OpenVideo) -> None:
        super().__init__("avol-decode", notify, niceness=0)
        self.path, self.session = path, session
        self._open = open_video
        self._changed = threading.Condition()
        self._seek: Seek | None = Seek(0, session)
        self._ahead: deque[Frame] = deque()
        self._cache: LRUCache[int, Frame] = LRUCache(CACHE_BYTES)
        self._next: int | None = None  # the next frame to decode ahead
        self._requested_time = float("-inf")
        self.interval = 0.0
        """Seconds between two frames decoded ahead; 0: every frame. The last one always is."""
        self.start()

    def due(self, now: float) -> Frame | None:
        """Return the newest frame due at `now` that was not returned before."""
        with self._changed:
            self._requested_time = now
            frame = None
            while self._ahead and self._ahead[0].time <= now:
                frame = self._ahead.popleft()
            self._changed.notify()
            return frame

    def next_time(self) -> float | None:
        """Return the time of the next frame that is ready, or None."""
        with self._changed:
            return self._ahead[0].time if self._ahead else None

    def upcoming(self, at: float, before: float) -> Frame | None:
        """Return the first frame decoded ahead that is due at `at` or later, else the last one.

        Only frames before the time `before` count; None if there are none.
        """
        with self._changed:
            frames = [frame for frame in self._ahead if frame.time < before]
        return next((frame for frame in frames if frame.time >= at), frames[-1] if frames else None)

    def seek(self, seek: Seek) -> None:
        """Go to a frame and continue from there; this replaces a seek without a result."""
        with self._changed:
            self._seek, self.session = seek, seek.session
            self._ahead.clear()
            self._next, self._requested_time = None, float("-inf")
            self._changed.notify()

    def close(self) -> None:
        """Request the thread to end; it sends no events from now on."""
        super().close()
        with self._changed:
            self._changed.notify()

    # -- the thread --------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            video = self._open(self.path)
        except Exception as error:
            text = tr("“{name}” cannot be opened ({error}); try another file.").format(
                name=self.path.name, error=error
            )
            audio_only = isinstance(error, NoVideoError)
            self.notify(SourceError(self, error_text(error, text), self.session, audio_only))
            return
        with closing(video):
            self.notify(SourceOpened(self, video.info, video.index))
            while (job := self._next_job(_room(video.info), len(video.index))) is not None:
                self._execute(video, job)

    def _next_job(self, room: int, count: int) -> Seek | _DecodeAhead | None:
        """Wait for a seek or a frame to decode ahead; None ends the thread."""
        with self._changed:
            while not self.closed:
                if self._seek is not None:
                    seek, self._seek = self._seek, None
                    return seek
                # Nothing is decoded ahead before playback: the frame may be the only one needed.
                playing, following = self._requested_time > float("-inf"), self._next
                full = len(self._ahead) >= room
                if playing and following is not None and following < count and not full:
                    return _DecodeAhead(following, self.session, self._requested_time)
                self._changed.wait()
        return None

    def _execute(self, video: VideoReader, job: Seek | _DecodeAhead) -> None:
        try:
            if isinstance(job, Seek):
                self._complete_seek(video, job)
            else:
                self._decode_ahead(video, job)
        except Exception as error:
            with self._changed:
                if job.session == self.session:
                    self._next = None
            text = tr("“{name}” cannot be read here ({error}); seek to another time.").format(
                name=self.path.name, error=error
            )
            self.notify(SourceError(self, error_text(error, text), job.session))

    def _complete_seek(self, video: VideoReader, seek: Seek) -> None:
        frame = self._cache.get(seek.index)
        exact = frame is not None or seek.exact
        if frame is None and seek.exact:
            frame = video.frame_while(seek.index, self._not_interrupted)
            if frame is None:
                return  # a newer seek came; it continues from the position of the decoder
            self._cache.put(frame.index, frame, frame.image.nbytes)
        elif frame is None:
            frame = video.preview(seek.index)
        with self._changed:
            if self._seek is None and seek.session == self.session:
                if exact:
                    self._next = frame.index + 1
                else:
                    self._seek = replace(seek, exact=True)
        self.notify(SeekCompleted(self, seek.session, frame, exact))

    def _decode_ahead(self, video: VideoReader, job: _DecodeAhead) -> None:
        i = job.index
        if video.index.time(i) < job.requested_time - LATE:
            i = max(i, video.index.at(job.requested_time))
        frame = video.frame_while(i, self._not_interrupted)
        with self._changed:
            if frame is not None and job.session == self.session and self._next is not None:
                self._ahead.append(frame)
                self._next = self._following(video.index, i)

    def _following(self, index: FrameIndex, i: int) -> int:
        """Return the frame to decode after frame `i`; those between are not converted."""
        last, until = len(index) - 1, index.time(i) + self.interval - EARLY
        if not self.interval or i + 1 >= last:
            return i + 1
        following = max(i + 1, index.at(until))
        return min(following + (index.time(following) < until), last)

    def _not_interrupted(self) -> bool:
        return self._seek is None and not self.closed


def _room(info: MediaInfo) -> int:
    """Return how many frames may be decoded ahead."""
    frame_bytes = max(1, 3 * info.height * info.width)
    return max(MIN_AHEAD, min(AHEAD_BYTES // frame_bytes, math.ceil(AHEAD_SECONDS * info.rate)))
