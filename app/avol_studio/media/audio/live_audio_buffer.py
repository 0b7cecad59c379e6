"""Live sound by the time of its capture: what a frame's second of sound is taken from."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE as RATE
from avol_studio.core.state.player_state import Level
from avol_studio.media.audio.level import loudness
from avol_studio.media.audio.ring_buffer import AudioRingBuffer
from avol_studio.media.source import AudioBlock, MediaListener

KEPT = 10.0  # seconds of sound that can be asked for
SLACK = 0.25  # seconds that sound may still be under way: the second then ends with what is there
GAP = 0.1  # seconds missing from which sound counts as lost
GAP_OVERFLOW = 0.002  # the same where the device has said that it lost some
BLEND = 0.02  # how fast the axis follows the device's clock, which runs a little fast or slow
FAINT = 10 ** (-60 / 20)  # amplitude below which nothing is heard
WAKING = 5.0  # seconds that a device may take to give its first sound
CLIP, CLIP_SHOWN = 0.999, 1.0  # amplitude that clips; seconds that the light stays on

Floats = NDArray[np.float32]


class LiveAudioBuffer:
    """The last seconds of what a microphone captures, 48 kHz mono, on the monotonic axis of time.

    One thread at a time calls `put`, any thread asks. Sample numbers count from the beginning;
    sound that was lost is silence of its length, so that what comes later keeps its time.

    gain: factor on what comes in. offset: seconds that sound is stamped later than the picture of
    the same moment. centred: the second lies around a moment, else it ends there.
    """

    live = True

    def __init__(
        self, taps: Iterable[MediaListener] = (), seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self.gain, self.offset, self.centred = 1.0, 0.0, False
        self.lost = 0
        """Samples that were lost and are silence now."""
        self._seconds, self._taps = seconds, taps
        self._ring = AudioRingBuffer(KEPT, 1)
        self._zero = seconds()  # when sample 0 was captured
        self._heard_at = self._zero + WAKING  # when it was last not silent
        self._clipped_at = -np.inf
        self._fresh = True  # nothing came yet, so a gap is no loss
        self._held: tuple[float, Floats] | None = None

    # -- for whoever captures ----------------------------------------------------------------

    def put(self, samples: Floats, taken_at: float, overflow: bool = False) -> None:
        """Append (n,) samples of which the first was captured at monotonic second `taken_at`.

        overflow: the device has said that samples before these were lost.
        """
        if not len(samples):
            return
        self._align(taken_at, overflow)
        loud = np.clip(samples * np.float32(self.gain), -1, 1)
        loud.flags.writeable = False
        peak, now = float(np.abs(loud).max()), self._seconds()
        self._heard_at = now if peak > FAINT else self._heard_at
        self._clipped_at = now if peak >= CLIP else self._clipped_at
        start = self._ring.written
        self._ring.write(loud[:, None])
        block = AudioBlock(loud, start, self.time_of(start))
        for tap in self._taps:
            tap.on_audio(block)

    def _align(self, taken_at: float, overflow: bool) -> None:
        """Bring the axis in line with the stamp of what comes next."""
        late = taken_at - self.time_of(self._ring.written)
        missing = max(0, round(late * RATE))
        if self._fresh:
            self._fresh = False
            self.expect()
            self._ring.skip(missing)
            self._zero = taken_at - self._ring.written / RATE
        elif late > (GAP_OVERFLOW if overflow else GAP):
            self.lost += missing
            self._ring.skip(missing)
        elif late < -GAP:
            self._zero += late  # the stamps went back: they are right, the count was not
        else:
            self._zero += BLEND * late

    # -- for whoever asks --------------------------------------------------------------------

    @property
    def written(self) -> int:
        """Number of the next sample."""
        return self._ring.written

    def time_of(self, number: int) -> float:
        """The monotonic second at which a sample was captured."""
        return self._zero + number / RATE

    def window_at(self, time: float) -> Floats:
        """The (48000,) samples that belong to a picture taken at monotonic second `time`.

        The second ends at that moment, or lies around it when `centred`, `offset` counted in. Its
        end gives way by up to SLACK to sound that is not there yet; what is missing is silence.
        """
        held = self._held
        if held is not None and held[0] == time:
            return held[1]
        end, newest = time + self.offset + 0.5 * self.centred, self.time_of(self._ring.written)
        if end - newest < SLACK:
            end = min(end, newest)
        stop = round((end - self._zero) * RATE)
        return self._ring.read(stop - RATE, stop)[:, 0]

    def hold(self, time: float | None) -> None:
        """Keep the second of a picture that stays on screen (None: of none)."""
        self._held = None if time is None else (time, self.window_at(time))

    def level(self) -> Level:
        """Loudness of the newest 50 ms."""
        if self._seconds() - self.time_of(self._ring.written) > 2 * SLACK:
            return Level()
        stop = self._ring.written
        newest = self._ring.read(stop - RATE // 20, stop)
        clipped = self._seconds() - self._clipped_at < CLIP_SHOWN
        return loudness(newest, clipped)

    def expect(self) -> None:
        """The microphone is there again: what could not be heard before is no silence of it."""
        self._heard_at = self._seconds()

    def unheard_for(self) -> float:
        """Seconds since anything louder than -60 dB of full scale was captured."""
        return self._seconds() - self._heard_at

    @property
    def lost_ms(self) -> float:
        """Milliseconds of sound that were lost."""
        return 1000 * self.lost / RATE
