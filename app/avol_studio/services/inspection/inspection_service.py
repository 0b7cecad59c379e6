"""The inspection service: inspects the frame on screen a few times a second while it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from avol_studio.services.base import WorkerService
from avol_studio.services.inspection.inspection_thread import InspectionThread
from avol_studio.services.inspection.state import (
    InspectedModel,
    Inspection,
    InspectionError,
    InspectionRequest,
    LoadInspector,
    StageChoice,
)

if TYPE_CHECKING:
    from avol.perturbation import Perturbation
    from avol.reference_sounds import ReferenceSound
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.playback.player import Player

INTERVAL = 250  # ms between two inspections while playing


@dataclass(frozen=True, slots=True)
class Needs:
    """What a part of the window shows besides the score: stages, the score of the original."""

    stages: bool = False
    original: bool = False


CreateLoader = Callable[[str, str], LoadInspector]


def inspector_loader(weights: str, engine: str) -> LoadInspector:
    """Return a function that loads a checkpoint to inspect, on one thread."""

    def load() -> InspectedModel:
        from avol.inspection.inspector import Inspector

        return Inspector.load(weights, engine, threads=1)  # pyright: ignore[reportArgumentType]

    return load


class InspectionService(WorkerService):
    """Inspects what the network gets of the frame on screen; idle while nobody watches.

    `changed` follows each result and each change of the choices. While playing, frames are left
    out; while paused, the result belongs to the frame on screen.
    """

    changed = Signal()

    def __init__(self, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self._create_loader: CreateLoader = inspector_loader
        self._studio = ("", "auto")  # weights and engine of the studio
        self._own_weights = ""
        self._load: LoadInspector | None = None
        self._thread: InspectionThread | None = None
        self._watchers: dict[object, Needs] = {}
        self._replacement: ReferenceSound | None = None
        self._is_busy = self._is_dirty = False
        self.perturbation: Perturbation | None = None
        self.result: Inspection | None = None
        """The newest result; None before the first of a file."""
        self.error = ""
        """Why there is no result, one sentence, or ""."""
        self.stage: StageChoice | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._send)
        self._handle(Inspection, self._on_inspection)
        self._handle(InspectionError, self._on_error)
        player.frame_shown.connect(self.request)
        player.localized.connect(self._on_localized)
        player.opened.connect(self._forget)
        player.closed.connect(self._forget)

    # -- choices -----------------------------------------------------------------------------

    @property
    def waiting(self) -> bool:
        """Whether the first result of the frame on screen is on its way."""
        return self.result is None and not self.error and (self._is_busy or self._is_dirty)

    @property
    def weights(self) -> str:
        """The inspected checkpoint, a name or a path; "" for that of the studio."""
        return self._own_weights

    def set_studio_model(self, weights: str, engine: str) -> None:
        """Follow the checkpoint and engine of the studio."""
        self._studio = weights, engine
        self._reset_model()

    def set_weights(self, weights: str | Path) -> None:
        """Inspect a checkpoint by name or path; "" is that of the studio."""
        self._own_weights = str(weights)
        self._reset_model()

    def choose_stage(self, stage: StageChoice | None) -> None:
        """Choose the stage whose activations are computed."""
        self.stage = stage
        self.changed.emit()
        self.request()

    def set_perturbation(self, perturbation: Perturbation | None) -> None:
        """Alter what the network gets from now on; None: nothing."""
        self.perturbation = perturbation
        self.request()

    def watch(self, watcher: object, needs: Needs | None) -> None:
        """Inspect for a part of the window what it needs; None: it shows nothing any more."""
        if needs is None:
            self._watchers.pop(watcher, None)
        else:
            self._watchers[watcher] = needs
        if self._watchers:
            self.request()
        elif self._thread is not None:
            self._dismiss(self._thread)  # releases the network
            self._thread, self._is_busy = None, False

    # -- requests ----------------------------------------------------------------------------

    def request(self) -> None:
        """Inspect the frame on screen, soon."""
        if self._watchers and self._player.last_frame is not None:
            self._is_dirty = True
            if not self._is_busy and not self._timer.isActive():
                self._timer.start(INTERVAL if self._player.last_state.playing else 0)

    def _on_localized(self, event: LocalizationEvent) -> None:
        """Follow the replaced audio; a frozen live image keeps its audio window from now on."""
        replacement, frozen = event.sounds.replacement, self._player.last_state.frozen
        if replacement is not self._replacement or frozen:
            self._replacement = replacement
            self.request()

    def _send(self) -> None:
        frame = self._player.last_frame
        if not self._is_dirty or self._is_busy or not self._watchers or frame is None:
            return
        if self._thread is None:
            self._thread = self._start_worker(InspectionThread)
        if self._load is None:
            weights, engine = self._studio
            self._load = self._create_loader(self._own_weights or weights, engine)
        self._is_dirty, self._is_busy = False, True
        if self.waiting:
            self.changed.emit()
        self._thread.request(
            InspectionRequest(
                frame, self._player.audio, self._load, self.perturbation,
                self._replacement, self.stage,
                any(needs.stages for needs in self._watchers.values()),
                any(needs.original for needs in self._watchers.values()),
            )
        )  # fmt: skip

    # -- results -----------------------------------------------------------------------------

    def _on_inspection(self, result: Inspection) -> None:
        self._is_busy = False
        if result.request.load is self._load and self._player.last_frame is not None:
            self.result, self.error = result, result.problem
            self.changed.emit()
        if self._is_dirty:
            self.request()

    def _on_error(self, event: InspectionError) -> None:
        """Show why there is no result where the result would be."""
        self._is_busy = False
        if event.request.load is self._load:
            self.error, self.result = event.text, None
            self.changed.emit()
        if self._is_dirty:
            self.request()

    def _reset_model(self) -> None:
        self._load, self.result, self.stage, self.error = None, None, None, ""
        self.changed.emit()
        self.request()

    def _forget(self) -> None:
        self.result, self.error = None, ""
        self.changed.emit()
