"""The evaluation service: compares the maps with the annotations when either changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from avol_studio.core.model_loader import Model
from avol_studio.core.state.player_state import LocalizationEvent
from avol_studio.services.annotation.box_io import to_box_item
from avol_studio.services.annotation.evaluation_thread import (
    EvaluationRequest,
    EvaluationResult,
    EvaluationThread,
)
from avol_studio.services.base import WorkerService

if TYPE_CHECKING:
    from avol.localization import Localization
    from avol_studio.playback.player import Player
    from avol_studio.services.analysis.analysis_service import AnalysisService
    from avol_studio.services.annotation.annotation_store import AnnotationStore


class EvaluationService(WorkerService):
    """Collects the known maps of the annotated frames; the thread computes the others."""

    result_changed = Signal(object)  # EvaluationResult, or None if no frame is annotated

    def __init__(
        self, player: Player, analysis: AnalysisService, store: AnnotationStore, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._player, self._analysis, self._store = player, analysis, store
        self._load_model = player.dependencies.load_background_model
        self._maps: dict[int, Localization] = {}
        self._last_request: EvaluationRequest | None = None
        self._active = False
        self._thread = self._start_worker(
            lambda notify: EvaluationThread(player.dependencies, notify)
        )
        self._handle(EvaluationResult, self._on_result)
        store.changed.connect(self._send_request)
        player.localized.connect(self._on_localized)
        analysis.maps_changed.connect(lambda _: self._send_request())

    def set_active(self, active: bool) -> None:
        """Start or stop the evaluation; a hidden panel needs none."""
        self._active = active
        self._send_request()

    def set_model(self, load_model: Callable[[], Model]) -> None:
        """Evaluate this model from now on."""
        self._load_model, self._maps = load_model, {}
        self._send_request()

    def clear(self) -> None:
        """Drop all maps: another file is open, or none."""
        self._maps, self._last_request = {}, None
        self.result_changed.emit(None)

    def _on_localized(self, event: LocalizationEvent) -> None:
        is_new = event.is_of_file and event.frame_index not in self._maps
        if is_new and not self._store.frame_at(event.time).empty:
            self._maps[event.frame_index] = event.localization
            self._send_request()

    def _send_request(self) -> None:
        """Request an evaluation, unless it equals the last one."""
        media = self._analysis.media
        if not self._active or media is None:
            return
        rows = ((frame.time, to_box_item(media.name, frame)) for frame in self._store.frames)
        items = {media.index.at(time): item for time, item in rows if item is not None}
        for index in items:
            if index not in self._maps and (map := self._known_map(index)) is not None:
                self._maps[index] = map
        maps = {index: self._maps[index] for index in items if index in self._maps}
        request = EvaluationRequest(media.path, items, maps, self._load_model)
        if not items:
            self._last_request = None
            self.result_changed.emit(None)
        elif request != self._last_request:
            self._last_request = request
            self._thread.request(request)

    def _known_map(self, index: int) -> Localization | None:
        """Return the map of a frame that is on screen or was analysed."""
        shown = self._player.last_localization
        if shown is not None and shown.frame_index == index and shown.is_of_file:
            return shown.localization
        return self._analysis.stored_map(index)

    def _on_result(self, result: EvaluationResult) -> None:
        if result.request is self._last_request:
            self.result_changed.emit(result)
