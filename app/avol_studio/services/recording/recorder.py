"""The recording thread: encodes live media without delaying it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING

from avol.core.constants import SAMPLE_RATE
from avol.errors import AvolError
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.media.source import AudioBlock
from avol_studio.services.recording.recording_files import RecordingFiles
from avol_studio.services.recording.segment_encoder import SegmentEncoder

if TYPE_CHECKING:
    from avol.localizer import Localization
    from avol.media import Frame
    from avol.media.encoding.fragments import Fragment

_log = logging.getLogger("avol.recording")

REPLAY_SECONDS = 30.0  # duration of the replay buffer
MAX_QUEUED_FRAMES = 24  # frames of a recording that may wait for the encoder; others are dropped
MAX_QUEUED_REPLAY_FRAMES = 4  # the same for the replay buffer alone, to save memory
AUDIO_PRIORITY_QUEUE_SIZE = 1000  # items (about 8 s) beyond which frames are dropped for audio
MAX_QUEUE_SIZE = 30_000  # audio blocks and maps while the disk stalls: 4 minutes, 60 MB
IDLE_INTERVAL = 0.5  # seconds between two checks whether the replay buffer is still wanted


@dataclass(frozen=True, slots=True)
class RecordingProgress:
    """Progress of the current recording.

    seconds, bytes, folder: of the recording. replay_seconds: duration that `save_replay` would
    save. dropped: frames dropped because encoder or disk were too slow. audio_lost: seconds of
    audio lost because the disk stalled for minutes.
    """

    recording: bool = False
    seconds: float = 0.0
    bytes: int = 0
    replay_seconds: float = 0.0
    dropped: int = 0
    folder: Path | None = None
    audio_lost: float = 0.0


@dataclass(frozen=True, slots=True)
class RecordingFinished:
    """A recording has ended; `error` says why if the user did not stop it."""

    files: RecordingFiles
    error: str = ""


@dataclass(frozen=True, slots=True)
class RecordingRejected:
    """A recording could not be started or saved; `text` is one sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class _CapturedMap:
    localization: Localization
    captured_at: float


