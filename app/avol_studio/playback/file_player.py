"""The player: the one object, in the GUI thread, that everything in the window talks to."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from avol_studio.core.model_loader import Model
from avol_studio.core.state.player_state import (
    LocalizationEvent,
    Message,
    OpenedMedia,
    PlayerState,
    SoundSelection,
)
from avol_studio.core.threads.gc_timer import GarbageCollectionTimer
from avol_studio.media.audio.audio_output import AudioDeviceLost, AudioDeviceRestored
from avol_studio.media.audio.audio_window import FileAudio, SilentAudio
from avol_studio.media.source import SeekCompleted, SourceError, SourceOpened
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.playback.file_session import FileSession
from avol_studio.playback.inference_thread import Answer, EngineChanged
from avol_studio.playback.localization_client import LocalizationClient
from avol_studio.playback.meters import PlaybackMeters
from avol_studio.playback.playback_clock import PlaybackClock
from avol_studio.playback.playback_stats import PlaybackStatsMeter

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.core.state.live_state import LiveMedia

_log = logging.getLogger("avol.flow.player")

SPEEDS = (0.25, 4.0)
LONGEST_SLEEP = 20  # ms between two looks at the clock while playing
STARVED = 0.08  # seconds without a new picture after which one sought before the last is welcome
FAREWELL = 1.8  # seconds that the threads get to end


class FilePlayer(QObject):
    """Opens, plays and seeks one file, and has every frame located.

    All methods are for the GUI thread, return at once and raise nothing: what goes wrong is told by
    `message`, and the player stays usable. Times are seconds on the file's axis. Every opening,
    seek and close begins a new session; answers to an older one are dropped. While playing the
    newest frame is located; once still, exactly the one shown.
    """

    opened = Signal(object)  # OpenedMedia
    closed = Signal()
    frame_shown = Signal(object)  # avol.media.Frame
    localized = Signal(object)  # Located
    state_changed = Signal(object)  # PlayerState
    message = Signal(object)  # Message
    stats_changed = Signal(object)  # FlowStats
    levels = Signal(object)  # Level
    _happened = Signal(object)  # events of the threads, brought into this one

    def __init__(
        self, parent: QObject | None = None, dependencies: PlayerDependencies | None = None
    ) -> None:
        super().__init__(parent)
        self.dependencies = dependencies or PlayerDependencies()
        self._happened.connect(self._on_event, Qt.ConnectionType.QueuedConnection)
        self._meter = PlaybackStatsMeter(self.dependencies.seconds)
        self._playhead = PlaybackClock(self.dependencies, self._happened.emit)
        self._locator = LocalizationClient(self.dependencies, self._happened.emit, self._meter)
        self._reel = FileSession(self.dependencies, self._happened.emit)
        self._shown_at = -math.inf
        self._down = False
        self._settings = PlayerState()
        self._frame: Frame | None = None
        self._located: LocalizationEvent | None = None
        self._tick_timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._tick_timer.timeout.connect(self._tick)
        self._gauges = PlaybackMeters(self._meter, self._locator, self)
        self._gauges.levels.connect(self.levels)
        self._gauges.stats_changed.connect(self.stats_changed)
        self._collector = GarbageCollectionTimer(self)
        self._collector.enable()

    # -- how it stands -----------------------------------------------------------------------

    @property
    def state(self) -> PlayerState:
        """How the player stands at this moment."""
        return replace(self._settings, time=self._now())

    @property
    def media(self) -> OpenedMedia | LiveMedia | None:
        """The file that is open."""
        return self._reel.media

    @property
    def last_frame(self) -> Frame | None:
        """The frame on screen."""
        return self._frame

    @property
    def last_localization(self) -> LocalizationEvent | None:
        """The newest map of this session."""
        return self._located

    # -- what can be asked of it -------------------------------------------------------------

    def open(self, path: Path | str) -> None:
        """Open a file; `opened` follows, or a message and what was open before stays."""
        self._reel.open(Path(path))

    def close(self) -> None:
        """Close what is open or being opened."""
        self._reel.cancel_opening()
        if self._settings.loaded:
            self._leave()
            self._reel.leave()
            self._settings = self._settings.with_file(None)
            self.state_changed.emit(self.state)
            self.closed.emit()

    def play(self) -> None:
        """Play on; from the beginning where the end is reached."""
        media = self._reel.media
        if media is None or self._settings.playing:
            return
        self._change(playing=True)
        if self._reel.pending is not None or self._frame is None:
            return  # the clock starts when the frame lands
        if self._frame.index == len(media.index) - 1:
            self._go(0)
        else:
            self._run(self._frame.time)

    def pause(self) -> None:
        """Stand still on the frame that is shown, and have exactly that one located."""
        if not self._settings.playing:
            return
        self._halt()
        self._change(playing=False)
        if self._frame is not None and self._reel.pending is None:
            self._locate(self._frame)

    def toggle(self) -> None:
        """Play or pause."""
        (self.pause if self._settings.playing else self.play)()

    def step(self, n: int) -> None:
        """Pause and go n frames on (back where negative), exactly."""
        self.pause()
        media, here = self._reel.media, self._reel.pending or self._frame
        if media is not None and here is not None:
            self._go(min(max(here.index + n, 0), len(media.index) - 1))

    def seek(self, time: float, exact: bool = True) -> None:
        """Go to the frame on screen at `time`; not exact: one near it at once, then that one."""
        if self._reel.media is not None and not math.isnan(time):
            self._go(self._reel.media.index.at(time), exact)

    def set_speed(self, speed: float) -> None:
        """Play 0.25..4 times as fast, at the same pitch; values outside are clipped."""
        self._change(speed=_clip(speed, *SPEEDS))
        if self._playhead.clock is not None:
            self._run(self._playhead.clock.now())

    def set_volume(self, volume: float) -> None:
        """Loudness 0..1; values outside are clipped."""
        self._change(volume=_clip(volume, 0.0, 1.0))
        self._set_gain()

    def set_muted(self, muted: bool) -> None:
        """Silence the loudspeaker; time and maps go on as before."""
        self._change(muted=bool(muted))
        self._set_gain()

    def set_loop(self, a: float | None, b: float | None) -> None:
        """Mark A and B (in either order); with both set, playing turns from B to A."""
        if a is not None and b is not None:
            a, b = min(a, b), max(a, b)
        self._change(loop=(a, b))

    def set_looping(self, looping: bool) -> None:
        """Begin again at the end of the file."""
        self._change(looping=bool(looping))

    def set_model_loader(self, load_model: Callable[[], Model]) -> None:
        """Use another model: called in the worker thread when the next map is wanted."""
        self._locator.load_model(load_model)
        self._locate_again()

    def set_sound_selection(self, sounds: SoundSelection) -> None:
        """Ask every picture about these sounds from now on, the one on screen too."""
        self._locator.set_sounds(sounds)
        self._locate_again()

    def warm_up(self) -> None:
        """Load the model now rather than with the first frame."""
        self._locator.warm_up()

    def shutdown(self) -> None:
        """End all threads, within 2 s; the player is of no use afterwards."""
        self._down = True
        self._tick_timer.stop()
        self._gauges.close()
        threads = (self._reel, self._playhead, self._locator)
        for thread in threads:
            thread.close()
        deadline = time.monotonic() + FAREWELL
        for thread in threads:
            if not thread.join(max(0.0, deadline - time.monotonic())):
                _log.warning("%s is still busy at the end", type(thread).__name__)
        self._collector.disable()

    # -- time --------------------------------------------------------------------------------

    def _now(self) -> float:
        media, pending = self._reel.media, self._reel.pending
        if media is not None and pending is not None:
            return media.index.time(pending.index)
        if self._playhead.clock is not None:
            return min(self._playhead.clock.now(), self._settings.end)
        return self._settings.start if self._frame is None else self._frame.time

    def _run(self, at: float) -> None:
        self._playhead.start(at, self._settings.speed)
        self._gauges.listen(self._playhead)
        self._tick()

    def _halt(self) -> None:
        self._playhead.stop()
        self._tick_timer.stop()
        self._gauges.listen(None)

    def _tick(self) -> None:
        """Show the frame whose time has come and sleep until the next one's."""
        self._say(self._playhead.watch())
        clock = self._playhead.clock
        if clock is None:
            return
        now = clock.now()
        frame = self._reel.due(now)
        if frame is not None:
            self._meter.drops += max(0, frame.index - self._frame.index - 1) if self._frame else 0
            self._show(frame)
        if self._playhead.clock is not clock:
            return  # a listener paused or sought
        if (back := self._turn(now)) is not None:
            self._go(back)
        elif now >= self._settings.end:
            self.pause()
        else:
            following = self._reel.next_time()
            wait = math.inf if following is None else (following - now) / clock.speed * 1000
            self._tick_timer.start(math.ceil(min(max(wait, 1.0), LONGEST_SLEEP)))

    def _turn(self, now: float) -> int | None:
        """The frame to turn back to: from B to A, or from the end when looping."""
        a, b = self._settings.loop
        if a is not None and b is not None and self._playhead.begun < b <= now:
            return self._reel.media.index.at(a) if self._reel.media else None
        return 0 if self._settings.looping and now >= self._settings.end else None

    # -- frames ------------------------------------------------------------------------------

    def _go(self, index: int, exact: bool = True) -> None:
        self._halt()
        self._located = None
        self._reel.go(index, exact)
        self._locator.expect(index, self._now())

    def _show(self, frame: Frame) -> None:
        self._frame, self._shown_at = frame, self.dependencies.seconds()
        self._meter.frames_shown += 1
        self.frame_shown.emit(frame)
        if self._frame is frame:
            self._locate(frame)

    def _locate(self, frame: Frame) -> None:
        still, since = not self._settings.playing, self._since(frame)
        self._tell_located(self._locator.ask(frame, self._reel.session, still, since))

    def _locate_again(self) -> None:
        self._located = None
        if self._frame is not None:
            self._locate(self._frame)

    def _since(self, frame: Frame) -> float:
        """When the age of the map of `frame` begins: now that it is shown."""
        return self.dependencies.seconds()

    def _on_landed(self, event: SeekCompleted) -> None:
        if not self._reel.is_open(event) or self._reel.pending is None:
            return
        fresh = self._reel.answers(event)
        if not fresh and self.dependencies.seconds() - self._shown_at < STARVED:
            return
        if fresh and event.exact:
            self._reel.pending = None
        self._show(event.frame)
        if self._reel.pending is None and self._settings.playing and self._playhead.clock is None:
            self._run(event.frame.time)

    # -- files -------------------------------------------------------------------------------

    def _on_ready(self, event: SourceOpened) -> None:
        if not self._reel.is_opening(event):
            return
        self._leave()
        media, info = self._reel.adopt(event), event.info
        track = media.path if info.has_audio else None
        self._playhead.load(track, info.start)
        self._locator.load_audio(
            SilentAudio() if track is None else FileAudio(track, self.dependencies.open_track)
        )
        self._meter.clear()
        self._settings = self._settings.with_file(info)
        self.opened.emit(media)
        self.state_changed.emit(self.state)

    def _on_failed(self, event: SourceError) -> None:
        if self._reel.is_opening(event):
            self._reel.cancel_opening()
        elif self._reel.is_open(event):
            if self._reel.answers(event):
                self._reel.pending = None
            self.pause()
        else:
            return
        self._say(Message(event.text, "error"))

    def _leave(self) -> None:
        """Forget what belongs to the file that is open."""
        self._halt()
        self._playhead.load(None)
        self._locator.load_audio(SilentAudio())
        self._frame = self._located = None

    # -- telling -----------------------------------------------------------------------------

    def _on_event(self, event: object) -> None:
        match event:
            case _ if self._down:
                pass
            case SourceOpened():
                self._on_ready(event)
            case SeekCompleted():
                self._on_landed(event)
            case SourceError():
                self._on_failed(event)
            case Answer():
                self._on_answer(event)
            case EngineChanged():
                self._on_engine(event)
            case AudioDeviceLost():
                self._say(self._playhead.lost(event))
            case AudioDeviceRestored():
                self._say(self._playhead.back(event))

    def _on_answer(self, answer: Answer) -> None:
        still = not self._settings.playing
        self._tell_located(self._locator.receive(answer, self._reel.session, self._frame, still))

    def _on_engine(self, event: EngineChanged) -> None:
        self._meter.engine = event.text
        if event.trouble:
            self._say(Message(event.trouble, "error"))
        self._gauges.tell()

    def _tell_located(self, located: LocalizationEvent | None) -> None:
        if located is not None:
            self._located = located
            self.localized.emit(located)

    def _change(self, **changes: Any) -> None:
        settings = replace(self._settings, **changes)
        if settings != self._settings:
            self._settings = settings
            self.state_changed.emit(self.state)

    def _set_gain(self) -> None:
        self._playhead.set_gain(0.0 if self._settings.muted else self._settings.volume)

    def _say(self, message: Message | None) -> None:
        if message is not None:
            self.message.emit(message)


def _clip(value: float, low: float, high: float) -> float:
    return low if math.isnan(value) else min(max(float(value), low), high)
