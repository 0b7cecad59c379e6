"""Plays the audio of a file and drives the playback clock.

A thread reads the audio ahead into a ring buffer; the callback of the device only copies from it.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.errors import AvolError
from avol_studio.core.error_text import error_text
from avol_studio.core.state.player_state import Level
from avol_studio.core.threads.latest_slot import LatestSlot
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.core.translation import tr
from avol_studio.media.audio.audio_device import AudioOutputDevice, OpenAudioOutput
from avol_studio.media.audio.audio_window import AudioTrackReader, OpenAudioTrack
from avol_studio.media.audio.level import measure_level
from avol_studio.media.audio.ring_buffer import AudioRingBuffer
from avol_studio.media.clock import AudioClock, Clock

FEED_PERIOD = 0.03  # seconds between two checks of the buffer
AHEAD = 0.5  # seconds of output kept ready
LINGER = 5.0  # seconds that the device stays open after the last audio
STALL = 0.5  # seconds without a callback after which the device counts as stalled
PRIMING = 0.1  # seconds after opening in which callbacks do not prove that the device works
RETRY = (2.0, 30.0)  # seconds before a lost device is opened again: first, maximum
STALLED = tr(
    "The audio output has stalled, so playback continues without audio; check the device. "
    "AVOL retries."
)


@dataclass(frozen=True, slots=True)
class AudioCommand:
    """What to play from now on: `path` from media time `at`; silence if `clock` is None.

    An AudioClock opens the device and follows it. With another clock the level is measured
    without a device, and a lost device is tried again.
    """

    path: Path
    at: float = 0.0
    clock: Clock | None = None
    track: int = 0
    """Number of the audio track; the file is opened again when it changes."""


@dataclass(frozen=True, slots=True)
class AudioDeviceLost:
    """Event: the audio of `command` failed, so another clock must drive playback.

    If not `final`, the device has only stalled.
    """

    command: AudioCommand
    text: str
    final: bool


@dataclass(frozen=True, slots=True)
class AudioDeviceRestored:
    """Event: a lost device works again; an AudioClock will be served."""


class _AudioSegment:
    """Continuous audio of one command, from the file through the ring buffer to the device."""

    def __init__(
        self, command: AudioCommand, clock: Clock, track: AudioTrackReader, channels: int
    ) -> None:
        self.command, self.clock, self.track = command, clock, track
        self.ring = AudioRingBuffer(4 * AHEAD, channels)
        self.delivered = 0
        self.gain = 0.0  # at the end of the last block; each segment starts with a fade-in
        self.ending = False
        self.audible = isinstance(clock, AudioClock)
        self._stretcher = None if clock.speed == 1 else _time_stretcher(clock.speed, channels)
        self._next = round(command.at * SAMPLE_RATE)

    def feed(self) -> None:
        """Read until `AHEAD` seconds are ready beyond the audible and the delivered samples."""
        while self.ring.written < max(self.position(), self.delivered) + AHEAD * SAMPLE_RATE:
            stop = self._next + round(0.1 * SAMPLE_RATE * max(1.0, self.clock.speed))
            samples = _read(self.track, self._next, stop, self.ring.channels)
            self.ring.write(samples if self._stretcher is None else self._stretcher(samples))
            self._next = stop

    def position(self) -> int:
        """Return the number of the output sample that is audible now."""
        return round((self.clock.now() - self.command.at) / self.clock.speed * SAMPLE_RATE)

    def deliver(self, out: NDArray[np.float32], audible_at: float, gain: float) -> None:
        """Copy the next samples into `out`, zeros if none are ready, and update the clock."""
        count = max(0, min(len(out), self.ring.written - self.delivered))
        self.ring.read_into(self.delivered, out)
        target = 0.0 if self.ending else gain
        if target != self.gain:
            out *= np.linspace(self.gain, target, len(out), dtype=np.float32)[:, None]
        elif target != 1:
            out *= target
        self.gain = target
        if count and isinstance(self.clock, AudioClock):
            self.clock.on_delivered(audible_at, self.delivered, count)
        self.delivered += count


class AudioOutput(WorkerThread):
    """Owner of the audio thread and the device. All methods are for the GUI thread and are quick.

    Sends AudioDeviceLost and AudioDeviceRestored through `notify`.
    """

    def __init__(
        self,
        open_track: OpenAudioTrack,
        open_output: OpenAudioOutput,
        seconds: Callable[[], float],
        notify: Notify,
    ) -> None:
        self.gain = 1.0  # read by the callback
        super().__init__("avol-audio", notify, niceness=0)
        self._open_track_file, self._open_device = open_track, open_output
        self._seconds = seconds
        self._commands: LatestSlot[AudioCommand] = LatestSlot()
        self._segment: _AudioSegment | None = None
        self._output: AudioOutputDevice | None = None
        self._called_at = 0.0  # time of the last callback
        self._track: tuple[tuple[Path, int], AudioTrackReader] | None = None
        self._retry_at, self._retry_wait = 0.0, RETRY[0]
        self._alive_after = math.inf  # a callback after this time proves that the device works
        self.start()

    def play(self, command: AudioCommand) -> None:
        """Fade out the current audio and execute this command; it replaces a waiting one."""
        if (segment := self._segment) is not None:
            segment.ending = True
        self._commands.put(command)

    def level(self) -> Level:
        """Return the level of the 50 ms that are audible now, before volume and mute."""
        segment = self._segment
        if segment is None or segment.ending:
            return Level()
        here = segment.position()
        return measure_level(segment.ring.read(here - SAMPLE_RATE // 20, here))

    def close(self) -> None:
        """Request the thread to end and to close the device."""
        if (segment := self._segment) is not None:
            segment.ending = True
        super().close()
        self._commands.close()

    # -- the thread of the device ------------------------------------------------------------

    def _fill(self, out: NDArray[np.float32], delay: float) -> None:
        self._called_at = now = self._seconds()
        segment = self._segment
        if segment is None or not segment.audible or (segment.ending and segment.gain == 0):
            out[:] = 0
        else:
            segment.deliver(out, now + delay, self.gain)

    # -- the audio thread --------------------------------------------------------------------

    def _work(self) -> None:
        while not self.closed:
            command = self._commands.take(LINGER if self._segment is None else FEED_PERIOD)
            try:
                if command is not None:
                    self._execute(command)
                elif self._segment is None:
                    self._close_output()
                else:
                    self._serve(self._segment)
            except Exception as error:
                text = tr("The audio failed ({error}), so playback continues without it.").format(
                    error=error
                )
                self._report_lost(command, error_text(error, text))
        self._segment = None
        self._close_output()
        self._close_track()

    def _execute(self, command: AudioCommand) -> None:
        if command.clock is None:
            self._segment = None
        track = self._open_track(command)
        if command.clock is None:
            at = round(command.at * SAMPLE_RATE)
            track.samples(at, at + round(AHEAD * SAMPLE_RATE))  # so that playback starts sooner
            return
        if isinstance(command.clock, AudioClock):
            self._open_output()
        else:
            self._retry_at = self._seconds() + RETRY[0]
        channels = self._output.channels if self._output else track.channels
        segment = _AudioSegment(command, command.clock, track, channels)
        segment.feed()
        self._segment = segment

    def _serve(self, segment: _AudioSegment) -> None:
        segment.feed()
        now = self._seconds()
        if segment.audible:
            if now - self._called_at > STALL:
                self._alive_after = now  # the device stays open: it may only be slow
                self._report_lost(segment.command, STALLED, final=False)
        elif self._output is not None and self._called_at > self._alive_after:
            self._alive_after, self._retry_wait = math.inf, RETRY[0]
            self.notify(AudioDeviceRestored())
        elif now > self._retry_at:
            self._reopen_output(now)

    def _reopen_output(self, now: float) -> None:
        self._close_output()
        self._retry_wait = min(2 * self._retry_wait, RETRY[1])
        self._retry_at, self._alive_after = now + self._retry_wait, now + PRIMING
        with contextlib.suppress(AvolError):  # the loss was reported before
            self._open_output()

    def _report_lost(self, command: AudioCommand | None, text: str, final: bool = True) -> None:
        command = command or (self._segment.command if self._segment else None)
        self._segment = None
        if command is not None:
            self.notify(AudioDeviceLost(command, text, final))

    def _open_output(self) -> None:
        if self._output is None:
            self._output = self._open_device(self._fill)
        self._called_at = self._seconds()

    def _open_track(self, command: AudioCommand) -> AudioTrackReader:
        key = command.path, command.track
        if self._track is None or self._track[0] != key:
            self._close_track()
            self._track = key, self._open_track_file(command.path)
        return self._track[1]

    def _close_output(self) -> None:
        output, self._output = self._output, None
        if output is not None:
            output.close()

    def _close_track(self) -> None:
        track, self._track = self._track, None
        if track is not None:
            track[1].close()


def _time_stretcher(
    speed: float, channels: int
) -> Callable[[NDArray[np.float32]], NDArray[np.float32]]:
    # Imported here because it loads PyAV, which the first window must not wait for.
    from avol.media.time_stretch import TimeStretcher

    return TimeStretcher(speed, channels)


def _read(track: AudioTrackReader, start: int, stop: int, channels: int) -> NDArray[np.float32]:
    """Read (n, `channels`) samples; mono is the mix that the model gets (`avol.audio.downmix`)."""
    if channels == 1:
        return track.mono(start, stop)[:, None]
    samples = track.samples(start, stop)
    return samples if samples.shape[1] == channels else samples.repeat(channels, axis=1)
