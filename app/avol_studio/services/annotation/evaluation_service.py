"""Has the maps of marked frames judged whenever boxes or maps change, while anybody looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from avol_studio.core.model_loader import Model
from avol_studio.core.state.player_state import LocalizationEvent, Message
from avol_studio.services.annotation.box_io import question_of
from avol_studio.services.annotation.evaluation_thread import (
    EvaluationRequest,
    EvaluationThread,
    Judged,
)

if TYPE_CHECKING:
    from avol.localizer import Localization
    from avol_studio.playback.player import Player
    from avol_studio.services.analysis.analysis_service import AnalysisService
    from avol_studio.services.annotation.annotation_store import AnnotationStore

FAREWELL = 1.0  # seconds that the thread gets to end


class EvaluationService(QObject):
    """Gathers the maps that are known, of the file's own sound; the thread finds the others."""

    judged = Signal(object)  # Judged, or None where nothing is marked
    message = Signal(object)  # Message
    _happened = Signal(object)  # events of the thread, brought into this one

    def __init__(
        self, player: Player, analysis: AnalysisService, marks: AnnotationStore, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._player, self._analysis, self._marks = player, analysis, marks
        self._load_model = player.dependencies.load_background_model
        self.threshold: Callable[[], float] = lambda: 0.5
        """The score from which a place of a map is lit."""
        self._maps: dict[int, Localization] = {}
        self._exam: EvaluationRequest | None = None
        self._active = False
        self._judge = EvaluationThread(player.dependencies, self._happened.emit)
        self._happened.connect(self._on_event, Qt.ConnectionType.QueuedConnection)
        marks.changed.connect(self._ask)
        player.localized.connect(self._on_located)
        analysis.found.connect(lambda _: self._ask())

    def set_active(self, active: bool) -> None:
        """Judge, or rest while nobody looks."""
        self._active = active
        self._ask()

    def set_model(self, load_model: Callable[[], Model]) -> None:
        """Judge this model from now on."""
        self._load_model, self._maps = load_model, {}
        self._ask()

    def forget(self) -> None:
        """Another file is open, or none."""
        self._maps, self._exam = {}, None
        self.judged.emit(None)

    def close(self) -> None:
        """End the thread."""
        self._judge.close()
        self._judge.join(FAREWELL)

    def _on_located(self, located: LocalizationEvent) -> None:
        known = located.frame_index in self._maps or located.sounds.replacement is not None
        if not known and not self._marks.at(located.time).empty:
            self._maps[located.frame_index] = located.localization
            self._ask()

    def _ask(self) -> None:
        """Ask, unless it would be what was asked last."""
        media = self._analysis.media
        if not self._active or media is None:
            return
        asked = ((f.time, question_of(media.name, f)) for f in self._marks.frames)
        questions = {media.index.at(time): item for time, item in asked if item is not None}
        for index in questions:
            if index not in self._maps and (found := self._recall(index)) is not None:
                self._maps[index] = found
        maps = {index: self._maps[index] for index in questions if index in self._maps}
        exam = EvaluationRequest(media.path, questions, maps, self._load_model, self.threshold())
        if not questions:
            self._exam = None
            self.judged.emit(None)
        elif exam != self._exam:
            self._exam = exam
            self._judge.request(exam)

    def _recall(self, index: int) -> Localization | None:
        """The map of a frame, if it is on screen or was analysed."""
        shown = self._player.last_localization
        if shown is not None and shown.frame_index == index and shown.sounds.replacement is None:
            return shown.localization
        return self._analysis.recall(index)

    def _on_event(self, event: Judged | Message) -> None:
        if isinstance(event, Message):
            self.message.emit(event)
        elif event.exam is self._exam:
            self.judged.emit(event)
