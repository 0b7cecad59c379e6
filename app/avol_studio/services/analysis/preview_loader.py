"""Loads previews for the timeline on request: thumbnails and audio detail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.media import Frame
from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.audio.audio_window import AudioTrackReader
from avol_studio.media.source import VideoReader
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.services.analysis.annotation_folder import Storage, identify_file
from avol_studio.services.analysis.audio_overview import AudioOverview, compute_overview

THUMBNAIL_WIDTH = 208  # pixels
REST = 0.06  # seconds without another request until the exact frame is decoded
MAX_DETAIL_SPAN = 30.0  # seconds; a longer span is painted from the overview of the whole file


@dataclass(frozen=True, eq=False, slots=True)
class Thumbnail:
    """Event: a small image (h, w, 3) uint8 RGB, read-only, of frame `index` at `time` seconds."""

    index: int
    time: float
    image: NDArray[np.uint8]


@dataclass(frozen=True, eq=False, slots=True)
class AudioDetail:
    """Event: a span of audio in the requested number of columns, at most one per sample."""

    overview: AudioOverview


@dataclass(frozen=True, slots=True)
class _DetailRequest:
    start: int
    stop: int
    columns: int


class PreviewLoader:
    """Identifies one file, and reads thumbnails and audio detail of it, each in its own thread.

    Sends the AnnotationFolder of the file once, then Thumbnails or AudioDetail for the newest
    request of each kind.
    """

    def __init__(
        self, path: Path, dependencies: PlayerDependencies, storage: Storage, notify: Notify
    ) -> None:
        self._path, self._dependencies, self._storage = path, dependencies, storage
        self._video: VideoReader | None = None
        self._track: AudioTrackReader | None = None
        self._thumbnails = LatestTaskThread(
            "avol-thumbnail", notify, self._load_thumbnail, self._close_video
        )
        self._details = LatestTaskThread(
            "avol-audio-detail", notify, self._load_detail, self._close_track
        )
        self._fingerprint = LatestTaskThread("avol-fingerprint", notify, self._identify)
        self._threads = self._thumbnails, self._details, self._fingerprint
        self._fingerprint.request(path)

    def request_thumbnail(self, index: int) -> None:
        """Request a thumbnail of frame `index`; one of a key frame before it may come first."""
        self._thumbnails.request(index)

    def request_detail(self, start: float, stop: float, columns: int) -> None:
        """Request the audio from `start` to `stop` seconds in `columns` columns."""
        low, high = round(start * SAMPLE_RATE), round(stop * SAMPLE_RATE)
        if high > low:
            self._details.request(_DetailRequest(low, high, min(columns, high - low)))

    def close(self) -> None:
        """Request the threads to end; they send no events from now on."""
        for thread in self._threads:
            thread.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for each thread; return whether all have ended."""
        ended = [thread.join(timeout) for thread in self._threads]
        return all(ended)

    # -- the threads -------------------------------------------------------------------------

    def _load_thumbnail(self, index: int) -> None:
        if self._video is None:
            self._video = self._dependencies.open_video(self._path)
        video, near = self._video, self._video.preview(index)
        self._send_thumbnail(near)
        if near.index == index or self._thumbnails.wait_superseded(REST):
            return
        exact = video.frame_while(index, lambda: not self._thumbnails.superseded)
        if exact is not None:
            self._send_thumbnail(exact)

    def _send_thumbnail(self, frame: Frame) -> None:
        from avol.core.opencv import cv2

        height, width = frame.image.shape[:2]
        size = (THUMBNAIL_WIDTH, max(1, round(THUMBNAIL_WIDTH * height / width)))
        image = np.asarray(cv2.resize(frame.image, size, interpolation=cv2.INTER_AREA), np.uint8)
        image.flags.writeable = False
        self._thumbnails.notify(Thumbnail(frame.index, frame.time, image))

    def _load_detail(self, request: _DetailRequest) -> None:
        if self._track is None:
            self._track = self._dependencies.open_track(self._path)
        samples = self._track.mono(request.start, request.stop)
        overview = compute_overview(samples, request.start, request.columns)
        self._details.notify(AudioDetail(overview))

    def _identify(self, path: Path) -> None:
        self._fingerprint.notify(identify_file(path, self._storage))

    def _close_video(self) -> None:
        if self._video is not None:
            self._video.close()

    def _close_track(self) -> None:
        if self._track is not None:
            self._track.close()
