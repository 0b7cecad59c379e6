"""The thread that records: listens in on what is live and never makes it wait."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING

from avol.errors import AvolError
from avol_studio.core.threads.thread_priority import lower_thread_priority
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.dependencies import RATE
from avol_studio.media.sources.source import AudioBlock
from avol_studio.services.recording.recording_files import RecordingFiles
from avol_studio.services.recording.segment_encoder import SegmentEncoder

if TYPE_CHECKING:
    from avol.localizer import Localization
    from avol.media import Frame
    from avol.media.encoding.fragments import Fragment

_log = logging.getLogger("avol.recording")

LAST = 30.0  # seconds that can be saved after the fact
WAITING = 24  # frames of a take that may wait for the encoder; more are dropped, and said
SPARE = 4  # the same while nothing but the last half minute is kept: memory is worth more then
LATE = 1000  # items in the queue, some eight seconds, from which frames make room for sound
BACKLOG = 30_000  # sounds and maps that may wait while the disk stands still: four minutes, 60 MB
IDLE = 0.5  # seconds between two looks when nothing comes


@dataclass(frozen=True, slots=True)
class Progress:
    """How recording stands.

    seconds, bytes: of the take so far. last_seconds: how much of what was can still be saved.
    dropped: frames that are missing because encoder or disk were too slow. folder: of the take.
    sound_lost: seconds of sound that are missing, which takes a disk that stands still for minutes.
    """

    recording: bool = False
    seconds: float = 0.0
    bytes: int = 0
    last_seconds: float = 0.0
    dropped: int = 0
    folder: Path | None = None
    sound_lost: float = 0.0


@dataclass(frozen=True, slots=True)
class RecordingFinished:
    """A take has ended and its movie is whole; `trouble` says why it did, where nobody asked."""

    take: RecordingFiles
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class RecordingRejected:
    """There is nothing to be saved, or nowhere; one sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class _Map:
    found: Localization
    taken_at: float


@dataclass(frozen=True, slots=True)
class _Do:
    """Something to be done between two frames."""

    what: Callable[[], None]


