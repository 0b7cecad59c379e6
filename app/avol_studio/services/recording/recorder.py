"""The recording thread: encodes live media without delaying it."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from math import inf
from pathlib import Path
from queue import Empty
from threading import Lock
from typing import TYPE_CHECKING

from avol.core.constants import SAMPLE_RATE
from avol.errors import AvolError
from avol_studio.core.library_messages import translated
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.core.translation import tr
from avol_studio.media.source import AudioBlock
from avol_studio.playback.live_session import EARLY
from avol_studio.services.recording.media_queue import CapturedMap, MediaQueue
from avol_studio.services.recording.recording_files import RecordingFiles
from avol_studio.services.recording.segment_encoder import SegmentEncoder
from avol_studio.services.recording.state import (
    RecordingFinished,
    RecordingProgress,
    RecordingRejected,
)

if TYPE_CHECKING:
    from avol.localization import Localization
    from avol.media import Frame
    from avol.media.encoding.fragments import Fragment

_log = logging.getLogger("avol.recording")

REPLAY_SECONDS = 30.0  # duration of the replay buffer
MAX_QUEUED_FRAMES = 24  # frames of a recording that may wait for the encoder; others are dropped
MAX_QUEUED_REPLAY_FRAMES = 4  # the same for the replay buffer alone, to save memory
IDLE_INTERVAL = 0.5  # seconds between two checks while nothing is queued
STALL = 3.0  # seconds without a frame after which nothing counts as recorded


class Recorder(WorkerThread):
    """Encodes live frames, audio and maps in its own thread while a recording needs them.

    `keep_replay` buffers the last REPLAY_SECONDS; neither saving it nor a recording empties it.
    `replay_interval`: seconds between two frames of the buffer, at least; recordings have all.
    `notify` receives RecordingFinished and RecordingRejected from the thread, also after `close`.
    `audio_offset`: seconds by which the timestamps of audio are later than those of the frames of
    the same moment. Recordings are numbered, so that the end of one does not stop the next.
    """

    def __init__(self, notify: Notify) -> None:
        super().__init__("avol-record", notify)
        self.keep_replay = False
        self.replay_interval = self.audio_offset = 0.0
        self._queued_at = -inf  # time of capture of the newest frame that was queued
        self._queue = MediaQueue()
        self._lock = Lock()
        self._encoder: SegmentEncoder | None = None
        self._files: RecordingFiles | None = None
        self._started = 0  # number of the newest recording that was requested
        self._opened = 0  # number of the newest recording whose request was processed
        self._ended = 0  # number of the newest recording that was stopped or has ended
        self._frame_at = 0.0  # monotonic time of the last frame, or of the start
        self._stalled = False
        self._end = inf  # time of the last frame of a recording that was stopped
        self._pending: deque[tuple[float, Callable[[float], None]]] = deque()
        self._progress = RecordingProgress()
        self.start()

    @property
    def progress(self) -> RecordingProgress:
        """The progress as of the last item that was encoded."""
        return self._progress

    @property
    def active(self) -> bool:
        """Whether a recording was started that was not stopped and has not ended."""
        return self._started > self._ended

    # -- from any thread ---------------------------------------------------------------------

    def on_frame(self, frame: Frame) -> None:
        """Queue a frame; it is dropped and counted if too many are queued."""
        if not self._wanted:
            return
        self._frame_at = time.monotonic()
        early = 0 <= frame.time - self._queued_at < self.replay_interval - EARLY
        if self._needed or not early:
            self._queued_at = frame.time
            limit = MAX_QUEUED_FRAMES if self._needed else MAX_QUEUED_REPLAY_FRAMES
            self._queue.put_frame(frame, limit)

    def on_audio(self, block: AudioBlock) -> None:
        """Queue an audio block; audio has priority over frames."""
        if self._wanted:
            self._queue.put_audio(block)

    def on_located(self, localization: Localization, captured_at: float, note: str = "") -> None:
        """Queue the map of the frame that was captured at a monotonic second.

        note: what the map belongs to; "" for the audio and the image as captured.
        """
        if self._wanted:
            self._queue.put_map(CapturedMap(localization, captured_at, note))

    def start_recording(self, folder: Path) -> None:
        """Record into a new folder of this name, from the current second on."""
        with self._lock:
            self._started += 1
            number = self._started
        self._queue.reset_counts()
        self._queue.put_action(lambda: self._open_files(folder, number))

    def stop_recording(self) -> None:
        """End the recording at the current frame; RecordingFinished follows."""
        self._set_ended(self._started)
        self._queue.put_action(self._stop_recording)

    def end_source(self) -> None:
        """End the recording and clear the replay buffer: another source follows."""
        self._set_ended(self._started)
        self._queue.put_action(self._end_source)

    def save_replay(self, folder: Path) -> None:
        """Save the replay buffer; RecordingFinished or RecordingRejected follows."""
        self._queue.put_action(
            lambda: self._after_fragment(lambda end: self._save_replay(folder, end))
        )

    def close(self) -> None:
        """End the recording, then the thread."""
        self._queue.put_action(self._end_source)
        super().close()
        self._queue.put_action(None)

    @property
    def _wanted(self) -> bool:
        return not self.closed and (self.keep_replay or self._needed)

    @property
    def _needed(self) -> bool:
        """Whether a recording needs frames: it is open, or its request waits in the queue."""
        return self._started > self._opened or self._files is not None

    def _set_ended(self, number: int) -> None:
        with self._lock:
            self._ended = max(self._ended, number)

    # -- the thread --------------------------------------------------------------------------

    def _work(self) -> None:
        while (item := self._next_item()) is not None:
            self._try_process(item)
        self._try_process(self._close_encoder)

    def _next_item(self) -> object | None:
        """Wait for the next item; None at the end."""
        try:
            return self._queue.get(IDLE_INTERVAL)
        except Empty:
            return self._on_idle

    def _on_idle(self) -> None:
        """Drop the replay buffer once it is unwanted; without frames no fragment ends."""
        if self._pending or not (self.keep_replay or self._needed):
            self._close_encoder()

    def _try_process(self, item: object) -> None:
        """Process an item; an error ends the recording or the replay buffer, not the thread."""
        try:
            self._process(item)
        except Exception as error:
            _log.exception("recording failed")
            self._encoder = None
            self._pending.clear()
            if self._files is not None:
                self._abort(
                    tr("The recording stopped ({error}); start a new one.").format(error=error)
                )
            elif self.keep_replay:
                self.keep_replay = False  # else it would fail with each frame
                text = tr("The last seconds are not kept ({error}); record instead.").format(
                    error=error
                )
                self._notify(RecordingRejected(text))
        self._check_stall()
        self._update_progress()

    def _check_stall(self) -> None:
        """Detect a recording without frames."""
        self._stalled = self._files is not None and time.monotonic() - self._frame_at > STALL

    def _process(self, item: object) -> None:
        from avol.media import Frame

        encoder = self._encoder
        if isinstance(item, Frame):
            self._process_frame(item)
        elif isinstance(item, AudioBlock):
            if encoder is not None:
                encoder.add_audio(item.samples, item.captured_at - self.audio_offset)
                if not self._queue.overloaded:
                    encoder.repeat_last_frame(item.captured_at - self.audio_offset)
        elif isinstance(item, CapturedMap):
            if encoder is not None and item.captured_at >= encoder.started_at:
                encoder.add_map(item.localization, item.captured_at, item.note)
                if self._files is not None and encoder.maps[-1].time <= self._end:
                    self._files.append_map(encoder.maps[-1], encoder.size)
        elif callable(item):
            item()
        self._run_pending()

    def _after_fragment(self, action: Callable[[float], None]) -> None:
        """Run an action with the time of the last frame, once its fragment is complete."""
        end = 0.0 if self._encoder is None else self._encoder.end_fragment()
        self._pending.append((end, action))

    def _run_pending(self) -> None:
        while self._pending and (
            self._encoder is None or self._encoder.is_complete(self._pending[0][0])
        ):
            end, action = self._pending.popleft()
            action(end)

    def _process_frame(self, frame: Frame) -> None:
        is_first = self._encoder is None  # which is always encoded
        if not self._queue.take_frame(may_drop=not is_first):
            return
        if self._encoder is None:
            self._encoder = SegmentEncoder(
                frame.image, frame.time, REPLAY_SECONDS, self._on_fragment
            )
        self._encoder.add_frame(frame.image, frame.time)

    def _on_fragment(self, fragment: Fragment) -> None:
        wanted = self._files is not None and fragment.start <= self._end
        if wanted and self._files is not None and self._encoder is not None:
            try:
                self._files.append_fragment(self._encoder.header, fragment)
            except AvolError as error:
                self._abort(translated(str(error)))

    def _create_files(self, folder: Path) -> RecordingFiles | None:
        try:
            return RecordingFiles(folder)
        except AvolError as error:
            self._notify(RecordingRejected(translated(str(error))))
            return None

    def _open_files(self, folder: Path, number: int) -> None:
        if self._end < inf:
            self._close_encoder()
        if self._files is None:
            self._files, self._frame_at = self._create_files(folder), time.monotonic()
        self._opened = number
        if self._files is None:
            self._set_ended(number)
        elif self._encoder is not None:
            for timed_map in self._encoder.maps:  # the files skip those before their first fragment
                self._files.append_map(timed_map, self._encoder.size)

    def _stop_recording(self) -> None:
        if not self.keep_replay:
            self._end_source()
        elif self._files is not None and self._end == inf:
            self._after_fragment(lambda _: self._abort(""))
            self._end = self._pending[-1][0]

    def _end_source(self) -> None:
        self._close_encoder()
        self._abort("")

    def _save_replay(self, folder: Path, end: float) -> None:
        encoder = self._encoder
        fragments = [] if encoder is None else [f for f in encoder.fragments if f.start <= end]
        if encoder is None or not fragments:
            text = tr("The replay buffer is empty; wait until video was live for a second.")
            self._notify(RecordingRejected(text))
            return
        files = self._create_files(folder)
        if files is None:
            return
        failure = ""
        try:
            for fragment in fragments:
                files.append_fragment(encoder.header, fragment)
        except AvolError as error:
            failure = translated(str(error))
        for timed_map in encoder.maps:
            if timed_map.time <= end:
                files.append_map(timed_map, encoder.size)
        self._finish(files, failure, min(end - fragments[0].start, REPLAY_SECONDS))

    def _abort(self, error: str) -> None:
        """End the recording as it is; `error` is empty if the user stopped it."""
        files, self._files, self._end = self._files, None, inf
        if files is not None:
            self._set_ended(self._opened)
            self._finish(files, error)

    def _finish(self, files: RecordingFiles, error: str, replay_seconds: float = 0.0) -> None:
        files.close()
        if files.start is None and not error:
            error = tr("Nothing was recorded because no frame arrived; check the camera.")
        self._notify(RecordingFinished(files, error, replay_seconds))

    def _close_encoder(self) -> None:
        """Finish the segment; the next frame starts a new one."""
        if self._encoder is not None:
            try:
                self._encoder.close()
                self._run_pending()
            finally:
                self._encoder = None

    def _update_progress(self) -> None:
        files, encoder = self._files, self._encoder
        last_time = 0.0 if encoder is None else encoder.last_time
        seconds = 0.0 if files is None or files.start is None else last_time - files.start
        replay = 0.0 if encoder is None else min(REPLAY_SECONDS, encoder.buffered_seconds)
        is_open = files is not None and self._end == inf
        written = files is not None and files.start is not None and not self._stalled
        self._progress = RecordingProgress(
            recording=is_open and written,
            waiting=is_open and not written,
            seconds=seconds,
            bytes=0 if files is None else files.bytes,
            replay_seconds=replay if self.keep_replay else 0.0,
            dropped=self._queue.dropped,
            folder=None if files is None else files.folder,
            audio_lost=self._queue.lost_samples / SAMPLE_RATE,
        )