class Recorder(WorkerThread):
    """Encodes live frames, audio and maps in its own thread while a recording needs them.

    `keep_replay` buffers the last REPLAY_SECONDS. `notify` receives RecordingFinished and
    RecordingRejected from the thread, also after `close`. `audio_offset`: seconds by which the
    timestamps of audio are later than those of the frames of the same moment.
    """

    def __init__(self, notify: Notify) -> None:
        super().__init__("avol-record", notify)
        self.keep_replay = False
        self.audio_offset = 0.0
        self._queue: SimpleQueue[object] = SimpleQueue()
        self._lock = Lock()
        self._queued_frames = self._dropped = self._lost_samples = 0
        self._encoder: SegmentEncoder | None = None
        self._files: RecordingFiles | None = None
        self._requested = False  # a recording was started and has not ended
        self._progress = RecordingProgress()
        self.start()

    @property
    def progress(self) -> RecordingProgress:
        """The progress as of the last item that was encoded."""
        return self._progress

    # -- from any thread ---------------------------------------------------------------------

    def on_frame(self, frame: Frame) -> None:
        """Queue a frame; it is dropped and counted if too many are queued."""
        if not self._wanted:
            return
        with self._lock:
            limit = MAX_QUEUED_FRAMES if self._requested else MAX_QUEUED_REPLAY_FRAMES
            if self._queued_frames >= limit:
                self._dropped += 1
                return
            self._queued_frames += 1
        self._queue.put(frame)

    def on_audio(self, block: AudioBlock) -> None:
        """Queue an audio block; audio has priority over frames."""
        if not self._enqueue(block):
            self._lost_samples += len(block.samples)

    def on_located(self, localization: Localization, captured_at: float) -> None:
        """Queue the map of the frame that was captured at a monotonic second."""
        self._enqueue(_CapturedMap(localization, captured_at))

    def start_recording(self, folder: Path) -> None:
        """Record into a new folder of this name, from the current second on."""
        self._requested, self._dropped, self._lost_samples = True, 0, 0
        self._queue.put(lambda: self._open_files(folder))

    def stop_recording(self) -> None:
        """End the recording and clear the replay buffer; RecordingFinished follows."""
        self._queue.put(self._stop)

    def save_replay(self, folder: Path) -> None:
        """Save the replay buffer; RecordingFinished or RecordingRejected follows."""
        self._queue.put(lambda: self._save_replay(folder))

    def close(self) -> None:
        """End the recording, then the thread."""
        self._queue.put(self._stop)
        super().close()
        self._queue.put(None)

    @property
    def _wanted(self) -> bool:
        return not self.closed and (self.keep_replay or self._requested)

    def _enqueue(self, item: object) -> bool:
        """Queue an item if it is wanted; returns False if the queue is full."""
        if not self._wanted:
            return True
        has_room = self._queue.qsize() < MAX_QUEUE_SIZE
        if has_room:
            self._queue.put(item)
        return has_room

    # -- the thread --------------------------------------------------------------------------

    def _work(self) -> None:
        while (item := self._next_item()) is not None:
            try:
                self._process(item)
            except Exception as error:
                _log.exception("recording failed")
                self._encoder = None
                self._abort(f"The recording stopped ({error}); start a new one.")
            self._update_progress()
        self._close_encoder()

    def _next_item(self) -> object | None:
        """Wait for the next item; None at the end. Drops the replay buffer once it is unwanted."""
        while True:
            try:
                return self._queue.get(timeout=IDLE_INTERVAL)
            except Empty:
                if not (self.keep_replay or self._requested):
                    self._close_encoder()
                    self._update_progress()

    def _process(self, item: object) -> None:
        from avol.media import Frame

        encoder = self._encoder
        if isinstance(item, Frame):
            self._process_frame(item)
        elif isinstance(item, AudioBlock):
            if encoder is not None:
                encoder.add_audio(item.samples, item.captured_at - self.audio_offset)
                if not self._overloaded:
                    encoder.repeat_last_frame(item.captured_at - self.audio_offset)
        elif isinstance(item, _CapturedMap):
            if encoder is not None and item.captured_at >= encoder.started_at:
                encoder.add_map(item.localization, item.captured_at)
                if self._files is not None:
                    self._files.append_map(encoder.maps[-1], encoder.size)
        elif callable(item):
            item()

    @property
    def _overloaded(self) -> bool:
        """Whether frames are dropped to catch up with audio; the first frame is always encoded."""
        return self._encoder is not None and self._queue.qsize() > AUDIO_PRIORITY_QUEUE_SIZE

    def _process_frame(self, frame: Frame) -> None:
        overloaded = self._overloaded
        with self._lock:
            self._queued_frames -= 1
            self._dropped += overloaded
        if overloaded:
            return
        if self._encoder is None:
            self._encoder = SegmentEncoder(
                frame.image, frame.time, REPLAY_SECONDS, self._on_fragment
            )
        self._encoder.add_frame(frame.image, frame.time)

    def _on_fragment(self, fragment: Fragment) -> None:
        if self._files is not None and self._encoder is not None:
            try:
                self._files.append_fragment(self._encoder.header, fragment)
            except AvolError as error:
                self._abort(str(error))

    def _create_files(self, folder: Path) -> RecordingFiles | None:
        try:
            return RecordingFiles(folder)
        except AvolError as error:
            self._notify(RecordingRejected(str(error)))
            return None

    def _open_files(self, folder: Path) -> None:
        if self._files is not None:
            return
        self._files = self._create_files(folder)
        if self._files is None:
            self._requested = False
        elif self._encoder is not None:
            for timed_map in self._encoder.maps:  # the files skip those before their first fragment
                self._files.append_map(timed_map, self._encoder.size)

    def _stop(self) -> None:
        self._close_encoder()
        self._abort("")

    def _save_replay(self, folder: Path) -> None:
        if self._files is not None:
            self._notify(RecordingRejected("A recording is running; stop it to save it."))
            return
        encoder = self._encoder
        self._close_encoder()
        if encoder is None or not encoder.fragments:
            text = "The replay buffer is empty; wait until video was live for a second."
            self._notify(RecordingRejected(text))
            return
        files = self._create_files(folder)
        if files is None:
            return
        failure = ""
        try:
            for fragment in encoder.fragments:
                files.append_fragment(encoder.header, fragment)
        except AvolError as error:
            failure = str(error)
        for timed_map in encoder.maps:
            files.append_map(timed_map, encoder.size)
        self._finish(files, failure)

    def _abort(self, error: str) -> None:
        """End the recording as it is; `error` is empty if the user stopped it."""
        files, self._files, self._requested = self._files, None, False
        if files is not None:
            self._finish(files, error)

    def _finish(self, files: RecordingFiles, error: str) -> None:
        files.close()
        if files.start is None and not error:
            error = "Nothing was recorded because no frame arrived; check the camera."
        self._notify(RecordingFinished(files, error))

    def _close_encoder(self) -> None:
        """Finish the segment; the next frame starts a new one."""
        encoder = self._encoder
        if encoder is not None:
            encoder.close()
            self._encoder = None

    def _update_progress(self) -> None:
        files, encoder = self._files, self._encoder
        last_time = 0.0 if encoder is None else encoder.last_time
        seconds = 0.0 if files is None or files.start is None else last_time - files.start
        replay = 0.0 if encoder is None else min(REPLAY_SECONDS, encoder.buffered_seconds)
        self._progress = RecordingProgress(
            recording=files is not None,
            seconds=seconds,
            bytes=0 if files is None else files.bytes,
            replay_seconds=replay if self.keep_replay else 0.0,
            dropped=self._dropped,
            folder=None if files is None else files.folder,
            audio_lost=self._lost_samples / SAMPLE_RATE,
        )
