"""Which models are set beside the studio's own, what they found, and how far they agree."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from avol_studio.core.model_loader import LoadModel, loader
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.shutdown_group import ShutdownGroup
from avol_studio.services.compare.compare_thread import CompareThread
from avol_studio.services.compare.state import (
    MOST,
    Agreement,
    AgreementTracker,
    ComparedModel,
    CompareError,
    CompareRequest,
    CompareResult,
    Way,
)

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.playback.player import Player

FRAMES = 6  # shown last, for which the first's map may still come
FAREWELL = 1.0  # seconds that each thread gets to end
NAMES: dict[Way, str] = {"deaf": "Deaf", "image": "Picture only"}


class CompareService(QObject):
    """Asks the rivals about every frame that the studio's own model located, while it is on."""

    changed = Signal()
    """Other rivals, or a new map of one."""
    message = Signal(object)  # Message
    _told = Signal(object)

    def __init__(self, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self._own: LoadModel = player.dependencies.load_background_model
        self._worker: CompareThread | None = None
        self._leaving = ShutdownGroup()
        self._frames: OrderedDict[int, Frame] = OrderedDict()
        self._rivals: dict[ComparedModel, AgreementTracker] = {}
        self._replies: dict[ComparedModel, CompareResult] = {}
        self._session = -1
        self._told.connect(self._on_told)
        player.frame_shown.connect(self._on_frame)
        player.localized.connect(self._ask)
        player.opened.connect(self._forget)
        player.closed.connect(self._forget)

    # -- how it stands -----------------------------------------------------------------------

    @property
    def rivals(self) -> tuple[ComparedModel, ...]:
        """In the order in which they came."""
        return tuple(self._rivals)

    @property
    def full(self) -> bool:
        """Whether there is no room for another one."""
        return len(self._rivals) >= MOST

    def reply(self, rival: ComparedModel) -> CompareResult | None:
        """The newest map of a rival; None before the first."""
        return self._replies.get(rival)

    def agreement(self, rival: ComparedModel) -> Agreement | None:
        """With the first, over the last frames."""
        return self._rivals[rival].agreement

    # -- what can be asked of it -------------------------------------------------------------

    def switch(self, on: bool) -> None:
        """Begin asking, or end the thread and let go of the models."""
        if on and self._worker is None:
            self._worker = CompareThread(self._told.emit)
            self._forget()
            self._ask_again()
        elif not on and self._worker is not None:
            self._leaving.dismiss(self._worker)
            self._worker = None
            self._forget()

    def add_weights(self, weights: Path | None) -> None:
        """Set a checkpoint beside the first; None: the one that comes with AVOL."""
        name = "AVOL's own weights" if weights is None else weights.stem
        engine = "auto"
        self._add(
            ComparedModel(
                name, loader(None if weights is None else str(weights), engine, threads=1)
            )
        )

    def add_own(self, way: Way) -> None:
        """Set the studio's own model beside itself, asked in another way."""
        self._add(ComparedModel(NAMES[way], self._own, way))

    def remove(self, rival: ComparedModel) -> None:
        """Let a rival go."""
        self._rivals.pop(rival, None)
        self._replies.pop(rival, None)
        self.changed.emit()

    def set_own(self, load_model: LoadModel) -> None:
        """The studio's own model is another one now; whoever asks it in another way follows."""
        old, self._own = self._own, load_model
        self._rivals = {
            replace(rival, load=load_model) if rival.load is old else rival: AgreementTracker()
            for rival in self._rivals
        }
        self._replies.clear()
        self.changed.emit()

    def close(self) -> None:
        """End all threads."""
        self.switch(False)
        self._leaving.join(FAREWELL)

    # -- asking and being told ---------------------------------------------------------------

    def _add(self, rival: ComparedModel) -> None:
        if rival in self._rivals:
            self.message.emit(Message(f"{rival.name} is beside it already."))
        elif self.full:
            text = f"{MOST} models are beside the first already; remove one to add {rival.name}."
            self.message.emit(Message(text, "warning"))
        else:
            self._rivals[rival] = AgreementTracker()
            self.changed.emit()
            self._ask_again()

    def _on_frame(self, frame: Frame) -> None:
        if self._worker is not None:
            self._frames[frame.index] = frame
            while len(self._frames) > FRAMES:
                self._frames.popitem(last=False)

    def _ask_again(self) -> None:
        frame, located = self._player.last_frame, self._player.last_localization
        if frame is not None and located is not None:
            self._on_frame(frame)
            self._ask(located)

    def _ask(self, located: LocalizationEvent) -> None:
        frame = self._frames.get(located.frame_index)
        if self._worker is None or not self._rivals or frame is None:
            return
        self._session = located.session
        shown_at = time.monotonic() - located.age_ms / 1000
        self._worker.request(
            CompareRequest(
                self.rivals, frame, self._player.audio, located.sounds.replacement,
                located.session, shown_at, located.localization,
            )
        )  # fmt: skip

    def _on_told(self, event: CompareResult | CompareError) -> None:
        if self._worker is None or event.rival not in self._rivals:
            return
        if isinstance(event, CompareError):
            self.remove(event.rival)
            self.message.emit(Message(event.text, "error"))
        elif event.bout.session == self._session:
            self._rivals[event.rival].add(event)
            self._replies[event.rival] = event
            self.changed.emit()

    def _forget(self) -> None:
        """Another file, or nothing is asked any more: what was found is over."""
        self._frames.clear()
        self._replies.clear()
        self._rivals = {rival: AgreementTracker() for rival in self._rivals}
        self.changed.emit()