class Recorder:
    """A `MediaListener` that encodes all it gets in a thread of its own, as long as there is a reason to.

    `keep`: remember the last half minute. `begin` and `end` make a take of what comes between
    them, `save_last` one of what was. `notify` is called from the thread with TakeOver and NoTake.
    `offset` is how many seconds later than the picture of the same moment sound is stamped.
    """

    def __init__(self, notify: Notify) -> None:
        self.keep = False
        self.offset = 0.0
        self._notify = notify
        self._items: SimpleQueue[object] = SimpleQueue()
        self._lock = Lock()
        self._waiting = self._dropped = self._lost = 0  # frames, frames, samples of sound
        self._closed = False
        self._encoding: SegmentEncoder | None = None
        self._take: RecordingFiles | None = None
        self._wanted = False  # a take was asked for
        self._progress = Progress()
        self._thread = Thread(target=self._work, name="avol-record", daemon=True)
        self._thread.start()

    @property
    def progress(self) -> Progress:
        """How recording stands, as of the last frame."""
        return self._progress

    # -- from any thread ---------------------------------------------------------------------

    def on_frame(self, frame: Frame) -> None:
        """Take a frame; it is dropped, and counted, when too many wait."""
        if self._closed or not (self.keep or self._wanted):
            return
        with self._lock:
            if self._waiting >= (WAITING if self._wanted else SPARE):
                self._dropped += 1
                return
            self._waiting += 1
        self._items.put(frame)

    def on_sound(self, block: AudioBlock) -> None:
        """Take a block of sound; it comes before frames, which are dropped for it."""
        if not self._offer(block):
            self._lost += len(block.samples)

    def on_located(self, found: Localization, taken_at: float) -> None:
        """Take the map of the frame that was taken at a monotonic second."""
        self._offer(_Map(found, taken_at))

    def begin(self, folder: Path) -> None:
        """Begin a take in a folder of this name, with the second that is under way."""
        self._wanted, self._dropped, self._lost = True, 0, 0
        self._items.put(_Do(lambda: self._begin(folder)))

    def end(self) -> None:
        """End the take; TakeOver follows."""
        self._items.put(_Do(self._end))

    def save_last(self, folder: Path) -> None:
        """Make a take of the last half minute; TakeOver follows, or NoTake."""
        self._items.put(_Do(lambda: self._save_last(folder)))

    def forget(self) -> None:
        """Something else is live from now on: end the take, forget what was."""
        self._items.put(_Do(self._forget))

    def close(self) -> None:
        """End the take and the thread."""
        self._items.put(_Do(self._end))
        self._closed = True
        self._items.put(None)

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the thread to end; whether it did."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _offer(self, item: object) -> bool:
        """Put an item where it is wanted; whether there was room for it."""
        if self._closed or not (self.keep or self._wanted):
            return True
        room = self._items.qsize() < BACKLOG
        if room:
            self._items.put(item)
        return room

    # -- the thread --------------------------------------------------------------------------

    def _work(self) -> None:
        lower_thread_priority(5)
        while (item := self._next()) is not None:
            try:
                self._handle(item)
            except Exception as error:
                _log.exception("recording failed")
                self._encoding = None
                self._fail(f"The recording has ended ({error}); begin another one.")
            self._tell_progress()
        self._drop_encoding()

    def _next(self) -> object | None:
        """What comes next, waited for; None at the end. Nothing is remembered without need."""
        while True:
            try:
                return self._items.get(timeout=IDLE)
            except Empty:
                if not (self.keep or self._wanted):
                    self._drop_encoding()
                    self._tell_progress()

    def _handle(self, item: object) -> None:
        from avol.media import Frame

        match item:
            case Frame():
                with self._lock:
                    self._waiting -= 1
                    self._dropped += self._late
                if not self._late:
                    self._picture(item)
            case AudioBlock() if self._encoding is not None:
                self._encoding.sound(item.samples, item.taken_at - self.offset)
                if not self._late:
                    self._encoding.go_on(item.taken_at - self.offset)
            case _Map() if self._encoding is not None:
                self._map(self._encoding, item)
            case _Do():
                item.what()

    @property
    def _late(self) -> bool:
        """Whether so much waits that pictures make room for sound; there is always a first one."""
        return self._encoding is not None and self._items.qsize() > LATE

    def _picture(self, frame: Frame) -> None:
        if self._encoding is None:
            self._encoding = SegmentEncoder(frame.image, frame.time, LAST, self._on_fragment)
        self._encoding.picture(frame.image, frame.time)

    def _map(self, encoding: SegmentEncoder, item: _Map) -> None:
        if item.taken_at >= encoding.begun_at:
            encoding.located(item.found, item.taken_at)
            if self._take is not None:
                self._take.note(encoding.maps[-1], encoding.size)

    def _on_fragment(self, fragment: Fragment) -> None:
        if self._take is not None and self._encoding is not None:
            try:
                self._take.add(self._encoding.head, fragment)
            except AvolError as error:
                self._fail(str(error))

    def _begin(self, folder: Path) -> None:
        if self._take is not None:
            return
        try:
            self._take = RecordingFiles(folder)
        except AvolError as error:
            self._wanted = False
            self._notify(RecordingRejected(str(error)))
            return
        if self._encoding is not None:
            for mapped in self._encoding.maps:  # more than belong to it, which it leaves out
                self._take.note(mapped, self._encoding.size)

    def _end(self) -> None:
        self._drop_encoding()
        take, self._take, self._wanted = self._take, None, False
        if take is not None:
            self._over(take)

    def _save_last(self, folder: Path) -> None:
        if self._take is not None:
            self._notify(
                RecordingRejected("This is being recorded already; end the recording to keep it.")
            )
            return
        encoding = self._encoding
        self._drop_encoding()
        if encoding is None or not encoding.kept:
            self._notify(
                RecordingRejected("There is nothing to save yet; wait until something was live.")
            )
            return
        trouble = ""
        try:
            take = RecordingFiles(folder)
        except AvolError as error:
            self._notify(RecordingRejected(str(error)))
            return
        try:
            for fragment in encoding.kept:
                take.add(encoding.head, fragment)
        except AvolError as error:
            trouble = str(error)
        for mapped in encoding.maps:
            take.note(mapped, encoding.size)
        self._over(take, trouble)

    def _forget(self) -> None:
        self._end()
        self._encoding = None

    def _fail(self, trouble: str) -> None:
        """End the take as it is, for a reason that nobody asked for."""
        take, self._take, self._wanted = self._take, None, False
        if take is not None:
            self._over(take, trouble)

    def _over(self, take: RecordingFiles, trouble: str = "") -> None:
        take.close()
        if take.start is None and not trouble:
            trouble = "Nothing was recorded; begin again when a picture comes."
        self._notify(RecordingFinished(take, trouble))

    def _drop_encoding(self) -> None:
        """Finish what is being encoded; the next frame begins anew."""
        encoding = self._encoding
        if encoding is not None:
            encoding.close()
            self._encoding = None

    def _tell_progress(self) -> None:
        take, encoding = self._take, self._encoding
        last = 0.0 if encoding is None else encoding.last
        begun = 0.0 if take is None or take.start is None else last - take.start
        kept = 0.0 if encoding is None else min(LAST, encoding.kept_seconds)
        self._progress = Progress(
            take is not None, begun, 0 if take is None else take.bytes,
            kept if self.keep else 0.0, self._dropped, None if take is None else take.folder,
            self._lost / RATE,
        )  # fmt: skip
