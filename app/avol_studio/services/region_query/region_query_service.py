"""The region query service: one query at a time about the open file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from avol_studio.core.state.player_state import LocalizationEvent, Message, OpenedMedia
from avol_studio.core.threads.worker_thread import WorkerFailed
from avol_studio.services.base import WorkerService
from avol_studio.services.region_query.attribution_process import (
    AttributionError,
    AttributionProcess,
    AttributionRequest,
    AttributionResult,
)
from avol_studio.services.region_query.state import (
    AudioMatch,
    CellRank,
    MatchCurve,
    RegionQuery,
    best_matches,
    rank_cell,
)
from avol_studio.services.region_query.track_embedder import TrackEmbedder

if TYPE_CHECKING:
    from avol.embedder import Floats
    from avol.retrieval.query.query_builder import Region
    from avol_studio.core.model_loader import Model
    from avol_studio.core.threads.worker_thread import Notify
    from avol_studio.playback.player import Player

    StartAttribution = Callable[[str, Notify], AttributionProcess]

MAX_MATCHES = 5


class RegionQueryService(WorkerService):
    """Finds the audio windows of the open file that match a region of the frame.

    `changed` follows a new query and new results. The audio is embedded with the first query about
    a file, and released with the file.
    """

    changed = Signal()

    def __init__(self, player: Player, weights: str, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self.weights = player, weights
        self._start_attribution: StartAttribution = AttributionProcess
        self._load_model = player.dependencies.load_background_model
        self._track_embedder: TrackEmbedder | None = None
        self._attribution_process: AttributionProcess | None = None
        self.query: RegionQuery | None = None
        self.curve: MatchCurve | None = None
        self._located: LocalizationEvent | None = None
        self._request: AttributionRequest | None = None
        self._attribution: Floats | None = None
        self._handle(MatchCurve, self._on_curve)
        self._handle(AttributionResult, self._on_attribution)
        self._handle(AttributionError, self._on_attribution_error)
        self._handle(WorkerFailed, self._on_worker_failed)
        player.opened.connect(self.reset)
        player.closed.connect(self.reset)
        player.localized.connect(self._on_located)
        player.state_changed.connect(self._update_priority)

    # -- results -----------------------------------------------------------------------------

    @property
    def matches(self) -> tuple[AudioMatch, ...]:
        """The best matches so far."""
        return best_matches(self.curve, MAX_MATCHES) if self.curve is not None else ()

    @property
    def cell_rank(self) -> CellRank | None:
        """The rank of the queried cell in the map of its frame; None for a larger region."""
        if self.query is None or self._located is None or not self.query.is_cell:
            return None
        return rank_cell(self.query, self._located.localization)

    @property
    def attribution(self) -> Floats | None:
        """The attribution (bins, columns) for the audio on screen, in 0..1; None if unknown."""
        located = self._player.last_localization
        if located is None or located.audio_embedding is None or self._request is None:
            return None
        same = np.array_equal(located.audio_embedding.spectrogram, self._request.spectrogram)
        return self._attribution if same else None

    @property
    def computing_attribution(self) -> bool:
        """Whether the attribution is being computed."""
        return self._request is not None and self._attribution is None

    # -- queries -----------------------------------------------------------------------------

    def start_query(self, region: Region) -> None:
        """Query a region of the frame on screen; pauses playback."""
        media, frame = self._player.media, self._player.last_frame
        if not isinstance(media, OpenedMedia) or not media.info.has_audio or frame is None:
            return
        self._player.pause()
        self.clear()
        self.query = RegionQuery(frame, region)
        if self._track_embedder is None:
            info, parts = media.info, self._player.dependencies
            self._track_embedder = self._start_worker(
                lambda notify: TrackEmbedder(info, parts, self._load_model, notify)
            )
        self._track_embedder.set_query(self.query)
        located = self._player.last_localization
        if located is not None:
            self._on_located(located)
        self.changed.emit()

    def clear(self) -> None:
        """Clear the query; the audio embeddings stay for the next one."""
        self.query = self.curve = self._located = self._request = self._attribution = None
        self.changed.emit()

    def reset(self) -> None:
        """Clear the query and release the audio embeddings of the file."""
        self._dismiss(self._track_embedder, self._attribution_process)
        self._track_embedder = self._attribution_process = None
        self.clear()

    def set_model(self, load_model: Callable[[], Model]) -> None:
        """Use another model from now on; `load_model` is called in the thread of the embedder."""
        self._load_model = load_model
        self.reset()

    # -- events ------------------------------------------------------------------------------

    def _update_priority(self) -> None:
        """Pause embedding during playback."""
        if self._track_embedder is not None:
            self._track_embedder.set_paused(self._player.state.playing)

    def _on_located(self, located: LocalizationEvent) -> None:
        """Keep the first complete map of the query's frame."""
        query = self.query
        if query is None or located.frame_index != query.frame.index or not located.exact:
            return
        if self._located is None or self._located.audio_embedding is None:
            self._located = located
            self._request_attribution()
            self.changed.emit()

    def _on_curve(self, curve: MatchCurve) -> None:
        if curve.query is self.query:
            self.curve = curve
            self._request_attribution()
            self.changed.emit()

    def _on_attribution(self, result: AttributionResult) -> None:
        if result.request is self._request:
            self._attribution = result.attribution
            self.changed.emit()

    def _on_attribution_error(self, event: AttributionError) -> None:
        if event.request is self._request:
            self._request = None
            self.message.emit(Message(event.error, "warning"))
            self.changed.emit()

    def _on_worker_failed(self, event: WorkerFailed) -> None:
        self.reset()
        self.message.emit(Message(event.text, "warning"))

    def _request_attribution(self) -> None:
        """Request the attribution once, as soon as the cell and the audio are known."""
        cell, curve, located = self.cell_rank, self.curve, self._located
        if cell is None or curve is None or located is None or self._request is not None:
            return
        if located.audio_embedding is not None:
            embedding = curve.image_embedding.embedding[cell.row, cell.column]
            self._request = AttributionRequest(embedding, located.audio_embedding.spectrogram)
            if self._attribution_process is None:
                self._attribution_process = self._start_worker(
                    lambda notify: self._start_attribution(self.weights, notify)
                )
            self._attribution_process.request(self._request)
