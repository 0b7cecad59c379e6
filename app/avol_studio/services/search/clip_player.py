"""Player of the seconds around a search hit, independent of the open file."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from avol.core.constants import SAMPLE_RATE
from avol.errors import AvolError
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.threads.thread_priority import BACKGROUND
from avol_studio.core.translation import tr
from avol_studio.services.base import WorkerService

if TYPE_CHECKING:
    from avol_studio.media.audio.audio_device import AudioOutputDevice, FillCallback

_log = logging.getLogger("avol.search")

CLIP_SECONDS = 3.0
FRAME_INTERVAL_MS = 40
FRAME_WIDTH = 320  # px
OUTPUT_DELAY = 0.2  # seconds the output plays on after the last samples were delivered


@dataclass(frozen=True, eq=False, slots=True)
class Clip:
    """Frames (H, W, 3) RGB every FRAME_INTERVAL_MS, and audio (n, 2); either may be empty.

    mono: (n,) for a device with one channel, mixed like the audio of the model.
    """

    frames: tuple[NDArray[np.uint8], ...]
    audio: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    mono: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))

    @property
    def duration(self) -> float:
        """The duration in seconds."""
        return max(len(self.audio) / SAMPLE_RATE, len(self.frames) * FRAME_INTERVAL_MS / 1000)


class ClipPlayer(WorkerService):
    """Plays one clip at a time; a new clip replaces the current one.

    The output belongs to the thread that loads the clips, so that each opened output is closed.
    """

    frame_ready = Signal(object)  # a frame (H, W, 3) RGB
    finished = Signal()

    def __init__(
        self, open_output: Callable[[FillCallback], AudioOutputDevice], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._open_output = open_output
        self._loader = self._start_worker(
            lambda notify: TaskThread("avol-clip", notify, BACKGROUND)
        )
        self._request_id, self._requested = 0, False
        self._clip: Clip | None = None
        self._output: AudioOutputDevice | None = None  # of the thread
        self._started_at = 0.0
        self._timer = QTimer(self, interval=FRAME_INTERVAL_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def playing(self) -> bool:
        """Whether a clip is playing."""
        return self._clip is not None

    def play(self, path: Path, at: float) -> None:
        """Play the clip around `at` seconds of a file; `finished` or `message` follows."""
        self.play_clip(lambda: load_clip(path, at), path.name)

    def play_wave(self, load: Callable[[], NDArray[np.float32]], name: str) -> None:
        """Play the mono samples at 48 kHz that `load` returns, which runs in the thread."""
        self.play_clip(lambda: Clip((), np.repeat(load()[:, None], 2, axis=1)), name)

    def play_clip(self, load: Callable[[], Clip], name: str) -> None:
        """Play the clip that `load` returns, which runs in the thread."""
        self.stop()
        request_id, self._requested = self._request_id, True
        self._loader.submit(
            lambda: self._load(request_id, load),
            lambda loaded: self._on_loaded(request_id, loaded),
            failure=tr("“{name}” could not be played").format(name=name),
            remedy=tr("open it in the player"),
        )

    def stop(self) -> None:
        """Stop playing."""
        self._request_id += 1
        self._timer.stop()
        if self._requested:
            self._requested = False
            self._loader.submit(self._close_output)
        if self._clip is not None:
            self._clip = None
            self.finished.emit()

    def close(self) -> None:
        """Stop playing, and end the thread."""
        self.stop()
        super().close()

    # -- the thread --------------------------------------------------------------------------

    def _load(self, request_id: int, load: Callable[[], Clip]) -> Clip | None:
        """Load a clip and open an output for it; None if the request was replaced."""
        if request_id != self._request_id:
            return None
        clip = load()
        if len(clip.audio) and request_id == self._request_id:
            self._play_audio(clip)
        return clip

    def _play_audio(self, clip: Clip) -> None:
        try:
            self._output = self._open_output(_AudioFeeder(clip))
        except AvolError as error:
            _log.info("the clip plays without audio: %s", error)

    def _close_output(self) -> None:
        output, self._output = self._output, None
        if output is not None:
            output.close()

    # -- the GUI thread ----------------------------------------------------------------------

    def _on_loaded(self, request_id: int, clip: Clip | None) -> None:
        if clip is None or request_id != self._request_id:
            return
        self._clip, self._started_at = clip, time.monotonic()
        self._tick()
        self._timer.start()

    def _tick(self) -> None:
        clip, elapsed = self._clip, time.monotonic() - self._started_at
        if clip is None:
            return
        index = int(elapsed * 1000 / FRAME_INTERVAL_MS)
        if index < len(clip.frames):
            self.frame_ready.emit(clip.frames[index])
        if elapsed >= clip.duration + OUTPUT_DELAY:
            self.stop()


class _AudioFeeder:
    """Output callback that delivers audio once, then silence; called by the device's thread."""

    def __init__(self, clip: Clip) -> None:
        self._clip, self._position = clip, 0

    def __call__(self, out: NDArray[np.float32], delay: float) -> None:
        audio = self._clip.mono[:, None] if out.shape[1] == 1 else self._clip.audio
        part = audio[self._position : self._position + len(out)]
        self._position += len(out)
        out.fill(0.0)
        out[: len(part)] = part


def load_clip(path: Path, at: float) -> Clip:
    """Load the clip around `at` seconds (on the file's time axis) of a video, audio or image file.

    Raises MediaError if the file cannot be read.
    """
    from avol.media import NoAudioError, NoVideoError, load_image
    from avol.media.file_types import IMAGE_SUFFIXES

    if path.suffix.lower() in IMAGE_SUFFIXES:
        image = _scale_down(load_image(path))
        return Clip((image,) * round(CLIP_SECONDS * 1000 / FRAME_INTERVAL_MS))
    start = at - CLIP_SECONDS / 2
    try:
        frames = _load_frames(path, start)
    except NoVideoError:
        return Clip((), *_load_audio(path, start))
    try:
        return Clip(frames, *_load_audio(path, start))
    except NoAudioError:
        return Clip(frames)


def _load_frames(path: Path, start: float) -> tuple[NDArray[np.uint8], ...]:
    from avol.media import VideoFile

    with VideoFile(path) as video:
        first = max(start, video.info.start)
        last = min(start + CLIP_SECONDS, video.info.start + video.info.duration)
        count = int((last - first) * 1000 / FRAME_INTERVAL_MS)
        indices = [video.index.at(first + n * FRAME_INTERVAL_MS / 1000) for n in range(count)]
        frames = {i: _scale_down(video.frame(i).image) for i in dict.fromkeys(indices)}
        return tuple(frames[i] for i in indices)


def _load_audio(path: Path, start: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the audio of a clip: (n, 2), and (n,) for a device with one channel."""
    from avol.media import AudioTrack

    with AudioTrack(path) as track:
        first = max(round(start * SAMPLE_RATE), track.start)
        last = min(round((start + CLIP_SECONDS) * SAMPLE_RATE), track.stop)
        audio, mono = track.samples(first, last), track.mono(first, last)
    return np.repeat(audio, 2, axis=1) if audio.shape[1] == 1 else audio, mono


def _scale_down(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    from avol.core.opencv import cv2

    height, width = image.shape[:2]
    size = (FRAME_WIDTH, max(1, round(height * FRAME_WIDTH / width)))
    scaled = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    scaled.flags.writeable = False
    return scaled
