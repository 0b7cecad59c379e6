"""The strategy of the player: a session plays one medium, a file or a live input."""

from __future__ import annotations

import itertools
import math
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from avol_studio.core.state.live_state import LiveMedia, LiveState
from avol_studio.core.state.player_state import (
    LocalizationEvent,
    Message,
    OpenedMedia,
    PlayerState,
)
from avol_studio.media.audio.audio_window import AudioWindowSource
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.playback.localization_client import FrameAhead, LocalizationClient
from avol_studio.playback.meters import LEVEL_INTERVAL, PlaybackMeters
from avol_studio.playback.playback_stats import PlaybackStatsMeter

if TYPE_CHECKING:
    from avol.media import Frame

SAVING_FRAMES, SAVING_MAPS = 15, 5  # per second at most while saving power
SAVING_LEVEL_INTERVAL = 250  # ms between two levels while saving power


class SessionContext(QObject):
    """What sessions and the player share: state, frame on screen, its map, tick timer, meters."""

    frame_shown = Signal(object)  # avol.media.Frame
    message = Signal(object)  # Message
    state_updated = Signal()
    live_updated = Signal()
    ended = Signal()

    def __init__(self, dependencies: PlayerDependencies, parent: QObject) -> None:
        super().__init__(parent)
        self.dependencies = dependencies
        self.state = PlayerState()  # without the current time
        self.frame: Frame | None = None
        self.localization: LocalizationEvent | None = None
        self.shown_at = -math.inf
        self.frame_interval = 0.0
        """Seconds between two frames that are shown while playing, at least; 0: every frame."""
        self.session_id = 0
        """Results of another session id are dropped."""
        self._ids = itertools.count(1)
        self.stats = PlaybackStatsMeter(dependencies.seconds)
        self.client = LocalizationClient(dependencies, self.stats, self)
        self.meters = PlaybackMeters(self.stats, self.client, self)
        self.tick_timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)

    def new_session_id(self) -> int:
        """Return an id that was never used before."""
        return next(self._ids)

    def set_state(self, state: PlayerState) -> None:
        """Replace the state without a signal; maps are exact while paused."""
        self.state = state
        self.client.exact = not state.playing

    def set_power_saving(self, saving: bool) -> None:
        """Show and localize fewer frames while playing and live, and measure fewer levels."""
        self.frame_interval = 1 / SAVING_FRAMES if saving else 0.0
        self.client.saving_rate = SAVING_MAPS if saving else 0.0
        self.meters.set_level_interval(SAVING_LEVEL_INTERVAL if saving else LEVEL_INTERVAL)

    def update_state(self, **changes: Any) -> None:
        """Change some fields of the state."""
        state = replace(self.state, **changes)
        if state != self.state:
            self.set_state(state)
            self.state_updated.emit()

    def show_frame(
        self,
        frame: Frame,
        since: float | None = None,
        count_drops: bool = True,
        ahead: FrameAhead | None = None,
    ) -> None:
        """Put a frame on screen and localize it; `since` is the time its map's age counts from.

        ahead: while playing, a later frame that is localized in its place.
        """
        if count_drops and self.frame is not None:
            self.stats.drops += max(0, frame.index - self.frame.index - 1)
        self.frame, self.shown_at = frame, self.dependencies.seconds()
        self.stats.frames_shown += 1
        self.frame_shown.emit(frame)
        self.meters.on_frame()
        if self.frame is frame:  # a receiver may have closed the medium
            self.localize(frame, since, ahead)

    def localize(
        self, frame: Frame, since: float | None = None, ahead: FrameAhead | None = None
    ) -> None:
        """Request the map of a frame, or of one `ahead`; `since` defaults to now."""
        since = self.dependencies.seconds() if since is None else since
        self.client.localize(frame, self.session_id, since, ahead)

    def post(self, message: Message | None) -> None:
        """Send a message to the user, if there is one."""
        if message is not None:
            self.message.emit(message)


class Session(ABC):
    """Plays one medium; for the GUI thread. Times are seconds on the axis of the medium."""

    media: OpenedMedia | LiveMedia
    audio: AudioWindowSource

    def __init__(self, context: SessionContext) -> None:
        self._context = context

    @property
    def live_state(self) -> LiveState:
        """The state of camera and microphone; the default for a file."""
        return LiveState()

    @abstractmethod
    def now(self) -> float:
        """Return the current media time."""

    @abstractmethod
    def play(self) -> None:
        """Start to play."""

    @abstractmethod
    def pause(self) -> None:
        """Stop on the frame that is shown, and localize exactly this frame."""

    @abstractmethod
    def seek(self, time: float, exact: bool) -> None:
        """Go to the frame at `time`; if not `exact`, show a frame near it first."""

    @abstractmethod
    def step(self, count: int) -> None:
        """Go `count` frames forward, or back if negative."""

    @abstractmethod
    def restart_clock(self) -> None:
        """Apply a changed speed."""

    @abstractmethod
    def tick(self) -> None:
        """Show the frame that is due and schedule the next tick."""

    @abstractmethod
    def localize(self, frame: Frame) -> None:
        """Request the map of the frame on screen again."""

    @abstractmethod
    def handle(self, event: object) -> None:
        """Process an event of a source or device; events of other sessions are ignored."""

    @abstractmethod
    def close(self) -> None:
        """Stop, and request the threads to end."""

    @abstractmethod
    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether the threads have ended."""
