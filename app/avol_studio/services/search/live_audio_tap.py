"""Buffer of the newest audio window of a live source."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.audio.log_spectrogram import MAX_SECONDS
from avol.core.constants import SAMPLE_RATE
from avol_studio.media.audio.ring_buffer import AudioRingBuffer

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.media.source import AudioBlock


_WINDOW = round(MAX_SECONDS * SAMPLE_RATE)


class LiveAudioTap:
    """A media listener that buffers the audio of the longest audio window and a second more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ring = AudioRingBuffer(MAX_SECONDS + 1, 1)

    def on_frame(self, frame: Frame) -> None:
        """Ignore frames: the search uses the frame on screen."""

    def on_audio(self, block: AudioBlock) -> None:
        """Buffer a block; a gap before it is closed."""
        with self._lock:
            self._ring.write(block.samples[:, None])

    def clear(self) -> None:
        """Clear the buffer, because the source changes."""
        with self._lock:
            self._ring = AudioRingBuffer(MAX_SECONDS + 1, 1)

    def latest_window(self) -> NDArray[np.float32] | None:
        """Return the newest 3 s (144000,), zeros before the source; None before one has arrived."""
        with self._lock:
            stop = self._ring.written
            if stop < SAMPLE_RATE:
                return None
            return self._ring.read(stop - _WINDOW, stop)[:, 0].copy()
