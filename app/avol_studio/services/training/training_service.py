"""The training service: one run of the tiny network at a time, and what is known about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from avol.core.atomic import atomic_write
from avol.core.output_mark import GENERATOR
from avol.errors import AvolError
from avol.training.tiny.results import CurvePoint, TinyResult
from avol.training.tiny.settings import TinySettings
from avol_studio.core.library_messages import translated
from avol_studio.core.threads.worker_thread import Notify, WorkerFailed
from avol_studio.services.base import WorkerService
from avol_studio.services.training.state import (
    FULL_SPEED,
    Failed,
    PauseRequest,
    PlayRequest,
    Preparing,
    ProbeImage,
    Progress,
    Ready,
    Saved,
    SaveRequest,
    StartRequest,
    StepRequest,
)
from avol_studio.services.training.training_process import TrainingProcess

if TYPE_CHECKING:
    from avol_studio.services.training.state import Maps

Phase = Literal["preparing", "paused", "playing", "finished", "failed"]
StartProcess = Callable[[Notify], TrainingProcess]


class TrainingService(WorkerService):
    """A run of the tiny network in a process, which starts with the first run.

    `changed` follows every event of the process and every call here.
    """

    changed = Signal()
    saved = Signal(object)  # Saved

    def __init__(self, parent: QObject, start_process: StartProcess = TrainingProcess) -> None:
        super().__init__(parent)
        self._start_process = start_process
        self._process: TrainingProcess | None = None
        self._run = 0
        self._speed = FULL_SPEED
        self.previous: tuple[CurvePoint, ...] = ()
        """The curve of the run before this one, to compare."""
        self.curve: tuple[CurvePoint, ...] = ()
        self._clear(TinySettings())
        self.phase: Phase = "paused"
        self._handle(Preparing, self._on_preparing)
        self._handle(Ready, self._on_ready)
        self._handle(Progress, self._on_progress)
        self._handle(Failed, self._on_failed)
        self._handle(Saved, self._on_saved)
        self._handle(WorkerFailed, self._on_process_ended)

    def _clear(self, settings: TinySettings) -> None:
        if self.curve:
            self.previous = self.curve
        self.settings, self.step, self.error = settings, 0, ""
        self.losses: tuple[float, ...] = ()
        self.curve = ()
        self.probes: tuple[ProbeImage, ...] = ()
        self.maps: Maps | None = None
        self.gradients: Maps | None = None
        self.result: TinyResult | None = None
        self.videos_loaded = (0, 0)

    @property
    def started(self) -> bool:
        """Whether a run was started."""
        return self._run > 0

    # -- requests ----------------------------------------------------------------------------

    def start(self, settings: TinySettings) -> None:
        """Begin a new run, paused at step 0; the current one is given up."""
        self._clear(settings)
        self._run += 1
        self.phase = "preparing"
        if self._process is None:
            self._process = self._start_worker(self._start_process)
        self._request(StartRequest(self._run, settings))

    def play(self, speed: float = FULL_SPEED) -> None:
        """Take steps, `speed` per second or as fast as possible; the end pauses."""
        if self.phase in ("paused", "playing"):
            self.phase = "playing"
            self._request(PlayRequest(speed))

    def pause(self) -> None:
        """Stop taking steps."""
        if self.phase == "playing":
            self.phase = "paused"
            self._request(PauseRequest())

    def take_steps(self, count: int = 1) -> None:
        """Take some steps, then pause."""
        if self.phase in ("paused", "playing"):
            self.phase = "paused"
            self._request(StepRequest(count))

    def save(self, path: Path) -> None:
        """Save the network as a checkpoint; `saved` follows."""
        self._request(SaveRequest(path))

    def save_result(self, path: Path) -> None:
        """Save settings and metrics of a finished run as JSON; `saved` follows."""
        if self.result is None:
            return
        values = {"generator": GENERATOR} | self.result.model_dump(mode="json")
        error = ""
        try:
            with atomic_write(path) as part:
                part.write_text(json.dumps(values, indent=2) + "\n", "utf-8")
        except AvolError as failure:
            error = translated(str(failure))
        self.saved.emit(Saved(path, error))

    def _request(self, request: object) -> None:
        if self._process is not None:
            self._process.request(request)
        self.changed.emit()

    # -- events ------------------------------------------------------------------------------

    def _on_preparing(self, event: Preparing) -> None:
        if event.run == self._run:
            self.videos_loaded = event.done, event.total
            self.changed.emit()

    def _on_ready(self, event: Ready) -> None:
        if event.run == self._run:
            self.phase, self.probes = "paused", event.probes
            self.maps, self.gradients = event.maps, event.gradients
            self.changed.emit()

    def _on_progress(self, event: Progress) -> None:
        if event.run != self._run:
            return
        self.step, self.maps, self.gradients = event.step, event.maps, event.gradients
        self.losses += event.losses
        self.curve += event.points
        if event.result is not None:
            self.phase, self.result = "finished", event.result
        self.changed.emit()

    def _on_failed(self, event: Failed) -> None:
        if event.run == self._run:
            self._fail(translated(event.text))

    def _on_saved(self, event: Saved) -> None:
        self.saved.emit(Saved(event.path, translated(event.error) if event.error else ""))

    def _on_process_ended(self, event: WorkerFailed) -> None:
        self._dismiss(self._process)
        self._process = None
        self._fail(event.text)

    def _fail(self, text: str) -> None:
        self.phase, self.error = "failed", text
        self.changed.emit()
