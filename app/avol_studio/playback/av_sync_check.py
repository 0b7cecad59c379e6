"""The clap test: listens and looks for a while, then says how far sound and picture are apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from avol.errors import AvolError
from avol_studio.media.audio.clap_detector import distance
from avol_studio.media.source import AudioBlock

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.playback.player import Player

LASTS = 8.0  # seconds
STRIDE = 8  # every 8th pixel either way is compared


class _Take:
    """What was seen and heard; filled in the threads of the devices."""

    def __init__(self) -> None:
        self.motion: list[tuple[float, float]] = []  # when, and the difference from the last frame
        self.blocks: list[AudioBlock] = []
        self._last: NDArray[np.int16] | None = None

    def on_frame(self, frame: Frame) -> None:
        """Note how much has moved."""
        small = frame.image[::STRIDE, ::STRIDE].astype(np.int16)
        if self._last is not None and self._last.shape == small.shape:
            self.motion.append((frame.time, float(np.abs(small - self._last).mean())))
        self._last = small

    def on_audio(self, block: AudioBlock) -> None:
        """Keep the sound."""
        self.blocks.append(block)

    def sound(self) -> tuple[NDArray[np.float32], float]:
        """The samples without gaps, and when the first was captured."""
        blocks = self.blocks
        if not blocks:
            return np.zeros(0, np.float32), 0.0
        first, last = blocks[0], blocks[-1]
        samples = np.zeros(last.start + len(last.samples) - first.start, np.float32)
        for block in blocks:
            at = block.start - first.start
            samples[at : at + len(block.samples)] = block.samples
        return samples, first.taken_at


class AVSyncCheck(QObject):
    """Takes part in what is live for eight seconds; one of `done` and `failed` follows."""

    done = Signal(float, float, int)
    """Seconds that sound is stamped later than picture, their uncertainty, number of claps."""
    failed = Signal(object)  # one sentence
    changed = Signal()
    """It has begun, or ended."""

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._take: _Take | None = None
        self._timer = QTimer(self, singleShot=True, interval=round(LASTS * 1000))
        self._timer.timeout.connect(self._conclude)

    @property
    def running(self) -> bool:
        """Whether it listens and looks now."""
        return self._take is not None

    def start(self) -> None:
        """Begin, anew if it was under way."""
        self.stop()
        self._take = _Take()
        self._player.add_listener(self._take)
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """Give up without a result."""
        take, self._take = self._take, None
        if take is not None:
            self._timer.stop()
            self._player.remove_listener(take)
            self.changed.emit()

    def _conclude(self) -> None:
        take = self._take
        self.stop()
        if take is None:
            return
        times, motion = np.array(take.motion).reshape(-1, 2).T
        try:
            found = distance(*take.sound(), times, motion)
        except AvolError as error:
            self.failed.emit(str(error))
        else:
            self.done.emit(found.offset, found.uncertainty, found.claps)
