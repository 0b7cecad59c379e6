"""Playback of a file: seeking, the playback clock, loops."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.media.audio.audio_window import FileAudio, NoAudio
from avol_studio.media.source import Seek, SeekCompleted, SourceError, SourceOpened
from avol_studio.media.sources.file_source import FileSource
from avol_studio.playback.localization_client import FrameAhead
from avol_studio.playback.playback_clock import PlaybackClock
from avol_studio.playback.session import Session, SessionContext

if TYPE_CHECKING:
    from avol.media import Frame

MAX_SLEEP = 50  # ms between two ticks while playing
PREVIEW_INTERVAL = 0.08  # seconds without a new frame after which an outdated seek result is shown


class FileSession(Session):
    """Plays the file that a FileSource has opened; each seek gets a new session id."""

    def __init__(
        self,
        source: FileSource,
        event: SourceOpened,
        clock: PlaybackClock,
        context: SessionContext,
    ) -> None:
        super().__init__(context)
        self._source, self._clock = source, clock
        info, self._index = event.info, event.index
        self.media = OpenedMedia(source.path, info, event.index, source.session)
        self._file_audio = (
            FileAudio(source.path, context.dependencies.open_track) if info.has_audio else None
        )
        self.audio = self._file_audio or NoAudio()
        self._pending: Seek | None = Seek(0, source.session)  # the seek without a result yet
        self._interrupted = False  # an error has ended decoding ahead; only a seek continues
        context.session_id = source.session
        context.set_state(context.state.with_file(info))
        clock.load(source.path if info.has_audio else None, info.start, info.audio_track)

    def now(self) -> float:
        """Return the time of the seek under way, of the clock, or of the frame on screen."""
        state, frame = self._context.state, self._context.frame
        if self._pending is not None:
            return self._index.time(self._pending.index)
        if self._clock.clock is not None:
            return min(self._clock.clock.now(), state.end)
        return state.start if frame is None else frame.time

    def play(self) -> None:
        """Start to play; at the end of the file, start from the beginning."""
        self._context.update_state(playing=True)
        frame = self._context.frame
        if self._pending is not None or frame is None:
            return  # the clock starts when the seek is completed
        if frame.index == len(self._index) - 1:
            self._seek(0)
        elif self._interrupted:
            self._seek(frame.index)
        else:
            self._start_clock(frame.time)

    def pause(self) -> None:
        """Stop on the frame that is shown, and localize exactly this frame."""
        self._stop_clock()
        self._context.update_state(playing=False)
        if self._context.frame is not None and self._pending is None:
            self.localize(self._context.frame)

    def seek(self, time: float, exact: bool) -> None:
        """Go to the frame at `time`; if not `exact`, show a frame near it first."""
        self._seek(self._index.at(time), exact)

    def step(self, count: int) -> None:
        """Go `count` frames forward, or back if negative, exactly."""
        here = self._pending or self._context.frame
        if here is not None:
            self._seek(min(max(here.index + count, 0), len(self._index) - 1))

    def restart_clock(self) -> None:
        """Apply a changed speed."""
        if self._clock.clock is not None:
            self._start_clock(self._clock.clock.now())

    def tick(self) -> None:
        """Show the frame that is due; then loop, stop at the end, or schedule the next tick."""
        context = self._context
        if self._clock.clock is None:
            return
        context.tick_timer.start(MAX_SLEEP)  # an exception below must not stop the playback
        context.post(self._clock.check())
        clock = self._clock.clock
        if clock is None:
            return
        now = clock.now()
        self._source.interval = context.frame_interval * clock.speed
        frame = self._source.due(now)
        if frame is not None:
            ahead = self._frame_ahead(now, clock.speed)
            context.show_frame(frame, count_drops=not context.frame_interval, ahead=ahead)
        if self._clock.clock is not clock:
            return  # a receiver of the frame has paused or sought
        if (target := self._loop_target(now)) is not None:
            self._seek(target)
        elif now >= context.state.end:
            self.pause()
            context.ended.emit()
        else:
            following = self._source.next_time()
            until = min(math.inf if following is None else following, self._end_after(now))
            wait = (until - now) / clock.speed * 1000
            context.tick_timer.start(math.ceil(min(max(wait, 1.0), MAX_SLEEP)))

    def localize(self, frame: Frame) -> None:
        """Request the map of the frame on screen again."""
        self._context.localize(frame)

    def handle(self, event: object) -> None:
        """Process an event of the source; events of other sources are ignored."""
        match event:
            case SeekCompleted() if event.source is self._source:
                self._on_seek_completed(event)
            case SourceError() if event.source is self._source:
                self._on_error(event)

    def close(self) -> None:
        """Stop, and request the source to end."""
        self._stop_clock()
        self._clock.load(None)
        self._pending = None
        if self._file_audio is not None:
            self._file_audio.close()
        self._source.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether the source has ended."""
        return self._source.join(timeout)

    def _on_seek_completed(self, event: SeekCompleted) -> None:
        context = self._context
        if self._pending is None:
            return
        newest = event.session == context.session_id
        if not newest and context.dependencies.seconds() - context.shown_at < PREVIEW_INTERVAL:
            return
        if newest and event.exact:
            self._pending = None
        context.show_frame(event.frame, count_drops=False)
        if newest and not event.exact:
            self._prepare_map()  # not before: it would delay the preview
        if self._pending is None and context.state.playing and self._clock.clock is None:
            self._start_clock(event.frame.time)

    def _on_error(self, event: SourceError) -> None:
        """Pause on the frame on screen; an error before the newest seek is out of date."""
        if event.session != self._context.session_id:
            return
        self._pending, self._interrupted = None, True
        if self._context.state.playing:
            self.pause()
        self._context.post(Message(event.text, "error"))

    def _seek(self, index: int, exact: bool = True) -> None:
        context = self._context
        self._interrupted = False
        self._stop_clock()
        context.localization = None
        context.session_id = context.new_session_id()
        self._pending = Seek(index, context.session_id, exact)
        self._source.seek(self._pending)
        context.client.start_session(context.session_id)
        if exact:
            self._prepare_map()

    def _prepare_map(self) -> None:
        """Have the audio of the frame that is sought encoded, while the frame is decoded."""
        if self._pending is not None:
            client, session = self._context.client, self._context.session_id
            client.prepare(session, self._pending.index, self.now())

    def _start_clock(self, at: float) -> None:
        self._clock.start(at, self._context.state.speed)
        self._context.meters.set_level_source(self._clock)
        self.tick()

    def _stop_clock(self) -> None:
        self._clock.stop()
        self._context.tick_timer.stop()
        self._context.meters.set_level_source(None)

    def _frame_ahead(self, now: float, speed: float) -> FrameAhead | None:
        """Return the frame that will be on screen when a map requested now is ready."""
        context = self._context
        ready = now + context.client.latency * speed
        frame = self._source.upcoming(ready, before=self._end_after(now))
        if frame is None:
            return None
        return FrameAhead(frame, context.dependencies.seconds() + (frame.time - now) / speed)

    def _end_after(self, now: float) -> float:
        """Return the time of the next jump or stop: B of the loop, or the end."""
        end, (a, b) = self._context.state.end, self._context.state.loop
        return min(end, b) if a is not None and b is not None and now < b else end

    def _loop_target(self, now: float) -> int | None:
        """Return the frame to jump to: from B to A, or from the end to the start when looping."""
        a, b = self._context.state.loop
        if a is not None and b is not None and self._clock.start_time < b <= now:
            return self._index.at(a)
        return 0 if self._context.state.looping and now >= self._context.state.end else None
