"""The analysis service: analyses the open file in the background while the player is idle."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from avol_studio.core.model_loader import Model
from avol_studio.core.state.analysis_state import AnalysisProgress, AnalysisStage
from avol_studio.core.state.player_state import (
    LocalizationEvent,
    Message,
    OpenedMedia,
)
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.threads.thread_priority import BACKGROUND
from avol_studio.core.threads.worker_thread import WorkerFailed
from avol_studio.core.translation import tr
from avol_studio.services.analysis.analysis_thread import (
    AnalysisFinished,
    AnalysisThread,
    MapsComputed,
    MapsOpened,
    OverviewUpdated,
)
from avol_studio.services.analysis.annotation_folder import AnnotationFolder, Storage
from avol_studio.services.analysis.map_store import MapStore
from avol_studio.services.analysis.preview_loader import (
    AudioDetail,
    PreviewLoader,
    Thumbnail,
)
from avol_studio.services.base import WorkerService

if TYPE_CHECKING:
    from avol.localization import Localization
    from avol_studio.playback.player import Player

_log = logging.getLogger("avol.analysis")

IDLE_MS = 700  # ms without a new frame on screen, after which the analysis continues


class AnalysisService(WorkerService):
    """Analyses the file that a player opens, and serves the maps to the player.

    Maps are stored on disk at once, per file and model, and are loaded when the file is opened
    again.
    """

    progress_changed = Signal(object)  # AnalysisProgress
    overview_changed = Signal(object)  # AudioOverview, or None if there is none (yet)
    maps_changed = Signal(object)  # MapStore with new maps, or None
    identified = Signal(object)  # AnnotationFolder of the open file
    thumbnail_loaded = Signal(object)  # Thumbnail
    detail_loaded = Signal(object)  # AudioOverview

    def __init__(self, player: Player, root: Path | None = None, automatic: bool = True) -> None:
        super().__init__(player)
        self.automatic = automatic
        """Whether the analysis starts when a file is opened."""
        self.media: OpenedMedia | None = None
        self.maps: MapStore | None = None
        self._player, self._storage = player, Storage.of(root)
        self._load_model = player.dependencies.load_background_model
        self._thread: AnalysisThread | None = None
        self._writer = self._start_worker(
            lambda notify: TaskThread("avol-maps", notify, BACKGROUND)
        )
        self._previews: PreviewLoader | None = None
        self._stage: AnalysisStage = "off"
        self._was_playing = self._disk_full = False
        self._idle_timer = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle_timer.timeout.connect(self._update_paused)
        self._handle(AnnotationFolder, self.identified.emit)
        self._handle(Thumbnail, self.thumbnail_loaded.emit)
        self._handle(AudioDetail, lambda event: self.detail_loaded.emit(event.overview))
        self._handle(OverviewUpdated, lambda event: self.overview_changed.emit(event.overview))
        self._handle(MapsOpened, self._on_maps_opened)
        self._handle(MapsComputed, lambda event: self._store_maps(*event.maps))
        self._handle(AnalysisFinished, self._on_finished)
        self._handle(WorkerFailed, self._on_failed)
        player.opened.connect(self._on_opened)
        player.closed.connect(self._on_closed)
        player.localized.connect(self._on_localized)
        player.frame_shown.connect(self._on_activity)
        player.state_changed.connect(self._on_activity)
        player.dependencies.map_lookup.get = self.stored_map

    @property
    def storage(self) -> Storage:
        """The folders of what belongs to files."""
        return self._storage

    @property
    def progress(self) -> AnalysisProgress:
        """The progress of the analysis of the open file."""
        if self.media is None:
            return AnalysisProgress()
        analyzed = 0 if self.maps is None else int(self.maps.available.sum())
        waiting = self._stage == "running" and self._player.last_state.playing
        return AnalysisProgress(self._stage, analyzed, len(self.media.index), waiting)

    def stored_map(self, index: int) -> Localization | None:
        """Return the map of a frame, or None if it is not computed yet."""
        try:
            return None if self.maps is None else self.maps.load_map(index)
        except OSError as error:  # the disk was removed
            _log.info("map %d: %s", index, error)
            return None

    # -- control -----------------------------------------------------------------------------

    def set_model(self, load_model: Callable[[], Model]) -> None:
        """Use another model from now on; `load_model` is called in the analysis thread."""
        self._load_model = load_model
        if self.media is not None:
            restart = self._stage in ("running", "done")
            self._reset_maps()
            if restart:
                self.start()

    def start(self) -> None:
        """Start or continue the analysis of the open file."""
        media, load_model = self.media, self._load_model
        if media is None or self._stage == "done":
            return
        self._stage = "running"
        if self._thread is None:
            self._thread = self._start_worker(
                lambda notify: AnalysisThread(
                    media.path, self._player.dependencies, load_model, self._storage, notify
                )
            )
        self._update_paused()
        self._notify_progress()

    def toggle(self) -> None:
        """Start, pause or continue the analysis."""
        if self._stage == "running":
            self._stage = "paused"
            self._update_paused()
            self._notify_progress()
        else:
            self.start()

    def cancel(self) -> None:
        """Stop the analysis; stored maps remain, and `start` continues it."""
        self._stop_thread("off")
        self._notify_progress()

    def request_thumbnail(self, index: int) -> None:
        """Request a thumbnail of a frame; `thumbnail_loaded` follows.

        If a key frame before it is faster, its thumbnail comes first.
        """
        if self._previews is not None:
            self._previews.request_thumbnail(index)

    def request_detail(self, start: float, stop: float, columns: int) -> None:
        """Request the audio from `start` to `stop` seconds in detail; `detail_loaded` follows."""
        if self._previews is not None and self.media is not None and self.media.info.has_audio:
            self._previews.request_detail(start, stop, columns)

    def close(self) -> None:
        """Request all threads to end."""
        self._on_closed()
        super().close()

    # -- the player --------------------------------------------------------------------------

    def _on_opened(self, media: object) -> None:
        self._on_closed()
        if isinstance(media, OpenedMedia):
            self.media = media
            self._previews = self._start_worker(
                lambda notify: PreviewLoader(
                    media.path, self._player.dependencies, self._storage, notify
                )
            )
            self._idle_timer.start()
            if self.automatic:
                self.start()

    def _on_closed(self) -> None:
        self._reset_maps()
        self._dismiss(self._previews)
        self._previews = self.media = None
        self.overview_changed.emit(None)
        self._notify_progress()

    def _on_localized(self, event: LocalizationEvent) -> None:
        """Store a map that the player has computed from the file's own audio."""
        if self.maps is None or event.from_cache or not event.is_original:
            return
        if not self.maps.available[event.frame_index]:
            self._store_maps((event.frame_index, event.localization))

    def _on_activity(self) -> None:
        if self.media is not None:
            self._idle_timer.start()
            self._update_paused()
            if self._player.last_state.playing != self._was_playing:
                self._was_playing = self._player.last_state.playing
                self._notify_progress()

    def _update_paused(self) -> None:
        """Pause the thread during playback and seeking, and on request of the user."""
        if self._thread is not None:
            active = self._player.last_state.playing or self._idle_timer.isActive()
            self._thread.set_paused(active or self._stage != "running")

    # -- events ------------------------------------------------------------------------------

    def _discard(self, event: object) -> None:
        """Close the maps that a dismissed thread has opened."""
        if isinstance(event, MapsOpened):
            event.maps.close()

    def _on_maps_opened(self, event: MapsOpened) -> None:
        self._close_maps()
        self.maps, self._disk_full = event.maps, False
        self.maps_changed.emit(self.maps)
        self._notify_progress()

    def _on_finished(self, _: AnalysisFinished) -> None:
        self._stop_thread("done")
        self._notify_progress()

    def _on_failed(self, event: WorkerFailed) -> None:
        self._stop_thread("off")
        self.message.emit(Message(event.text, "warning"))
        self._notify_progress()

    def _store_maps(self, *maps: tuple[int, Localization]) -> None:
        store = self.maps
        if store is None:
            return
        for index, localization in maps:
            store.store_map(index, localization)
        self._writer.submit(lambda: _try_write(store.write_maps), self._on_written)
        self.maps_changed.emit(store)
        self._notify_progress()

    def _on_written(self, error: str) -> None:
        """Stop the analysis if the disk is full; the maps of this run stay in memory."""
        if error and not self._disk_full:
            self._disk_full = True
            self.cancel()
            self.message.emit(Message(error, "warning"))

    def _stop_thread(self, stage: AnalysisStage) -> None:
        self._dismiss(self._thread)
        self._thread, self._stage = None, stage

    def _reset_maps(self) -> None:
        """Stop the analysis and close its maps."""
        self._stop_thread("off")
        self._close_maps()
        self.maps_changed.emit(None)

    def _close_maps(self) -> None:
        store, self.maps = self.maps, None
        if store is not None:
            self._writer.submit(lambda: _try_write(store.close))

    def _notify_progress(self) -> None:
        self.progress_changed.emit(self.progress)


def _try_write(write: Callable[[], None]) -> str:
    """Call a function that writes maps; return the sentence about its error, or ""."""
    try:
        write()
    except OSError as error:
        cause = error.strerror or str(error)
        return tr("The maps cannot be stored ({cause}); free disk space and analyse again.").format(
            cause=cause
        )
    return ""
