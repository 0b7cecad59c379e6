"""The compare service: manages the compared models, their newest maps and their agreement."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from avol_studio.core.model_loader import LoadModel, ModelLoader, has_fine_maps, loader
from avol_studio.core.state.player_state import Message
from avol_studio.core.translation import tr
from avol_studio.services.base import WorkerService
from avol_studio.services.compare.compare_thread import CompareThread
from avol_studio.services.compare.state import (
    MAX_MODELS,
    Agreement,
    AgreementTracker,
    CompareCondition,
    ComparedModel,
    CompareError,
    CompareRequest,
    CompareResult,
)

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.playback.player import Player

MAX_FRAMES = 6  # frames shown last, whose localization may still follow
NAMES: dict[CompareCondition, str] = {"silence": tr("Silent audio"), "image": tr("Image only")}


class CompareService(WorkerService):
    """Localizes each frame of the player with the compared models while it is active."""

    changed = Signal()
    """The list of models, or the newest map of one, has changed."""

    def __init__(self, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self._load_own: LoadModel = player.dependencies.load_background_model
        self._thread: CompareThread | None = None
        self._frames: OrderedDict[int, Frame] = OrderedDict()
        self._trackers: dict[ComparedModel, AgreementTracker] = {}
        self._results: dict[ComparedModel, CompareResult] = {}
        self._session = -1
        self._handle(CompareResult, self._on_result)
        self._handle(CompareError, self._on_error)
        player.frame_shown.connect(self._on_frame)
        player.localized.connect(self._send_request)
        player.opened.connect(self._clear)
        player.closed.connect(self._clear)

    # -- state -------------------------------------------------------------------------------

    @property
    def models(self) -> tuple[ComparedModel, ...]:
        """The compared models in the order of addition."""
        return tuple(self._trackers)

    @property
    def full(self) -> bool:
        """Whether no further model can be added."""
        return len(self._trackers) >= MAX_MODELS

    def result(self, model: ComparedModel) -> CompareResult | None:
        """Return the newest map of a model; None before the first."""
        return self._results.get(model)

    def agreement(self, model: ComparedModel) -> Agreement | None:
        """Return the agreement with the first model; None before the first frame."""
        return self._trackers[model].agreement

    # -- commands ----------------------------------------------------------------------------

    def set_active(self, active: bool) -> None:
        """Start the comparison, or stop it and release the loaded models."""
        if active and self._thread is None:
            self._thread = self._start_worker(CompareThread)
            self._clear()
            self._repeat_request()
        elif not active and self._thread is not None:
            self._dismiss(self._thread)
            self._thread = None
            self._clear()

    def add_weights(self, weights: Path | None) -> None:
        """Compare with a checkpoint; None is the default checkpoint of AVOL.

        Its maps are fine if those of the studio's own model are: else the comparison is unfair.
        """
        name = tr("Default weights") if weights is None else weights.stem
        path = None if weights is None else str(weights)
        fine = has_fine_maps(self._load_own)
        self._add(ComparedModel(name, loader(path, "auto", threads=1, fine=fine)))

    def add_own(self, condition: CompareCondition) -> None:
        """Compare with the studio's own model under another condition."""
        self._add(ComparedModel(NAMES[condition], self._load_own, condition))

    def remove(self, model: ComparedModel) -> None:
        """Remove a compared model."""
        self._trackers.pop(model, None)
        self._results.pop(model, None)
        self.changed.emit()

    def set_own(self, load_model: LoadModel) -> None:
        """Set the studio's own model, also for the comparisons from `add_own`."""
        old, self._load_own = self._load_own, load_model
        fine = has_fine_maps(load_model)

        def following(model: ComparedModel) -> ComparedModel:
            if model.load is old:
                return replace(model, load=load_model)
            if isinstance(model.load, ModelLoader) and model.load.fine != fine:
                return replace(model, load=replace(model.load, fine=fine))
            return model

        self._trackers = {following(model): AgreementTracker() for model in self._trackers}
        self._results.clear()
        self._session = -1  # results that are under way are compared with the former model
        self.changed.emit()

    # -- requests and results ----------------------------------------------------------------

    def _add(self, model: ComparedModel) -> None:
        if model in self._trackers:
            self.message.emit(Message(tr("“{name}” is already compared.").format(name=model.name)))
        elif self.full:
            text = tr(
                "{MAX_MODELS} models are already compared; remove one to add “{name}”."
            ).format(MAX_MODELS=MAX_MODELS, name=model.name)
            self.message.emit(Message(text, "warning"))
        else:
            self._trackers[model] = AgreementTracker()
            self.changed.emit()
            self._repeat_request()

    def _on_frame(self, frame: Frame) -> None:
        if self._thread is not None:
            self._frames[frame.index] = frame
            while len(self._frames) > MAX_FRAMES:
                self._frames.popitem(last=False)

    def _repeat_request(self) -> None:
        frame, localized = self._player.last_frame, self._player.last_localization
        if frame is not None and localized is not None:
            self._on_frame(frame)
            self._send_request(localized)

    def _send_request(self, localized: LocalizationEvent) -> None:
        frame = self._frames.get(localized.frame_index)
        if self._thread is None or not self._trackers or frame is None:
            return
        self._session = localized.session
        shown_at = time.monotonic() - localized.age_ms / 1000
        self._thread.request(
            CompareRequest(
                self.models, frame, self._player.audio, localized.sounds.replacement,
                localized.session, shown_at, localized.localization,
            )
        )  # fmt: skip

    def _on_result(self, result: CompareResult) -> None:
        if result.model in self._trackers and result.request.session == self._session:
            self._trackers[result.model].add(result)
            self._results[result.model] = result
            self.changed.emit()

    def _on_error(self, error: CompareError) -> None:
        if error.model in self._trackers:
            self.remove(error.model)
            self.message.emit(Message(error.text, "error"))

    def _clear(self) -> None:
        """Drop all maps and agreements: another file is open, or the comparison is off."""
        self._frames.clear()
        self._results.clear()
        self._trackers = {model: AgreementTracker() for model in self._trackers}
        self.changed.emit()
