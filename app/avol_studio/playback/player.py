"""The player of the studio: files as `Player`, and what is live from camera and microphone."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from avol_studio.core.state.device_choice import LiveRequest, MicrophoneChoice
from avol_studio.core.state.live_state import LiveMedia, LiveState
from avol_studio.core.state.player_state import OpenedMedia
from avol_studio.core.threads.shutdown_group import ShutdownGroup
from avol_studio.media.audio.audio_window import AudioWindowSource
from avol_studio.media.devices.device_list import DeviceList
from avol_studio.media.devices.device_supervisor import DeviceLost, DeviceRestored
from avol_studio.media.source import FrameAvailable, MediaListener
from avol_studio.media.sources.frame_health import FrameHealthWarning
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.playback.file_player import FAREWELL, FilePlayer
from avol_studio.playback.live_session import LiveSession, MediaListeners

if TYPE_CHECKING:
    from avol.media import Frame

OFFSET = 0.5  # seconds that sound and picture may be shifted either way
GAIN = 16.0  # the most that a microphone is raised: 24 dB


@dataclass(frozen=True, slots=True)
class Tuning:
    """How sound and picture are brought together.

    gain: factor on the microphone, 0..16. offset: seconds, -0.5..0.5, that the sound of a moment is
    stamped later than its picture. centred: the second of sound lies around the moment of the
    picture, which is shown half a second late for it; else it is the last second.
    """

    gain: float = 1.0
    offset: float = 0.0
    centered: bool = False

    @property
    def delay(self) -> float:
        """Seconds by which the picture is held back."""
        return 0.5 + max(0.0, self.offset) if self.centered else 0.0


class Player(FilePlayer):
    """Shows what is live through the same signals as files, so that every view works for both.

    `opened` then brings a LiveMedia; `frame.time` is the monotonic second at which a frame was
    taken; every frame is shown and the newest located; `pause` freezes the picture, with the map
    of exactly that frame. Maps age from the moment their picture was taken (when it is shown
    delayed: should have been shown). What fails is told by `message` and comes back by itself.

    A recorder listens in by `add_listener`: every frame and every block of sound, in the threads of the
    devices, over losses and changes of device; maps come by `located`.
    """

    live_changed = Signal(object)  # LiveState

    def __init__(
        self,
        parent: QObject | None = None,
        dependencies: PlayerDependencies | None = None,
        devices: DeviceList | None = None,
    ) -> None:
        super().__init__(parent, dependencies)
        self.devices = devices or DeviceList(self)
        self.devices.changed.connect(self._on_devices)
        self._taps = MediaListeners()
        self._tuning = Tuning()
        self._deck: LiveSession | None = None
        self._leaving = ShutdownGroup()
        self._live_media: LiveMedia | None = None
        self._live_state = LiveState()
        self._gauges.looked.connect(self._watch)

    # -- how it stands -----------------------------------------------------------------------

    @property
    def media(self) -> OpenedMedia | LiveMedia | None:
        """The file that is open, or what is live."""
        return self._live_media or super().media

    @property
    def live_state(self) -> LiveState:
        """How camera and microphone do; as at first where nothing is live."""
        return self._live_state

    @property
    def av_sync(self) -> Tuning:
        """How sound and picture are brought together."""
        return self._tuning

    @property
    def audio(self) -> AudioWindowSource:
        """The audio windows of what is open."""
        return self._locator.audio

    # -- what can be asked of it -------------------------------------------------------------

    def open_live(self, request: LiveRequest) -> None:
        """Show what a camera sees and a microphone hears, in place of what is open."""
        self._reel.cancel_opening()
        self._leave()
        self._reel.leave()
        self._meter.clear()
        deck = LiveSession(
            request, self.dependencies, self.devices, self._happened.emit, self._taps
        )
        self._deck, self._live_media = deck, LiveMedia(request, self._reel.session)
        self._tune()
        self._locator.load_audio(deck.sound)
        self._settings = self._settings.with_live(self.dependencies.seconds())
        self._gauges.listen(deck.sound)
        self.opened.emit(self._live_media)
        self.state_changed.emit(self.state)
        self._tell_live()

    def set_microphone(self, microphone: MicrophoneChoice) -> None:
        """Listen to another microphone; the picture goes on."""
        if self._deck is not None:
            self._deck.listen(microphone)
            self._live_media = LiveMedia(self._deck.request, self._reel.session)
            self._tell_live()

    def set_av_sync(self, gain: float, offset: float, centred: bool) -> None:
        """Bring sound and picture together as told; values outside are clipped."""
        gain, offset = min(max(gain, 0.0), GAIN), min(max(offset, -OFFSET), OFFSET)
        self._tuning = Tuning(gain, offset, centred)
        self._tune()

    def add_listener(self, tap: MediaListener) -> None:
        """Let `tap` listen in on all that is live, now and later."""
        self._taps.add(tap)

    def remove_listener(self, tap: MediaListener) -> None:
        """No more; a call that is under way still ends."""
        self._taps.remove(tap)

    def play(self) -> None:
        """Play on; where it is live, let the picture go on from now."""
        if self._deck is None:
            super().play()
        elif not self._settings.playing:
            self._deck.source.due(math.inf)
            self._deck.sound.hold(None)
            self._frame = None  # what passed while frozen was not dropped
            self._change(playing=True)

    def pause(self) -> None:
        """Stand still; where it is live, freeze the picture and have exactly that one located."""
        if self._deck is None:
            super().pause()
        elif self._settings.playing:
            self._change(playing=False)
            if self._frame is not None:
                self._deck.sound.hold(self._frame.time)
                self._locate(self._frame)

    def shutdown(self) -> None:
        """End all threads, within 2 s; the player is of no use afterwards."""
        deadline = time.monotonic() + FAREWELL
        self._drop_deck()
        super().shutdown()
        self._leaving.join(max(0.0, deadline - time.monotonic()))

    # -- frames ------------------------------------------------------------------------------

    def _tick(self) -> None:
        """Show the frame whose time has come, and sleep until the next one's where it is held."""
        deck = self._deck
        if deck is None:
            super()._tick()
            return
        now = self.dependencies.seconds() - self._tuning.delay
        frame = deck.source.due(now if self._settings.playing else math.inf)
        if frame is not None and self._settings.playing:
            self._meter.drops += max(0, frame.index - self._frame.index - 1) if self._frame else 0
            self._show(frame)
        following = deck.source.next_time()
        if following is not None and self._deck is deck:
            self._tick_timer.start(math.ceil(max(1.0, 1000 * (following - now))))

    def _since(self, frame: Frame) -> float:
        if self._deck is None:
            return super()._since(frame)
        return frame.time + self._tuning.delay

    # -- telling -----------------------------------------------------------------------------

    def _on_event(self, event: object) -> None:
        deck = self._deck
        match event:
            case FrameAvailable() | DeviceLost() | DeviceRestored() | FrameHealthWarning() if (
                self._down or deck is None
            ):
                pass
            case FrameAvailable():
                if deck is not None and event.source is deck.source:
                    self._tick()
            case DeviceLost() | DeviceRestored() | FrameHealthWarning():
                if deck is not None and deck.owns(event):
                    self._say(deck.receive(event))
                    self._tell_live()
            case _:
                super()._on_event(event)

    def _on_devices(self) -> None:
        if self._deck is not None:
            self._deck.follow_devices()

    def _watch(self) -> None:
        """What the devices owe, and what was lost, is looked at from time to time."""
        if self._deck is not None:
            for message in self._deck.watch(self.dependencies.seconds()):
                self._say(message)
            self._tell_live()

    def _tell_live(self) -> None:
        state = LiveState() if self._deck is None else self._deck.read()
        if state != self._live_state:
            self._live_state = state
            self.live_changed.emit(state)

    # -- coming and going --------------------------------------------------------------------

    def _tune(self) -> None:
        if self._deck is not None:
            sound, tuning = self._deck.sound, self._tuning
            sound.gain, sound.offset, sound.centred = tuning.gain, tuning.offset, tuning.centered

    def _leave(self) -> None:
        super()._leave()
        self._drop_deck()

    def _drop_deck(self) -> None:
        deck, self._deck = self._deck, None
        self._live_media = None
        if deck is not None:
            self._leaving.dismiss(deck)
            self._tell_live()
