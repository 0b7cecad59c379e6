"""Measures the offset between live audio and video with hand claps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from avol.errors import AvolError
from avol_studio.media.audio.clap_detector import measure_offset
from avol_studio.media.source import AudioBlock

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.playback.player import Player

DURATION = 8.0  # seconds
STRIDE = 8  # every 8th pixel in both directions is compared


class _Recording:
    """Motion and audio of the check; filled in the threads of the devices."""

    def __init__(self) -> None:
        self.motion: list[tuple[float, float]] = []  # (time, difference from the previous frame)
        self.blocks: list[AudioBlock] = []
        self._last: NDArray[np.int16] | None = None

    def on_frame(self, frame: Frame) -> None:
        """Measure the motion since the previous frame."""
        small = frame.image[::STRIDE, ::STRIDE].astype(np.int16)
        if self._last is not None and self._last.shape == small.shape:
            self.motion.append((frame.time, float(np.abs(small - self._last).mean())))
        self._last = small

    def on_audio(self, block: AudioBlock) -> None:
        """Store the audio."""
        self.blocks.append(block)

    def audio(self) -> tuple[NDArray[np.float32], float]:
        """Return the samples, gaps filled with zeros, and the time of the first sample."""
        blocks = self.blocks
        if not blocks:
            return np.zeros(0, np.float32), 0.0
        first, last = blocks[0], blocks[-1]
        samples = np.zeros(last.start + len(last.samples) - first.start, np.float32)
        for block in blocks:
            at = block.start - first.start
            samples[at : at + len(block.samples)] = block.samples
        return samples, first.captured_at


class AVSyncCheck(QObject):
    """Listens to the live input for eight seconds; emits `done` or `failed`."""

    done = Signal(float, float, int)
    """Seconds by which audio is stamped later than video, their uncertainty, number of claps."""
    failed = Signal(object)  # one sentence
    changed = Signal()
    """The check has started or ended."""

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._recording: _Recording | None = None
        self._timer = QTimer(self, singleShot=True, interval=round(DURATION * 1000))
        self._timer.timeout.connect(self._finish)

    @property
    def running(self) -> bool:
        """Whether the check runs."""
        return self._recording is not None

    def start(self) -> None:
        """Start the check; a running check starts again."""
        self.stop()
        self._recording = _Recording()
        self._player.add_listener(self._recording)
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """Stop without a result."""
        recording, self._recording = self._recording, None
        if recording is not None:
            self._timer.stop()
            self._player.remove_listener(recording)
            self.changed.emit()

    def _finish(self) -> None:
        recording = self._recording
        self.stop()
        if recording is None:
            return
        times, motion = np.array(recording.motion).reshape(-1, 2).T
        try:
            result = measure_offset(*recording.audio(), times, motion)
        except AvolError as error:
            self.failed.emit(str(error))
        else:
            self.done.emit(result.offset, result.uncertainty, result.claps)
