"""Buffer of the newest audio window of a live source."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol_studio.media.audio.ring_buffer import AudioRingBuffer

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.media.source import AudioBlock


class LiveAudioTap:
    """A media listener that buffers the last two seconds of audio."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ring = AudioRingBuffer(2.0, 1)

    def on_frame(self, frame: Frame) -> None:
        """Ignore frames: the search uses the frame on screen."""

    def on_audio(self, block: AudioBlock) -> None:
        """Buffer a block; a gap before it is closed."""
        with self._lock:
            self._ring.write(block.samples[:, None])

    def clear(self) -> None:
        """Clear the buffer, because the source changes."""
        with self._lock:
            self._ring = AudioRingBuffer(2.0, 1)

    def latest_window(self) -> NDArray[np.float32] | None:
        """Return the newest audio window (48000,); None before one second has arrived."""
        with self._lock:
            stop = self._ring.written
            start = stop - SAMPLE_RATE
            return self._ring.read(start, stop)[:, 0].copy() if start >= 0 else None
