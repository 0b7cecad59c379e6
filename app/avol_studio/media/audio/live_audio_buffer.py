"""Buffer of live audio by time of capture; gives the audio windows of live frames."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from avol.audio.log_spectrogram import MAX_SECONDS
from avol.audio.moment import silence_between_sounds
from avol.core.constants import AUDIO_WINDOW, SAMPLE_RATE
from avol_studio.core.state.player_state import Level
from avol_studio.media.audio.level import measure_level
from avol_studio.media.audio.ring_buffer import AudioRingBuffer
from avol_studio.media.source import AudioBlock, MediaListener, deliver

CAPACITY = 10.0  # seconds of audio
SLACK = 0.25  # seconds that audio may arrive late; the window then ends with the newest sample
MAX_WINDOW = round(MAX_SECONDS * SAMPLE_RATE)  # samples that a held window may have
STEP = SAMPLE_RATE // 100  # samples; windows that differ by whole steps share spectrogram columns
GAP = 0.1  # seconds of missing audio that count as lost
GAP_OVERFLOW = 0.002  # the same if the device has reported a loss
BLEND = 0.02  # share of the clock drift of the device that is corrected per block
SILENCE_AMPLITUDE = 10 ** (-60 / 20)
WAKE_TIME = 5.0  # seconds that a device may take to deliver its first audio
CLIP, CLIP_HOLD = 0.999, 1.0  # clipping amplitude; seconds that the indicator stays on

Floats = NDArray[np.float32]


class LiveAudioBuffer:
    """The last seconds of a microphone, 48 kHz mono, on the monotonic time axis.

    One thread at a time calls `put`, any thread reads. Sample numbers count from the start; lost
    audio is replaced by zeros of the same length, so that later audio keeps its time.

    gain: factor on the input. offset: seconds by which audio is stamped later than the frame of
    the same moment. centered: the window is centred on a moment, otherwise it ends there.
    """

    live = True

    def __init__(
        self, listeners: Iterable[MediaListener] = (), seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self.gain, self.offset, self.centered = 1.0, 0.0, False
        self.lost = 0
        """Number of lost samples, replaced by zeros."""
        self._seconds, self._listeners = seconds, listeners
        self._ring = AudioRingBuffer(CAPACITY, 1)
        self._zero = seconds()  # time of capture of sample 0
        self._sound_at = self._zero + WAKE_TIME  # when the input was last above silence
        self._clipped_at = -np.inf
        self._empty = True  # nothing has arrived yet, so a gap is not a loss
        self._held: tuple[float, Floats | None] | None = None

    # -- capture -----------------------------------------------------------------------------

    def put(self, samples: Floats, captured_at: float, overflow: bool = False) -> None:
        """Append (n,) samples; `captured_at` is the monotonic time of the first.

        overflow: the device has reported that samples before these were lost.
        """
        if not len(samples):
            return
        self._align(captured_at, overflow)
        amplified = np.clip(samples * np.float32(self.gain), -1, 1)
        amplified.flags.writeable = False
        peak, now = float(np.abs(amplified).max()), self._seconds()
        sound = float(np.abs(amplified - amplified.mean()).max())  # a constant offset is no sound
        self._sound_at = now if sound > SILENCE_AMPLITUDE else self._sound_at
        self._clipped_at = now if peak >= CLIP else self._clipped_at
        start = self._ring.written
        self._ring.write(amplified[:, None])
        block = AudioBlock(amplified, start, self.time_of(start))
        deliver(self._listeners, lambda listener: listener.on_audio(block))

    def _align(self, captured_at: float, overflow: bool) -> None:
        """Align the time axis with the time stamp of the next samples."""
        late = captured_at - self.time_of(self._ring.written)
        missing = max(0, round(late * SAMPLE_RATE))
        if self._empty:
            self._empty = False
            self.reset_silence()
            self._ring.skip(missing)
            self._zero = captured_at - self._ring.written / SAMPLE_RATE
        elif late > (GAP_OVERFLOW if overflow else GAP):
            self.lost += missing
            self._ring.skip(missing)
        elif late < -GAP:
            self._zero += late  # the stamps went back: they are right, the sample count is not
        else:
            self._zero += BLEND * late

    # -- reading -----------------------------------------------------------------------------

    @property
    def written(self) -> int:
        """Number of the next sample."""
        return self._ring.written

    def time_of(self, number: int) -> float:
        """Return the monotonic time at which a sample was captured."""
        return self._zero + number / SAMPLE_RATE

    def window_at(self, time: float, length: int = AUDIO_WINDOW) -> Floats | None:
        """Return the (length,) samples that belong to a frame captured at monotonic `time`.

        The window ends at that time, or half a second later if `centered`, shifted by `offset`. If
        audio is late by less than SLACK, the window ends with the newest sample; audio that is
        missing otherwise is zero. So is the last second if nothing sounds near `time`
        (`avol.audio.moment`). The end is rounded down to a whole STEP. None if no audio has arrived
        since the window began: there is no microphone, or it is lost.
        """
        held = self._held
        if held is not None and held[0] == time:
            return None if held[1] is None else held[1][-length:]
        after = 0.5 * self.centered
        end, newest = time + self.offset + after, self.time_of(self._ring.written)
        if end - newest < SLACK:
            end = min(end, newest)
        stop = round((end - self._zero) * SAMPLE_RATE) // STEP * STEP
        if self._empty or stop - length >= self._ring.written:
            return None
        window = self._ring.read(stop - length, stop)[:, 0]
        return silence_between_sounds(window, length - round(after * SAMPLE_RATE))

    def hold(self, time: float | None) -> None:
        """Keep the window of a frozen frame; None releases it."""
        self._held = None if time is None else (time, self.window_at(time, MAX_WINDOW))

    def level(self) -> Level:
        """Return the level of the newest 50 ms."""
        if self._seconds() - self.time_of(self._ring.written) > 2 * SLACK:
            return Level()
        stop = self._ring.written
        newest = self._ring.read(stop - SAMPLE_RATE // 20, stop)
        clipped = self._seconds() - self._clipped_at < CLIP_HOLD
        return measure_level(newest, clipped)

    def reset_silence(self) -> None:
        """Count silence from now on, because the microphone has just started."""
        self._sound_at = self._seconds()

    def silent_for(self) -> float:
        """Return the seconds since audio above -60 dB of full scale was captured."""
        return self._seconds() - self._sound_at

    @property
    def lost_ms(self) -> float:
        """Milliseconds of lost audio."""
        return 1000 * self.lost / SAMPLE_RATE
