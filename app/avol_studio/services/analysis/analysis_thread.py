"""The thread that analyses one file: first its audio overview, then the map of every frame."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol_studio.core.model_loader import Model
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.core.translation import tr
from avol_studio.media.audio.audio_window import AudioTrackReader
from avol_studio.media.source import VideoReader
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.services.analysis.analysis_cache import AnalysisCache, trim_cache
from avol_studio.services.analysis.annotation_folder import Storage, identify_file
from avol_studio.services.analysis.audio_overview import (
    COLUMN_SAMPLES,
    AudioOverview,
    compute_overview,
    join_overviews,
)
from avol_studio.services.analysis.map_store import MapStore

if TYPE_CHECKING:
    from avol.localization import Localization

CHUNK_COLUMNS = 500  # columns of the audio overview that are computed at once: 10 s
CHUNKS_PER_UPDATE = 6
EAGER_COLUMNS = 90 * CHUNK_COLUMNS  # columns that are computed also during playback: 15 min
NOTIFY_INTERVAL = 0.4  # seconds between two batches of maps


@dataclass(frozen=True, slots=True)
class OverviewUpdated:
    """Event: the overview of the audio that has been read so far."""

    overview: AudioOverview


@dataclass(frozen=True, slots=True)
class MapsOpened:
    """Event: the stored maps of the file. The receiver closes `maps`."""

    maps: MapStore


@dataclass(frozen=True, slots=True)
class MapsComputed:
    """Event: new maps with their frame indices."""

    maps: tuple[tuple[int, Localization], ...]


@dataclass(frozen=True, slots=True)
class AnalysisFinished:
    """Event: every frame has a map."""


class AnalysisThread(WorkerThread):
    """Analyses one file with one model; stored results are not computed again.

    It starts paused. A pause begins after the current frame; waveform and stored maps do not wait.
    """

    def __init__(
        self,
        path: Path,
        dependencies: PlayerDependencies,
        load_model: Callable[[], Model],
        storage: Storage,
        notify: Notify,
    ) -> None:
        super().__init__("avol-analysis", notify)
        self._path, self._storage = path, storage
        self._dependencies, self._load_model = dependencies, load_model
        self._resumed = threading.Event()
        self.start()

    def set_paused(self, paused: bool) -> None:
        """Pause or continue the analysis."""
        if paused:
            self._resumed.clear()
        else:
            self._resumed.set()

    def close(self) -> None:
        """Request the thread to end; it sends no events from now on."""
        super().close()
        self._resumed.set()

    # -- the thread --------------------------------------------------------------------------

    def notify(self, event: object) -> None:
        """Send an event from the thread, unless it was closed; then close the maps in it."""
        super().notify(event)
        if self.closed and isinstance(event, MapsOpened):
            event.maps.close()

    def _failure_text(self, error: Exception) -> str:
        return tr("“{name}” cannot be analysed ({error}); try another model.").format(
            name=self._path.name, error=error
        )

    def _work(self) -> None:
        identity = identify_file(self._path, self._storage)
        number = self._dependencies.audio_tracks.get(self._path)
        cache = AnalysisCache(self._storage.cache, identity.fingerprint, number)
        with ExitStack() as stack:
            video = stack.enter_context(closing(self._dependencies.open_video(self._path)))
            track = None
            if video.info.has_audio:
                track = stack.enter_context(closing(self._dependencies.open_track(self._path)))
                self._load_overview(cache, video, track)
            # Stored maps are shown at once; a model is not loaded for nothing during playback.
            if not cache.has_maps and not self._wait_resumed():
                return
            model = self._load_model()
            folder = cache.maps_folder(model.identity)
            classes = model.class_names, model.taught_in_use
            maps = MapStore(folder, len(video.index), model.scale, *classes)
            trim_cache(cache.root, folder)
            missing = ~maps.available
            self.notify(MapsOpened(maps))
            self._localize_frames(model, video, track, missing)
        self.notify(AnalysisFinished())

    def _load_overview(
        self, cache: AnalysisCache, video: VideoReader, track: AudioTrackReader
    ) -> None:
        """Send the stored overview, or compute, send and store it."""
        overview = cache.load_overview()
        if overview is not None:
            self.notify(OverviewUpdated(overview))
            return
        start = round(video.info.start * SAMPLE_RATE)
        columns = max(1, round(video.info.duration * SAMPLE_RATE) // COLUMN_SAMPLES)
        chunks: list[AudioOverview] = []
        for column in range(0, columns, CHUNK_COLUMNS):
            # The start is shown at once, also during playback.
            if self.closed or (column >= EAGER_COLUMNS and not self._wait_resumed()):
                return
            count = min(CHUNK_COLUMNS, columns - column)
            low = start + column * COLUMN_SAMPLES
            samples = track.mono(low, low + count * COLUMN_SAMPLES)
            chunks.append(compute_overview(samples, low, count))
            if len(chunks) % CHUNKS_PER_UPDATE == 1 or column + count == columns:
                self.notify(OverviewUpdated(join_overviews(chunks)))
        cache.save_overview(join_overviews(chunks))

    def _localize_frames(
        self,
        model: Model,
        video: VideoReader,
        track: AudioTrackReader | None,
        missing: NDArray[np.bool_],
    ) -> None:
        batch: list[tuple[int, Localization]] = []
        notified_at = time.monotonic()
        for index in _keyframes_first(video, missing):
            if not self._wait_resumed():
                break
            frame = video.frame(index)
            wave = None if track is None else track.window_at(frame.time, model.audio_window)
            audio = model.encode_audio(wave)
            batch.append((index, model.localize(model.encode_image(frame.image), audio)))
            due = time.monotonic() - notified_at > NOTIFY_INTERVAL
            if due or not self._resumed.is_set():
                self.notify(MapsComputed(tuple(batch)))
                batch, notified_at = [], time.monotonic()
        if batch:
            self.notify(MapsComputed(tuple(batch)))

    def _wait_resumed(self) -> bool:
        """Wait while paused; return False if the thread was closed."""
        self._resumed.wait()
        return not self.closed


def _keyframes_first(video: VideoReader, missing: NDArray[np.bool_]) -> Iterator[int]:
    """Yield the missing frames: keyframes first, for an early overview of the file."""
    keyframe = video.index.keyframe
    yield from np.flatnonzero(keyframe & missing).tolist()
    yield from np.flatnonzero(~keyframe & missing).tolist()
