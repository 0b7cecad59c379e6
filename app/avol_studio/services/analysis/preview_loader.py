"""What the timeline shows on demand: small pictures, and the sound close up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.fingerprint import fingerprint
from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.audio.audio_window import AudioTrackReader
from avol_studio.media.source import VideoReader
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.services.analysis.audio_overview import RATE, AudioOverview, sketch

WIDTH = 208  # pixels of a small picture
CLOSE = 30.0  # seconds; a longer stretch is drawn from the sketch of the whole


@dataclass(frozen=True, eq=False, slots=True)
class Thumbnail:
    """A small picture (h, w, 3) uint8 RGB, read-only, of frame `index`."""

    path: Path
    index: int
    time: float
    image: NDArray[np.uint8]


@dataclass(frozen=True, eq=False, slots=True)
class AudioDetail:
    """A stretch of sound in as many columns as pixels were asked for, or one a sample."""

    path: Path
    sound: AudioOverview


@dataclass(frozen=True, slots=True)
class Identified:
    """Which file it is, wherever it lies (see `avol.core.fingerprint`)."""

    path: Path
    fingerprint: str


@dataclass(frozen=True, slots=True)
class _Stretch:
    low: int
    high: int
    columns: int


class PreviewLoader:
    """Reads small pictures and stretches of sound of one file, each in a thread of its own.

    Answers by `notify` with Identified once, then with Thumbnail and CloseUp; of several questions
    the newest is answered.
    Pictures are those that are quickly there: mostly key frames.
    """

    def __init__(self, path: Path, parts: PlayerDependencies, notify: Notify) -> None:
        self._path, self._parts = path, parts
        self._video: VideoReader | None = None
        self._track: AudioTrackReader | None = None
        self._pictures = LatestTaskThread("avol-glimpse", notify, self._look, self._close_video)
        self._sounds = LatestTaskThread("avol-close-up", notify, self._listen, self._close_track)
        self._name = LatestTaskThread("avol-identify", notify, self._identify)
        self._name.request(path)

    def look(self, i: int) -> None:
        """Ask for a small picture at or shortly before frame `i`."""
        self._pictures.request(i)

    def listen(self, start: float, stop: float, columns: int) -> None:
        """Ask for the sound from `start` to `stop` seconds in about so many columns."""
        low, high = round(start * RATE), round(stop * RATE)
        if high > low:
            self._sounds.request(_Stretch(low, high, min(columns, high - low)))

    def close(self) -> None:
        """Ask the threads to end; no answer follows."""
        for errand in (self._pictures, self._sounds, self._name):
            errand.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for each thread to end; whether they did."""
        errands = (self._pictures, self._sounds, self._name)
        over = [errand.join(timeout) for errand in errands]
        return all(over)

    # -- the threads -------------------------------------------------------------------------

    def _look(self, i: int) -> None:
        import cv2

        if self._video is None:
            self._video = self._parts.open_video(self._path)
        frame = self._video.preview(i)
        height, width = frame.image.shape[:2]
        size = (WIDTH, max(1, round(WIDTH * height / width)))
        image = np.asarray(cv2.resize(frame.image, size, interpolation=cv2.INTER_AREA), np.uint8)
        image.flags.writeable = False
        self._pictures.notify(Thumbnail(self._path, frame.index, frame.time, image))

    def _listen(self, stretch: _Stretch) -> None:
        if self._track is None:
            self._track = self._parts.open_track(self._path)
        samples = self._track.samples(stretch.low, stretch.high).mean(axis=1, dtype=np.float32)
        self._sounds.notify(AudioDetail(self._path, sketch(samples, stretch.low, stretch.columns)))

    def _identify(self, path: Path) -> None:
        self._name.notify(Identified(path, fingerprint(path)))

    def _close_video(self) -> None:
        if self._video is not None:
            self._video.close()

    def _close_track(self) -> None:
        if self._track is not None:
            self._track.close()
