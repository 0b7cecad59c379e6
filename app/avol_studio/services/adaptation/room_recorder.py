"""A media listener that records the room: its audio, and a few frames of the scene."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.media.source import AudioBlock

FRAMES, FRAME_SECONDS = 8, 8.0
"""Most frames that are kept, and the time between two of them."""


class RoomRecorder:
    """Records up to `limit` seconds; its listener methods run in the threads of the devices."""

    def __init__(self, limit: float) -> None:
        self._limit = round(limit * SAMPLE_RATE)
        self._lock = threading.Lock()
        self._blocks: list[NDArray[np.float32]] = []
        self._frames: list[Frame] = []
        self._count = 0

    def on_frame(self, frame: Frame) -> None:
        """Keep a frame now and then."""
        with self._lock:
            due = not self._frames or frame.time - self._frames[-1].time >= FRAME_SECONDS
            if due and len(self._frames) < FRAMES:
                self._frames.append(frame)

    def on_audio(self, block: AudioBlock) -> None:
        """Keep a block, until the recording is full."""
        with self._lock:
            kept = block.samples[: max(self._limit - self._count, 0)]
            if kept.size:
                self._blocks.append(kept)
                self._count += kept.size

    @property
    def seconds(self) -> float:
        """Length of the recording."""
        with self._lock:
            return self._count / SAMPLE_RATE

    def recording(self) -> NDArray[np.float32]:
        """The mono samples."""
        with self._lock:
            return np.concatenate([np.zeros(0, np.float32), *self._blocks])

    def images(self) -> list[NDArray[np.uint8]]:
        """The frames that were kept, (H, W, 3) each."""
        with self._lock:
            return [frame.image for frame in self._frames]
