"""The thread that analyses one file: its sound at a glance first, then the map of every frame."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.core.fingerprint import fingerprint
from avol_studio.core.error_text import error_text
from avol_studio.core.model_loader import Model
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.media.audio.audio_window import AudioTrackReader
from avol_studio.media.source import VideoReader
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.services.analysis.analysis_cache import AnalysisCache, trim
from avol_studio.services.analysis.audio_overview import BANDS, COLUMN, RATE, AudioOverview, sketch
from avol_studio.services.analysis.map_store import MapStore

if TYPE_CHECKING:
    from avol.localizer import Localization

PIECE = 10  # seconds of sound sketched at once
TELL_EVERY = 0.4  # seconds between two batches of maps


@dataclass(frozen=True, slots=True)
class CacheLoaded:
    """What was kept of this file; `maps` belongs to the receiver from now on."""

    analyst: AnalysisThread
    maps: MapStore


@dataclass(frozen=True, slots=True)
class OverviewReady:
    """The sound so far."""

    analyst: AnalysisThread
    sound: AudioOverview


@dataclass(frozen=True, slots=True)
class Found:
    """Maps of frames, by number."""

    analyst: AnalysisThread
    maps: tuple[tuple[int, Localization], ...]


@dataclass(frozen=True, slots=True)
class AnalysisFinished:
    """The analysis ended: all is done, or `trouble` is a sentence."""

    analyst: AnalysisThread
    trouble: str = ""


class AnalysisThread(WorkerThread):
    """Analyses one file with one model, telling `notify` from its own thread; see the events.

    What is known already is not done again. While held it waits, within one frame.
    """

    def __init__(
        self,
        path: Path,
        parts: PlayerDependencies,
        load_model: Callable[[], Model],
        root: Path,
        notify: Notify,
        held: bool = False,
    ) -> None:
        super().__init__("avol-analyse", notify)
        self.path = path
        self._parts, self._load_model, self._root = parts, load_model, root
        self._free = threading.Event()
        self.hold(held)
        self.start()

    def hold(self, held: bool) -> None:
        """Wait, or go on."""
        (self._free.clear if held else self._free.set)()

    def close(self) -> None:
        """Ask the thread to end; no event follows."""
        super().close()
        self._free.set()

    # -- the thread --------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            self._analyse()
        except Exception as error:
            text = f"“{self.path.name}” could not be analysed ({error}); it plays all the same."
            self.notify(AnalysisFinished(self, error_text(error, text)))
        else:
            self.notify(AnalysisFinished(self))

    def _analyse(self) -> None:
        folder = AnalysisCache(self._root, fingerprint(self.path))
        with contextlib.ExitStack() as open_files:
            video = open_files.enter_context(closing(self._parts.open_video(self.path)))
            track = None
            if video.info.has_audio:
                track = open_files.enter_context(closing(self._parts.open_track(self.path)))
                self._sketch(folder, video, track)
            if not self._go_on():
                return
            model = self._load_model()
            maps = MapStore(folder.maps(model.identity), len(video.index))
            trim(self._root, folder.maps(model.identity))
            known = maps.known
            self.notify(CacheLoaded(self, maps))
            self._locate(model, video, track, known)

    def _sketch(self, folder: AnalysisCache, video: VideoReader, track: AudioTrackReader) -> None:
        kept = folder.read_sketch()
        if kept is not None:
            self.notify(OverviewReady(self, kept))
            return
        start = round(video.info.start * RATE)
        columns = max(1, round(video.info.duration * RATE) // COLUMN)
        piece = PIECE * RATE // COLUMN
        parts: list[AudioOverview] = []
        for first in range(0, columns, piece):
            if not self._go_on():
                return
            count = min(piece, columns - first)
            low = start + first * COLUMN
            parts.append(sketch(track.samples(low, low + count * COLUMN).mean(axis=1), low, count))
            if first // piece % 6 == 0 or first + count == columns:
                self.notify(OverviewReady(self, _joined(parts)))
        folder.write_sketch(_joined(parts))

    def _locate(
        self,
        model: Model,
        video: VideoReader,
        track: AudioTrackReader | None,
        known: NDArray[np.bool_],
    ) -> None:
        batch: list[tuple[int, Localization]] = []
        told = time.monotonic()
        for i in _order(video, known):
            if not self._go_on():
                break
            frame = video.frame(i)
            silence = np.zeros(RATE, np.float32)
            heard = model.encode_audio(silence if track is None else track.window_at(frame.time))
            batch.append((i, model.localize(model.encode_image(frame.image), heard)))
            if time.monotonic() - told > TELL_EVERY or not self._free.is_set():
                self.notify(Found(self, tuple(batch)))
                batch, told = [], time.monotonic()
        if batch:
            self.notify(Found(self, tuple(batch)))

    def _go_on(self) -> bool:
        """Wait while held; whether to go on then."""
        self._free.wait()
        return not self.closed

    def notify(self, event: object) -> None:
        """As any thread does; maps that nobody takes any more are closed."""
        super().notify(event)
        if self.closed and isinstance(event, CacheLoaded):
            event.maps.close()


def _order(video: VideoReader, known: NDArray[np.bool_]) -> Iterator[int]:
    """The unknown frames: key frames first, for an early idea of the whole, then one by one."""
    keys = video.index.keyframe
    yield from np.flatnonzero(keys & ~known).tolist()
    yield from np.flatnonzero(~keys & ~known).tolist()


def _joined(parts: list[AudioOverview]) -> AudioOverview:
    columns = {name: np.concatenate([getattr(p, name) for p in parts]) for name in ("low", "high")}
    bands = np.concatenate([part.bands for part in parts]).reshape(-1, BANDS)
    return AudioOverview(parts[0].start, parts[0].step, columns["low"], columns["high"], bands)
