"""Asking the picture, for the GUI thread: one question at a time about the file that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from avol_studio.core.state.player_state import LocalizationEvent, Message, OpenedMedia
from avol_studio.core.threads.shutdown_group import ShutdownGroup
from avol_studio.services.region_query.attribution_process import (
    AttributionError,
    AttributionProcess,
    AttributionRequest,
    AttributionResult,
)
from avol_studio.services.region_query.state import (
    CellRank,
    Curve,
    Moment,
    Question,
    best,
    standing,
)
from avol_studio.services.region_query.track_embedder import (
    TrackEmbedder,
    TrackEmbeddingFailed,
    TrackMatch,
)

if TYPE_CHECKING:
    from avol.embedder import Floats
    from avol.retrieval.query.query_builder import Region
    from avol_studio.core.model_loader import Model
    from avol_studio.core.threads.worker_thread import Notify
    from avol_studio.playback.live_player import LivePlayer

    Explain = Callable[[str, Notify], AttributionProcess]

FAREWELL = 1.0  # seconds that its threads get to end
SHOWN = 5  # of the best seconds


class RegionQueryService(QObject):
    """Follows a player; `changed` tells of another question and of more of its answer.

    The sound track is heard with the first question about a file, and forgotten with the file.
    """

    changed = Signal()
    said = Signal(object)  # Message
    _happened = Signal(object)  # events of the threads, brought into this one

    def __init__(
        self,
        player: LivePlayer,
        weights: str,
        parent: QObject,
        explain: Explain = AttributionProcess,
    ) -> None:
        super().__init__(parent)
        self._player, self.weights, self._start_explainer = player, weights, explain
        self._load_model = player.parts.load_quiet_model
        self._listener: TrackEmbedder | None = None
        self._explainer: AttributionProcess | None = None
        self._leaving = ShutdownGroup()
        self.question: Question | None = None
        self.curve: Curve | None = None
        self._located: LocalizationEvent | None = None
        self._why: AttributionRequest | None = None
        self._drive: Floats | None = None
        self._happened.connect(self._on_event, Qt.ConnectionType.QueuedConnection)
        player.opened.connect(self.forget)
        player.closed.connect(self.forget)
        player.located.connect(self._on_located)
        player.state_changed.connect(self._give_way)

    # -- how it stands -----------------------------------------------------------------------

    @property
    def best(self) -> tuple[Moment, ...]:
        """The seconds that match best so far."""
        return best(self.curve, SHOWN) if self.curve is not None else ()

    @property
    def standing(self) -> CellRank | None:
        """How the one cell that was asked about does in the map of its picture."""
        if self.question is None or self._located is None or not self.question.one_cell:
            return None
        return standing(self.question, self._located.localization)

    @property
    def drive(self) -> Floats | None:
        """What of the sound on screen drove the cell's score; None where that is not known.

        (bins, columns) in 0..1 of its strongest.
        """
        shown = self._player.last_located
        if shown is None or shown.heard is None or self._why is None:
            return None
        same = np.array_equal(shown.heard.spectrogram, self._why.spectrogram)
        return self._drive if same else None

    @property
    def explaining(self) -> bool:
        """Whether what drove the score is being computed."""
        return self._why is not None and self._drive is None

    # -- what can be asked of it -------------------------------------------------------------

    def ask(self, region: Region) -> None:
        """Which seconds match this part of the picture on screen? Playing pauses."""
        media, frame = self._player.media, self._player.last_frame
        if not isinstance(media, OpenedMedia) or not media.facts.has_sound or frame is None:
            return
        self._player.pause()
        self.clear()
        self.question = Question(frame, region)
        if self._listener is None:
            self._listener = TrackEmbedder(
                media.facts, self._player.parts, self._load_model, self._happened.emit
            )
        self._listener.ask(self.question)
        shown = self._player.last_located
        if shown is not None:
            self._on_located(shown)
        self.changed.emit()

    def clear(self) -> None:
        """Ask no more; what was heard stays for the next question."""
        self.question = self.curve = self._located = self._why = self._drive = None
        self.changed.emit()

    def forget(self) -> None:
        """Nothing is asked and nothing known of this file."""
        self._leaving.dismiss(self._listener, self._explainer)
        self._listener = self._explainer = None
        self.clear()

    def set_model(self, load_model: Callable[[], Model]) -> None:
        """Hear with another model, called in the thread that does it; what was asked is over."""
        self._load_model = load_model
        self.forget()

    def close(self) -> None:
        """End all threads."""
        self._leaving.dismiss(self._listener, self._explainer)
        self._leaving.join(FAREWELL)

    # -- following ---------------------------------------------------------------------------

    def _give_way(self) -> None:
        """What plays goes first."""
        if self._listener is not None:
            self._listener.hold(self._player.state.playing)

    def _on_located(self, located: LocalizationEvent) -> None:
        """Take the map of the question's own picture, the first that is complete."""
        question = self.question
        if question is None or located.frame_index != question.frame.index or not located.exact:
            return
        if self._located is None or self._located.heard is None:
            self._located = located
            self._explain()
            self.changed.emit()

    def _on_event(self, event: object) -> None:
        match event:
            case TrackMatch() if event.curve.question is self.question:
                self.curve = event.curve
                self._explain()
            case AttributionResult() if event.why is self._why:
                self._drive = event.drive
            case AttributionError() if event.why is self._why:
                self._why = None
                self.said.emit(Message(event.trouble, "warning"))
            case TrackEmbeddingFailed() if event.listener is self._listener:
                self._leaving.dismiss(self._listener)
                self._listener = None
                self.clear()
                self.said.emit(Message(event.trouble, "warning"))
            case _:
                return
        self.changed.emit()

    def _explain(self) -> None:
        """Ask once what drove the score, as soon as place and sound are both known."""
        cell, curve, located = self.standing, self.curve, self._located
        if cell is None or curve is None or located is None or self._why is not None:
            return
        if located.heard is not None:
            place = curve.seen.embedding[cell.row, cell.column]
            self._why = AttributionRequest(place, located.heard.spectrogram)
            if self._explainer is None:
                self._explainer = self._start_explainer(self.weights, self._happened.emit)
            self._explainer.request(self._why)
