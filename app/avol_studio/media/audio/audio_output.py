"""Plays the sound of a file and so gives the clock that the picture follows.

A thread of its own reads the sound ahead into a ring; the device's callback only copies from it.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE as RATE
from avol.errors import AvolError
from avol_studio.core.error_text import error_text
from avol_studio.core.state.player_state import Level
from avol_studio.core.threads.latest_slot import LatestSlot
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.media.audio.audio_device import AudioOutputDevice, OpenAudioOutput
from avol_studio.media.audio.audio_window import AudioTrackReader, OpenAudioTrack
from avol_studio.media.audio.level import loudness
from avol_studio.media.audio.ring_buffer import AudioRingBuffer
from avol_studio.media.clock import AudioClock, Clock

FEED_PERIOD = 0.03  # seconds between two looks at how much sound is left
AHEAD = 0.5  # seconds of output kept ready
LINGER = 5.0  # seconds the device is kept after the last sound
STALL = 0.5  # seconds without a callback after which the device no longer leads
PRIMING = 0.1  # seconds after opening in which callbacks prove nothing yet
RETRY = (2.0, 30.0)  # seconds until a lost device is opened again: at first, at most
STALLED = (
    "The sound output stopped answering, so the picture plays on without sound; "
    "check the device, it is tried again by itself."
)


@dataclass(frozen=True, slots=True)
class AudioCommand:
    """What is to be heard from now on: `path` from second `at`; silence there if clock is None.

    An AudioClock asks for the device and is driven by it; with any other clock the sound is only
    measured, while a lost device is tried again.
    """

    path: Path
    at: float = 0.0
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class AudioDeviceLost:
    """The sound of `cue` failed, so another clock has to take over; not `over`: it only stalls."""

    cue: AudioCommand
    text: str
    over: bool


@dataclass(frozen=True, slots=True)
class AudioDeviceRestored:
    """A lost device answers again: an AudioClock will be served."""


class _Run:
    """One stretch of sound without a jump, from its ring to the device."""

    def __init__(
        self, cue: AudioCommand, clock: Clock, track: AudioTrackReader, channels: int
    ) -> None:
        self.cue, self.clock, self.track = cue, clock, track
        self.ring = AudioRingBuffer(4 * AHEAD, channels)
        self.handed = 0
        self.gain = 0.0  # what the last block ended with, so that each begins with a fade
        self.ending = False
        self.audible = isinstance(clock, AudioClock)
        self._tempo = None if clock.speed == 1 else _tempo(clock.speed, channels)
        self._next = round(cue.at * RATE)

    def feed(self) -> None:
        """Read on until `AHEAD` seconds lie ready beyond what is heard, and handed over."""
        while self.ring.written < max(self.position(), self.handed) + AHEAD * RATE:
            stop = self._next + round(0.1 * RATE * max(1.0, self.clock.speed))
            samples = _spread(self.track.samples(self._next, stop), self.ring.channels)
            self.ring.write(samples if self._tempo is None else self._tempo(samples))
            self._next = stop

    def position(self) -> int:
        """The number of the output sample that is heard now."""
        return round((self.clock.now() - self.cue.at) / self.clock.speed * RATE)

    def hand_over(self, out: NDArray[np.float32], heard_at: float, gain: float) -> None:
        """Copy the next samples into `out`, silence where none are ready, and move the clock."""
        count = max(0, min(len(out), self.ring.written - self.handed))
        self.ring.read_into(self.handed, out)
        goal = 0.0 if self.ending else gain
        if goal != self.gain:
            out *= np.linspace(self.gain, goal, len(out), dtype=np.float32)[:, None]
        elif goal != 1:
            out *= goal
        self.gain = goal
        if count and isinstance(self.clock, AudioClock):
            self.clock.handed(heard_at, self.handed, count)
        self.handed += count


class AudioOutput(WorkerThread):
    """Owner of the sound thread and the device; every method is for the GUI thread and quick.

    It tells `notify`, from its own thread, SoundLost and SoundBack.
    """

    def __init__(
        self,
        open_track: OpenAudioTrack,
        open_output: OpenAudioOutput,
        seconds: Callable[[], float],
        notify: Notify,
    ) -> None:
        self.gain = 1.0  # read by the callback
        super().__init__("avol-sound", notify, niceness=0)
        self._open_file, self._open_device = open_track, open_output
        self._seconds = seconds
        self._cues: LatestSlot[AudioCommand] = LatestSlot()
        self._run: _Run | None = None
        self._output: AudioOutputDevice | None = None
        self._called = 0.0
        self._track: tuple[Path, AudioTrackReader] | None = None
        self._retry_at, self._retry = 0.0, RETRY[0]
        self._alive_after = math.inf  # a callback later than this proves a lost device alive
        self.start()

    def cue(self, cue: AudioCommand) -> None:
        """Fade out what sounds and play this; the newest cue wins."""
        if (run := self._run) is not None:
            run.ending = True
        self._cues.put(cue)

    def level(self) -> Level:
        """Loudness of the 50 ms that are heard now (before volume and mute)."""
        run = self._run
        if run is None or run.ending:
            return Level()
        here = run.position()
        heard = run.ring.read(here - RATE // 20, here)
        return loudness(heard)

    def close(self) -> None:
        """Ask the thread to end and to let the device go."""
        if (run := self._run) is not None:
            run.ending = True
        super().close()
        self._cues.close()

    # -- the device's thread -----------------------------------------------------------------

    def _fill(self, out: NDArray[np.float32], delay: float) -> None:
        self._called = now = self._seconds()
        run = self._run
        if run is None or not run.audible or (run.ending and run.gain == 0):
            out[:] = 0
        else:
            run.hand_over(out, now + delay, self.gain)

    # -- the sound thread --------------------------------------------------------------------

    def _work(self) -> None:
        while not self.closed:
            cue = self._cues.take(LINGER if self._run is None else FEED_PERIOD)
            try:
                if cue is not None:
                    self._obey(cue)
                elif self._run is None:
                    self._let_go()
                else:
                    self._serve(self._run)
            except Exception as error:
                text = f"The sound failed ({error}), so the picture plays on without it."
                self._lose(cue, error_text(error, text))
        self._run = None
        self._let_go()
        self._forget_track()

    def _obey(self, cue: AudioCommand) -> None:
        if cue.clock is None:
            self._run = None
        track = self._open_track(cue.path)
        if cue.clock is None:
            at = round(cue.at * RATE)
            track.samples(at, at + round(AHEAD * RATE))  # so that playing begins the sooner
            return
        if isinstance(cue.clock, AudioClock):
            self._open_output()
        else:
            self._retry_at = self._seconds() + RETRY[0]
        run = _Run(cue, cue.clock, track, self._output.channels if self._output else track.channels)
        run.feed()
        self._run = run

    def _serve(self, run: _Run) -> None:
        run.feed()
        now = self._seconds()
        if run.audible:
            if now - self._called > STALL:
                self._alive_after = now  # it stays open, as it may only be slow
                self._lose(run.cue, STALLED, over=False)
        elif self._output is not None and self._called > self._alive_after:
            self._alive_after, self._retry = math.inf, RETRY[0]
            self.notify(AudioDeviceRestored())
        elif now > self._retry_at:
            self._try_again(now)

    def _try_again(self, now: float) -> None:
        self._let_go()
        self._retry = min(2 * self._retry, RETRY[1])
        self._retry_at, self._alive_after = now + self._retry, now + PRIMING
        with contextlib.suppress(AvolError):  # was said when it was lost
            self._open_output()

    def _lose(self, cue: AudioCommand | None, text: str, over: bool = True) -> None:
        cue = cue or (self._run.cue if self._run else None)
        self._run = None
        if cue is not None:
            self.notify(AudioDeviceLost(cue, text, over))

    def _open_output(self) -> None:
        if self._output is None:
            self._output = self._open_device(self._fill)
        self._called = self._seconds()

    def _open_track(self, path: Path) -> AudioTrackReader:
        if self._track is None or self._track[0] != path:
            self._forget_track()
            self._track = (path, self._open_file(path))
        return self._track[1]

    def _let_go(self) -> None:
        output, self._output = self._output, None
        if output is not None:
            output.close()

    def _forget_track(self) -> None:
        held, self._track = self._track, None
        if held is not None:
            held[1].close()


def _tempo(speed: float, channels: int) -> Callable[[NDArray[np.float32]], NDArray[np.float32]]:
    from avol_studio.media.audio.time_stretch import (
        TimeStretcher,  # brings PyAV along: not on the way to the first window
    )

    return TimeStretcher(speed, channels)


def _spread(samples: NDArray[np.float32], channels: int) -> NDArray[np.float32]:
    """(n, 1 or 2) samples on `channels` channels."""
    if samples.shape[1] == channels:
        return samples
    if channels == 1:
        return samples.mean(axis=1, keepdims=True)
    return samples.repeat(channels, axis=1)
