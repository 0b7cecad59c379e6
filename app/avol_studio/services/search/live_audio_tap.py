"""The last second of what is live, for whoever asks."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol_studio.media.audio.ring_buffer import AudioRingBuffer

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.media.sources.source import AudioBlock


class LiveAudioTap:
    """A tap that keeps two seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ring = AudioRingBuffer(2.0, 1)

    def on_frame(self, frame: Frame) -> None:
        """Pictures are taken from the screen."""

    def on_sound(self, block: AudioBlock) -> None:
        """Keep a block; where sound was lost, what is left moves together."""
        with self._lock:
            self._ring.write(block.samples[:, None])

    def clear(self) -> None:
        """Something else is live now, or nothing."""
        with self._lock:
            self._ring = AudioRingBuffer(2.0, 1)

    def second(self) -> NDArray[np.float32] | None:
        """(48000,) of the last second; None before there was one."""
        with self._lock:
            stop = self._ring.written
            return (
                self._ring.read(stop - SAMPLE_RATE, stop)[:, 0].copy()
                if stop >= SAMPLE_RATE
                else None
            )
