"""The clock of file playback: the audio output where it works, else the monotonic clock."""

from __future__ import annotations

from pathlib import Path

from avol_studio.core.state.player_state import Level, Message
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.core.translation import tr
from avol_studio.media.audio.audio_output import (
    AudioCommand,
    AudioDeviceLost,
    AudioOutput,
)
from avol_studio.media.clock import AudioClock, Clock, SteadyClock
from avol_studio.playback.dependencies import PlayerDependencies

START_TIMEOUT = 2.0  # seconds that a device may take to start before playback goes on without it
STALL_GRACE = 1.5  # seconds that a device may stall before the user is notified

NOT_STARTED = tr(
    "The audio output does not start, so playback continues without it; check the device."
)


class PlaybackClock:
    """The clock of the open file, with its audio output; `clock` is None while paused."""

    def __init__(self, dependencies: PlayerDependencies, notify: Notify) -> None:
        self.clock: Clock | None = None
        self.start_time = 0.0  # media time at which the clock was started
        self._seconds = dependencies.seconds
        self._started_at = 0.0
        self._output = AudioOutput(
            dependencies.open_track, dependencies.open_output, dependencies.seconds, notify
        )
        self._track: Path | None = None
        self._track_number = 0
        self._device_lost = False
        self._delayed: tuple[float, Message] | None = None  # (when to emit it, the message)

    def load(self, track: Path | None, start: float = 0.0, number: int = 0) -> None:
        """Switch to audio track `number` of another file; None without audio."""
        self.stop()
        self._track, self._track_number = track, number
        if track is not None:
            self._output.play(AudioCommand(track, start, track=number))

    def start(self, at: float, speed: float) -> None:
        """Run from media time `at`; this replaces a running clock."""
        kind = SteadyClock if self._device_lost or self._track is None else AudioClock
        self.clock = kind(at, speed, seconds=self._seconds)
        self.start_time, self._started_at = at, self._seconds()
        if self._track is not None:
            self._output.play(AudioCommand(self._track, at, self.clock, self._track_number))

    def stop(self) -> None:
        """Stop the clock and the audio."""
        if self.clock is not None and self._track is not None:
            self._output.play(AudioCommand(self._track, self.clock.now(), track=self._track_number))
        self.clock = None

    def set_gain(self, gain: float) -> None:
        """Set the volume, 0..1; the clock does not change."""
        self._output.gain = gain

    def level(self) -> Level:
        """Return the level of the audio that plays now."""
        return Level() if self.clock is None else self._output.level()

    def on_device_lost(self, event: AudioDeviceLost) -> Message | None:
        """Continue without the device; return the message for the user, if any."""
        if self._device_lost or self.clock is None or event.command.clock is not self.clock:
            return None
        self._device_lost = True
        self.start(self.clock.now(), self.clock.speed)
        message = Message(event.text, "warning")
        if event.final:
            return message
        self._delayed = (self._seconds() + STALL_GRACE, message)
        return None

    def on_device_restored(self) -> Message | None:
        """Continue with the device; return the message for the user, if any."""
        if not self._device_lost:
            return None
        self._device_lost = False
        if self.clock is not None:
            self.start(self.clock.now(), self.clock.speed)
        unnoticed, self._delayed = self._delayed is not None, None
        return None if unnoticed else Message(tr("The audio output is back."))

    def check(self) -> Message | None:
        """Continue without a device that does not start; call it regularly while playing."""
        clock, now = self.clock, self._seconds()
        if self._delayed is not None and now > self._delayed[0]:
            message, self._delayed = self._delayed[1], None
            return message
        waiting = isinstance(clock, AudioClock) and not clock.started
        if waiting and now > self._started_at + START_TIMEOUT:
            command = AudioCommand(Path(), clock=clock)
            return self.on_device_lost(AudioDeviceLost(command, NOT_STARTED, final=True))
        return None

    def close(self) -> None:
        """Request the audio thread to end."""
        self._output.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether the audio thread has ended."""
        return self._output.join(timeout)
