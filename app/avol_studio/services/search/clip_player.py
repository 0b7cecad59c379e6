"""Playing the few seconds around a moment that was found, beside what is open."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from avol.errors import AvolError
from avol_studio.core.error_text import error_text
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.thread_priority import lower_thread_priority

if TYPE_CHECKING:
    from avol_studio.media.audio.audio_device import Fill
    from avol_studio.media.dependencies import Output

_log = logging.getLogger("avol.search.excerpt")

LENGTH = 3.0  # seconds
RATE = 48_000
FRAME_EVERY = 40  # ms
WIDTH = 320  # px of the pictures


@dataclass(frozen=True, eq=False, slots=True)
class Excerpt:
    """Pictures (H, W, 3) RGB, FRAME_EVERY apart, and sound (n, 2); either may be empty."""

    pictures: tuple[NDArray[np.uint8], ...]
    sound: NDArray[np.float32]


class ClipPlayer(QObject):
    """Plays one excerpt at a time; a newer one takes the place of the one that plays."""

    shown = Signal(object)  # a picture (H, W, 3) RGB
    ended = Signal()
    said = Signal(object)  # Message
    _loaded = Signal(object)  # (number, Excerpt or Message, Output or None)

    def __init__(self, open_output: Callable[[Fill], Output], parent: QObject) -> None:
        super().__init__(parent)
        self._open_output = open_output
        self._pool = ThreadPoolExecutor(1, "avol-excerpt", initializer=lower_thread_priority)
        self._number = 0
        self._excerpt: Excerpt | None = None
        self._output: Output | None = None
        self._begun = 0.0
        self._timer = QTimer(self, interval=FRAME_EVERY)
        self._timer.timeout.connect(self._tick)
        self._loaded.connect(self._on_loaded)

    @property
    def playing(self) -> bool:
        """Whether something plays or is about to."""
        return self._excerpt is not None

    def play(self, path: Path, at: float) -> None:
        """Play the seconds around a moment of a file; `ended` follows, or a sentence."""
        self.stop()
        self._number += 1
        self._pool.submit(self._load, self._number, path, at)

    def stop(self) -> None:
        """Be quiet."""
        self._number += 1
        self._timer.stop()
        output, self._output = self._output, None
        if output is not None:
            self._pool.submit(output.close)
        if self._excerpt is not None:
            self._excerpt = None
            self.ended.emit()

    def close(self) -> None:
        """Stop, and wait for what is being read."""
        self.stop()
        self._pool.shutdown()

    # -- the thread --------------------------------------------------------------------------

    def _load(self, number: int, path: Path, at: float) -> None:
        output = None
        try:
            excerpt: Excerpt | Message = read_excerpt(path, at)
            if isinstance(excerpt, Excerpt) and len(excerpt.sound):
                output = self._open(excerpt.sound)
        except Exception as error:
            text = f"“{path.name}” could not be played ({error}); open it."
            excerpt = Message(error_text(error, text), "error")
        self._loaded.emit((number, excerpt, output))

    def _open(self, sound: NDArray[np.float32]) -> Output | None:
        try:
            return self._open_output(_Filler(sound))
        except AvolError as error:
            _log.info("the excerpt is silent: %s", error)
            return None

    # -- the GUI thread ----------------------------------------------------------------------

    def _on_loaded(self, event: tuple[int, Excerpt | Message, Output | None]) -> None:
        number, excerpt, output = event
        if number != self._number or isinstance(excerpt, Message):
            if output is not None:
                self._pool.submit(output.close)
            if number == self._number and isinstance(excerpt, Message):
                self.said.emit(excerpt)
            return
        self._excerpt, self._output, self._begun = excerpt, output, time.monotonic()
        self._tick()
        self._timer.start()

    def _tick(self) -> None:
        excerpt, now = self._excerpt, time.monotonic() - self._begun
        if excerpt is None:
            return
        pictures = excerpt.pictures
        if pictures and now * 1000 / FRAME_EVERY < len(pictures):
            self.shown.emit(pictures[int(now * 1000 / FRAME_EVERY)])
        lasts = max(len(excerpt.sound) / RATE, len(pictures) * FRAME_EVERY / 1000)
        if now >= lasts + 0.2:  # what was filled last is heard a little later
            self.stop()


class _Filler:
    """Hands sound over once, then silence; called by the device's thread."""

    def __init__(self, sound: NDArray[np.float32]) -> None:
        self._sound, self._at = sound, 0

    def __call__(self, out: NDArray[np.float32], delay: float) -> None:
        part = self._sound[self._at : self._at + len(out)]
        self._at += len(out)
        out.fill(0.0)
        out[: len(part)] = part[:, : out.shape[1]] if out.shape[1] <= 2 else part[:, :1]


def read_excerpt(path: Path, at: float) -> Excerpt:
    """The seconds around `at` (on the file's own axis) of a video, sound or picture.

    Raises MediaError.
    """
    from avol.media import NoAudio, NoVideo, read_picture
    from avol.media.file_types import PICTURES

    if path.suffix.lower() in PICTURES:
        still = _small(read_picture(path))
        return Excerpt((still,) * round(LENGTH * 1000 / FRAME_EVERY), np.zeros((0, 2), np.float32))
    start = at - LENGTH / 2
    try:
        pictures = _pictures(path, start)
    except NoVideo:
        return Excerpt((), _sound(path, start))
    try:
        return Excerpt(pictures, _sound(path, start))
    except NoAudio:
        return Excerpt(pictures, np.zeros((0, 2), np.float32))


def _pictures(path: Path, start: float) -> tuple[NDArray[np.uint8], ...]:
    from avol.media import VideoFile

    with VideoFile(path) as video:
        first = max(start, video.facts.start)
        last = min(start + LENGTH, video.facts.start + video.facts.duration)
        count = int((last - first) * 1000 / FRAME_EVERY)
        numbers = [video.index.at(first + n * FRAME_EVERY / 1000) for n in range(count)]
        small = {n: _small(video.frame(n).image) for n in dict.fromkeys(numbers)}
        return tuple(small[n] for n in numbers)


def _sound(path: Path, start: float) -> NDArray[np.float32]:
    from avol.media import AudioTrack

    with AudioTrack(path) as track:
        first = max(round(start * RATE), track.start)
        sound = track.read(first, min(round((start + LENGTH) * RATE), track.stop))
    return np.repeat(sound, 2, axis=1) if sound.shape[1] == 1 else sound


def _small(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import cv2

    height, width = image.shape[:2]
    size = (WIDTH, max(1, round(height * WIDTH / width)))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    small.flags.writeable = False
    return small
