"""The player: opens, plays and localizes files and live inputs, for the whole window."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from avol_studio.core.state.device_choice import LiveRequest, MicrophoneChoice
from avol_studio.core.state.live_state import LiveMedia, LiveState
from avol_studio.core.state.player_state import (
    LocalizationEvent,
    Message,
    OpenedMedia,
    PlayerState,
)
from avol_studio.core.threads.gc_timer import GarbageCollectionTimer
from avol_studio.core.threads.shutdown_group import ShutdownGroup
from avol_studio.core.threads.worker_thread import WorkerFailed
from avol_studio.media.audio.audio_output import AudioDeviceLost, AudioDeviceRestored
from avol_studio.media.audio.audio_window import AudioWindowSource, NoAudio
from avol_studio.media.devices.device_list import DeviceList
from avol_studio.media.source import MediaListener, SourceError, SourceOpened
from avol_studio.media.sources.file_source import FileSource
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.playback.file_session import FileSession
from avol_studio.playback.inference_thread import EngineChanged
from avol_studio.playback.live_devices import MediaListeners
from avol_studio.playback.live_session import AVSyncSettings, LiveSession
from avol_studio.playback.localization_client import LocalizationClient
from avol_studio.playback.playback_clock import PlaybackClock
from avol_studio.playback.session import Session, SessionContext

if TYPE_CHECKING:
    from avol.media import Frame

SPEEDS = (0.25, 4.0)
SHUTDOWN_TIMEOUT = 1.8  # seconds that the threads get to end


class Player(QObject):
    """Plays one medium at a time through a session, and has its frames localized.

    All methods are for the GUI thread, return at once and raise nothing: errors arrive by
    `message`, and the player stays usable. Times are seconds on the axis of the medium; live, they
    are monotonic times of capture. Opening, seeking and closing begin a new session; results of an
    older session are dropped. While playing and live the newest frame is localized; while paused,
    exactly the frame on screen.
    """

    opened = Signal(object)  # OpenedMedia or LiveMedia
    audio_opened = Signal(object)  # Path of a file without video, which cannot be played
    closed = Signal()
    ended = Signal()  # playback has reached the end of the file
    frame_shown = Signal(object)  # avol.media.Frame
    localized = Signal(object)  # LocalizationEvent
    state_changed = Signal(object)  # PlayerState
    live_changed = Signal(object)  # LiveState
    message = Signal(object)  # Message
    stats_changed = Signal(object)  # PlaybackStats
    levels = Signal(object)  # Level
    _event = Signal(object)  # brings events of the threads into the GUI thread

    def __init__(
        self,
        parent: QObject | None = None,
        dependencies: PlayerDependencies | None = None,
        devices: DeviceList | None = None,
    ) -> None:
        super().__init__(parent)
        self.dependencies = dependencies or PlayerDependencies()
        self.devices = devices or DeviceList(self)
        self._event.connect(self._on_event, Qt.ConnectionType.QueuedConnection)
        self._context = SessionContext(self.dependencies, self)
        self._clock = PlaybackClock(self.dependencies, self._event.emit)
        self._session: Session | None = None
        self._opening: FileSource | None = None
        self.resumed: PlayerState | None = None
        """The state that is restored, while a file is opened again with another audio track."""
        self._ending = ShutdownGroup()
        self._listeners = MediaListeners()
        self._sync = AVSyncSettings()
        self._live_state = LiveState()
        self._shut_down = False
        self._connect()
        self._gc_timer = GarbageCollectionTimer(self)
        self._gc_timer.enable()

    def _connect(self) -> None:
        context = self._context
        context.frame_shown.connect(self.frame_shown)
        context.message.connect(self.message)
        context.ended.connect(self.ended)
        context.state_updated.connect(self._emit_state)
        context.live_updated.connect(self._update_live_state)
        context.tick_timer.timeout.connect(self._on_tick)
        context.client.localized.connect(self._on_localized)
        context.client.inputs_changed.connect(self._localize_again)
        context.client.engine_changed.connect(self._on_engine_changed)
        context.meters.levels.connect(self.levels)
        context.meters.stats_changed.connect(self.stats_changed)
        context.meters.updated.connect(self._check_devices)
        self.devices.changed.connect(self._on_devices_changed)
        self.devices.message.connect(self.message)

    # -- state -------------------------------------------------------------------------------

    @property
    def state(self) -> PlayerState:
        """The current state."""
        state = self._context.state
        return replace(state, time=self._session.now() if self._session else state.start)

    @property
    def last_state(self) -> PlayerState:
        """The state with the time of its last change: enough for conditions, and quicker."""
        return self._context.state

    @property
    def media(self) -> OpenedMedia | LiveMedia | None:
        """The open file or live input."""
        return self._session.media if self._session else None

    @property
    def client(self) -> LocalizationClient:
        """Computes the maps: with a model, sounds and a perturbation that are set there."""
        return self._context.client

    @property
    def audio(self) -> AudioWindowSource:
        """The audio windows of the open medium."""
        return self._context.client.audio

    @property
    def last_frame(self) -> Frame | None:
        """The frame on screen."""
        return self._context.frame

    @property
    def last_localization(self) -> LocalizationEvent | None:
        """The newest map of this session."""
        return self._context.localization

    @property
    def live_state(self) -> LiveState:
        """The state of camera and microphone; the default without a live input."""
        return self._live_state

    @property
    def av_sync(self) -> AVSyncSettings:
        """How live audio and video are aligned."""
        return self._sync

    # -- media -------------------------------------------------------------------------------

    def open(self, path: Path | str) -> None:
        """Open a file; `opened` follows, or an error message and the current medium stays."""
        self._cancel_opening()
        self.resumed = None
        session, notify = self._context.new_session_id(), self._event.emit
        self._opening = FileSource(Path(path), session, notify, self.dependencies.open_video)

    def select_audio_track(self, number: int) -> None:
        """Open the file again with another audio track, at the same time and in the same state."""
        if isinstance(media := self.media, OpenedMedia) and number != media.info.audio_track:
            self.dependencies.audio_tracks.select(media.path, number)
            self.open(media.path)
            self.resumed = self.state

    def open_live(self, request: LiveRequest) -> None:
        """Show a camera and a microphone; `opened` follows at once.

        Lost devices are reported by `live_changed` and opened again automatically.
        """
        self._cancel_opening()
        self._end_session()
        notify, context = self._event.emit, self._context
        self._begin_session(
            LiveSession(request, self.devices, self._listeners, self._sync, notify, context)
        )
        self._update_live_state()

    def close(self) -> None:
        """Close the open medium, and cancel opening."""
        self._cancel_opening()
        if self._context.state.loaded:
            self._end_session()
            self._context.set_state(self._context.state.with_file(None))
            self._emit_state()
            self.closed.emit()

    def set_microphone(self, microphone: MicrophoneChoice) -> None:
        """Switch the live input to another microphone; the video continues."""
        if isinstance(self._session, LiveSession):
            self._session.set_microphone(microphone)

    def set_av_sync(self, gain: float, offset: float, centered: bool) -> None:
        """Set how live audio and video are aligned; values outside the range are clipped."""
        self._sync = AVSyncSettings.clipped(gain, offset, centered)
        if isinstance(self._session, LiveSession):
            self._session.set_sync(self._sync)

    def add_listener(self, listener: MediaListener) -> None:
        """Pass each live frame and audio block to `listener`, in the threads of the devices."""
        self._listeners.add(listener)

    def remove_listener(self, listener: MediaListener) -> None:
        """Stop passing frames and audio; a call that is under way still ends."""
        self._listeners.remove(listener)

    # -- playback ----------------------------------------------------------------------------

    def play(self) -> None:
        """Play, from the beginning if the end is reached; live: continue a frozen image."""
        if self._session is not None and not self._context.state.playing:
            self._session.play()

    def pause(self) -> None:
        """Pause on the frame that is shown, and have exactly this frame localized."""
        if self._session is not None and self._context.state.playing:
            self._session.pause()

    def toggle(self) -> None:
        """Play or pause."""
        (self.pause if self._context.state.playing else self.play)()

    def step(self, n: int) -> None:
        """Pause and go n frames forward (back if negative), exactly."""
        self.pause()
        if self._session is not None:
            self._session.step(n)

    def seek(self, time: float, exact: bool = True) -> None:
        """Go to the frame at `time`; if not exact, show a frame near it at once."""
        if self._session is not None and not math.isnan(time):
            self._session.seek(time, exact)

    def set_speed(self, speed: float) -> None:
        """Play 0.25..4 times as fast at the same pitch; values outside are clipped."""
        self._context.update_state(speed=_clip(speed, *SPEEDS))
        if self._session is not None:
            self._session.restart_clock()

    def set_volume(self, volume: float) -> None:
        """Set the volume, 0..1; values outside are clipped."""
        self._context.update_state(volume=_clip(volume, 0.0, 1.0))
        self._update_gain()

    def set_muted(self, muted: bool) -> None:
        """Mute the audio output; time and maps are not affected."""
        self._context.update_state(muted=bool(muted))
        self._update_gain()

    def set_loop(self, a: float | None, b: float | None) -> None:
        """Set the loop points A and B, in either order; with both set, playback loops."""
        if a is not None and b is not None:
            a, b = min(a, b), max(a, b)
        self._context.update_state(loop=(a, b))

    def set_looping(self, looping: bool) -> None:
        """Start again at the end of the file."""
        self._context.update_state(looping=bool(looping))

    def set_power_saving(self, saving: bool) -> None:
        """Show and localize fewer frames while playing and live; paused and stepping: the same."""
        self._context.set_power_saving(saving)

    def shutdown(self) -> None:
        """End all threads within 2 s; the player cannot be used afterwards."""
        self.request_shutdown()
        self.join(SHUTDOWN_TIMEOUT)

    def request_shutdown(self) -> None:
        """Stop the audio and request all threads to end, without waiting."""
        self._shut_down = True
        self._context.tick_timer.stop()
        self._context.meters.close()
        self._cancel_opening()
        self._ending.dismiss(self._clock, self._session, self._context.client, self.devices)

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds after `request_shutdown`; return whether all have ended."""
        ended = self._ending.join(timeout)
        if ended:
            self._gc_timer.disable()
        return ended

    def _begin_session(self, session: Session) -> None:
        self._session = session
        self._context.client.load_audio(session.audio)
        self._context.stats.clear()
        self.opened.emit(session.media)
        self._emit_state()

    def _resume(self) -> None:
        if (state := self.resumed) is not None:
            self.resumed = None
            self.set_loop(*state.loop)
            self.seek(state.time)
            (self.play if state.playing else self.pause)()

    def _end_session(self) -> None:
        session, self._session = self._session, None
        self._ending.dismiss(session)
        context = self._context
        context.session_id = context.new_session_id()
        context.client.load_audio(NoAudio())
        context.frame = context.localization = None
        self._update_live_state()

    def _cancel_opening(self) -> None:
        source, self._opening = self._opening, None
        self._ending.dismiss(source)

    def _localize_again(self) -> None:
        self._context.localization = None
        if self._session is not None and self._context.frame is not None:
            self._session.localize(self._context.frame)

    # -- events ------------------------------------------------------------------------------

    def _on_event(self, event: object) -> None:
        if self._shut_down:
            return
        match event:
            case SourceOpened() if event.source is self._opening and self._opening is not None:
                source, self._opening = self._opening, None
                self._end_session()
                self._begin_session(FileSession(source, event, self._clock, self._context))
                self._resume()
            case SourceError() if event.source is self._opening and self._opening is not None:
                path = self._opening.path
                self._cancel_opening()
                if event.audio_only:
                    self.audio_opened.emit(path)
                else:
                    self._context.post(Message(event.text, "error"))
            case AudioDeviceLost():
                self._context.post(self._clock.on_device_lost(event))
            case AudioDeviceRestored():
                self._context.post(self._clock.on_device_restored())
            case WorkerFailed():
                self._context.post(Message(event.text, "error"))
            case _ if self._session is not None:
                self._session.handle(event)

    def _on_tick(self) -> None:
        if self._session is not None:
            self._session.tick()

    def _on_localized(self, event: LocalizationEvent) -> None:
        self._context.localization = event
        self.localized.emit(event)

    def _on_engine_changed(self, event: EngineChanged) -> None:
        self._context.stats.engine = event.text
        if event.error:
            self._context.post(Message(event.error, "error"))
        self._context.meters.update_stats()

    def _on_devices_changed(self) -> None:
        if isinstance(self._session, LiveSession):
            self._session.follow_devices()

    def _check_devices(self) -> None:
        if isinstance(self._session, LiveSession):
            self._session.check_devices()

    def _update_live_state(self) -> None:
        state = LiveState() if self._session is None else self._session.live_state
        if state != self._live_state:
            self._live_state = state
            self.live_changed.emit(state)

    def _emit_state(self) -> None:
        self.state_changed.emit(self.state)

    def _update_gain(self) -> None:
        state = self._context.state
        self._clock.set_gain(0.0 if state.muted else state.volume)


def _clip(value: float, low: float, high: float) -> float:
    return low if math.isnan(value) else min(max(float(value), low), high)
