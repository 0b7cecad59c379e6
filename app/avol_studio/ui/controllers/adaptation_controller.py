"""Adaptations at one window: to the annotations, to the room, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from avol_studio.core.translation import tr
from avol_studio.services.adaptation.adaptation_service import AdaptationService
from avol_studio.services.adaptation.annotated_files import candidate_files
from avol_studio.services.adaptation.state import AdaptationState, AdaptationStep
from avol_studio.ui.adaptation.adaptation_dialog import AdaptationDialog
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController

if TYPE_CHECKING:
    from avol_studio.services.analysis.analysis_service import AnalysisService
    from avol_studio.services.teaching.class_store import TaughtClassStore

MENU = "Tools/Taught classes"


class AdaptationController(FeatureController):
    """Connects adaptations to one player and one window."""

    def __init__(
        self, context: FeatureContext, store: TaughtClassStore, analysis: AnalysisService
    ) -> None:
        super().__init__(context)
        self._store, self._analysis, self._recent = store, analysis, context.recent
        self.service = AdaptationService(self._player, self._models, store, analysis.storage, self)
        self._own(self.service)
        self.dialog: AdaptationDialog | None = None
        self.service.changed.connect(self._on_state)
        store.changed.connect(self.changed)

    def commands(self) -> Sequence[Command]:
        """Adapting to annotations and to the room, and reverting."""
        idle = Condition(tr("The model is being adapted"), self._is_idle, self._is_loaded)
        live = Condition(tr("The model is being adapted"), self._is_idle, self._is_live)
        adapted = Condition(
            tr("The model is not adapted"), lambda: bool(self._store.classes.adaptations)
        )
        return in_menu(
            MENU,
            451,
            Command(
                "adapt.annotations",
                tr("Improve on my annotations…"),
                (),
                self._adapt_to_annotations,
                tr("Fit the scores to the boxes of this file, its folder and the recent files"),
                "box",
                idle,
            ),
            Command(
                "adapt.room",
                tr("Adapt to this room…"),
                (),
                self.service.record_room,
                tr("Record the room without a performance, so that it highlights nothing alone"),
                "record",
                live,
            ),
            Command(
                "adapt.revert",
                tr("Revert adaptations"),
                (),
                self._revert,
                tr("Use the model as it was before it was adapted; undo restores it"),
                enabled=adapted,
            ),
        )

    def _is_idle(self) -> bool:
        return self.service.state.step is AdaptationStep.IDLE

    def _adapt_to_annotations(self) -> None:
        media = self._analysis.media
        opened = None if media is None else media.path
        self.service.adapt_to_annotations(candidate_files(opened, self._recent.files()))

    def _revert(self) -> None:
        for adaptation in self._store.classes.adaptations:
            self.service.revert(adaptation.kind)

    def _on_state(self, state: AdaptationState) -> None:
        if self.dialog is None:
            self.dialog = dialog = AdaptationDialog(self._window)
            dialog.finish_requested.connect(self.service.finish_room)
            dialog.cancelled.connect(self.service.cancel)
            dialog.kept.connect(self.service.keep)
            dialog.reverted.connect(self.service.revert)
        self.dialog.show_state(state)
        self.changed.emit()
