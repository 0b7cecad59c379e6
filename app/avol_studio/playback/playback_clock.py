"""What drives the time while playing: the sound where it can be heard, else the steady clock."""

from __future__ import annotations

from pathlib import Path

from avol_studio.core.state.player_state import Level, Message
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.audio.audio_output import (
    AudioCommand,
    AudioDeviceLost,
    AudioDeviceRestored,
    AudioOutput,
)
from avol_studio.media.clock import AudioClock, Clock, SteadyClock
from avol_studio.playback.dependencies import PlayerDependencies

PATIENCE = 2.0  # seconds that a device may take to begin before the picture goes on without it
GRACE = 1.5  # seconds that a device may stall, the picture going on, before it is worth a word

SILENT = "The sound output does not begin, so the picture plays without it; check the device."


class PlaybackClock:
    """The clock of the file that is open, with its sound; `clock` is None while it stands."""

    def __init__(self, parts: PlayerDependencies, notify: Notify) -> None:
        self.clock: Clock | None = None
        self.begun = 0.0  # media time at which the clock was started
        self._seconds = parts.seconds
        self._started = 0.0
        self._sound = AudioOutput(parts.open_track, parts.open_output, parts.seconds, notify)
        self._track: Path | None = None
        self._deaf = False
        self._untold: tuple[float, Message] | None = None  # from when on it is to be said

    def load(self, track: Path | None, start: float = 0.0) -> None:
        """Turn to another file, whose sound is in `track` (None: it has none) from `start` on."""
        self.stop()
        self._track = track
        if track is not None:
            self._sound.cue(AudioCommand(track, start))

    def start(self, at: float, speed: float) -> None:
        """Run from media time `at`, in place of what ran before."""
        kind = SteadyClock if self._deaf or self._track is None else AudioClock
        self.clock = kind(at, speed, seconds=self._seconds)
        self.begun, self._started = at, self._seconds()
        if self._track is not None:
            self._sound.cue(AudioCommand(self._track, at, self.clock))

    def stop(self) -> None:
        """Stand still and silent."""
        if self.clock is not None and self._track is not None:
            self._sound.cue(AudioCommand(self._track, self.clock.now()))
        self.clock = None

    def set_gain(self, gain: float) -> None:
        """Loudness of what is heard, 0..1; it does not touch the clock."""
        self._sound.gain = gain

    def level(self) -> Level:
        """Loudness of the sound that is played now."""
        return Level() if self.clock is None else self._sound.level()

    def lost(self, event: AudioDeviceLost) -> Message | None:
        """Go on without the device; the sentence to say, None where that is known already."""
        if self._deaf or self.clock is None or event.cue.clock is not self.clock:
            return None
        self._deaf = True
        self.start(self.clock.now(), self.clock.speed)
        message = Message(event.text, "warning")
        if event.over:
            return message
        self._untold = (self._seconds() + GRACE, message)
        return None

    def back(self, _event: AudioDeviceRestored) -> Message | None:
        """Go on with the device."""
        if not self._deaf:
            return None
        self._deaf = False
        if self.clock is not None:
            self.start(self.clock.now(), self.clock.speed)
        unnoticed, self._untold = self._untold is not None, None
        return None if unnoticed else Message("The sound is back.")

    def watch(self) -> Message | None:
        """Go on without a device that does not begin; to be called while playing."""
        clock, now = self.clock, self._seconds()
        if self._untold is not None and now > self._untold[0]:
            message, self._untold = self._untold[1], None
            return message
        waiting = isinstance(clock, AudioClock) and not clock.started
        if waiting and now > self._started + PATIENCE:
            return self.lost(AudioDeviceLost(AudioCommand(Path(), clock=clock), SILENT, over=True))
        return None

    def close(self) -> None:
        """Ask the sound thread to end."""
        self._sound.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the sound thread to end; whether it did."""
        return self._sound.join(timeout)
