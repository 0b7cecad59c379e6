"""The adaptation service: records a room, fits in a thread, and stores the result with undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from avol_studio.core.library_messages import translated
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.threads.thread_priority import BACKGROUND
from avol_studio.core.translation import tr
from avol_studio.services.adaptation.room_recorder import RoomRecorder
from avol_studio.services.adaptation.state import AdaptationState, AdaptationStep, FitProgress
from avol_studio.services.base import WorkerService

if TYPE_CHECKING:
    from avol.localizer import Localizer
    from avol.teaching.adaptation import Adaptation, AdaptationKind
    from avol_studio.core.model_selection import ModelSelection
    from avol_studio.playback.player import Player
    from avol_studio.services.analysis.annotation_folder import Storage
    from avol_studio.services.teaching.class_store import TaughtClassStore

ROOM_SECONDS = 600.0
"""Most of a room that is recorded."""
TICK = 200  # ms between two updates of the recorded time
OTHER_MEDIUM = tr("The recording of the room ended because something else was opened; begin again.")
Progress = Callable[[str, int, int], None]


class _CancelledError(Exception):
    """The fit is not wanted any more."""


class AdaptationService(WorkerService):
    """Adapts the model; for the GUI thread. `changed` follows each change of `state`."""

    changed = Signal(object)  # AdaptationState

    def __init__(
        self, player: Player, models: ModelSelection, store: TaughtClassStore, storage: Storage,
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._player, self._models, self._store = player, models, store
        self._storage = storage
        self.state = AdaptationState()
        self._recorder: RoomRecorder | None = None
        self._thread: TaskThread | None = None
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self._on_tick)
        self._handle(FitProgress, self._on_progress)
        self._handle(Message, self._on_message)
        player.opened.connect(self._on_medium_changed)
        player.closed.connect(self._on_medium_changed)

    # -- requests ----------------------------------------------------------------------------

    def adapt_to_annotations(self, files: Sequence[Path]) -> None:
        """Fit to the boxes that were drawn in these files."""
        taught, storage, load = self._store.classes, self._storage, self._models.loader(threads=1)

        def fit(progress: Progress) -> tuple[Adaptation, tuple[str, ...]]:
            from avol.errors import InputError
            from avol.evaluation.adaptation.annotations import adapt_to_annotations
            from avol.evaluation.localization.media_resolver import MediaFolder
            from avol_studio.services.adaptation.annotated_files import NO_BOXES, annotated_items

            items = annotated_items(files, storage)
            if not items:
                raise InputError(NO_BOXES)
            lists = [(items, MediaFolder(Path(items[0].file).parent))]
            result = adapt_to_annotations(_localizer(load()), lists, taught, progress)
            return result.adaptation, result.warnings

        self._begin("annotations", AdaptationStep.FITTING)
        self._fit(fit)

    def record_room(self) -> None:
        """Record the room of the live input until `finish_room`, or for ten minutes."""
        self._begin("room", AdaptationStep.RECORDING)
        self._recorder = RoomRecorder(ROOM_SECONDS)
        self._player.add_listener(self._recorder)
        self._player.play()
        self._timer.start()
        self._set(replace(self.state, total=ROOM_SECONDS))

    def finish_room(self) -> None:
        """End the recording, and fit to it."""
        recorder = self._stop_recording()
        if recorder is None:
            return
        taught, load = self._store.classes, self._models.loader(threads=1)
        silence = self._models.card().silence_dbfs

        def fit(progress: Progress) -> tuple[Adaptation, tuple[str, ...]]:
            from avol.evaluation.adaptation.known_sounds import bundled_known_sounds
            from avol.evaluation.adaptation.room import adapt_to_room

            model = _localizer(load())
            images = model.with_classes(taught.revert("room")).encode_images(recorder.images())
            known = bundled_known_sounds(model)
            recording = recorder.recording()
            result = adapt_to_room(model, [recording], images, known, taught, progress)
            return result.adaptation, result.warnings

        done = AdaptationState(AdaptationStep.FITTING, "room", silence_before=silence)
        self._set(done)
        self._fit(fit)

    def keep(self) -> None:
        """Keep the adaptation that is in use."""
        self._set(AdaptationState())

    def revert(self, kind: AdaptationKind | None = None) -> None:
        """Remove the adaptation of a kind (None: that of the result), which undo restores."""
        self._store.revert(kind or self.state.kind)
        self._set(AdaptationState())

    def cancel(self) -> None:
        """End what is in progress; nothing of it is kept."""
        self._stop_recording()
        self._release()
        if self.state.step is not AdaptationStep.IDLE:
            self._set(AdaptationState())

    def close(self) -> None:
        """End what is in progress, and the thread."""
        self._stop_recording()
        super().close()

    # -- internals ---------------------------------------------------------------------------

    def _begin(self, kind: AdaptationKind, step: AdaptationStep) -> None:
        self.cancel()
        self._set(AdaptationState(step, kind))

    def _fit(self, fit: Callable[[Progress], tuple[Adaptation, tuple[str, ...]]]) -> None:
        thread = self._start_worker(lambda notify: TaskThread("avol-adapt", notify, BACKGROUND))
        self._thread = thread

        def progress(stage: str, done: int, total: int) -> None:
            if thread.closed:
                raise _CancelledError
            thread.notify(FitProgress(stage, done, total))

        thread.submit(lambda: fit(progress), self._on_fitted, tr("The model cannot be adapted"))

    def _on_fitted(self, result: tuple[Adaptation, tuple[str, ...]]) -> None:
        adaptation, warnings = result
        self._release()
        self._store.adapt(adaptation)
        texts = tuple(translated(warning) for warning in warnings)
        done = replace(self.state, step=AdaptationStep.DONE, adaptation=adaptation, warnings=texts)
        self._set(done)

    def _on_progress(self, event: FitProgress) -> None:
        self._set(replace(self.state, done=event.done, total=event.total))

    def _on_message(self, event: Message) -> None:
        """The fit has failed."""
        self._release()
        self._fail(event.text)

    def _on_tick(self) -> None:
        if self._recorder is None:
            return
        seconds = self._recorder.seconds
        self._set(replace(self.state, done=seconds))
        if seconds >= ROOM_SECONDS:
            self.finish_room()

    def _on_medium_changed(self, *_: Any) -> None:
        if self._stop_recording() is not None:
            self._fail(OTHER_MEDIUM)

    def _stop_recording(self) -> RoomRecorder | None:
        recorder, self._recorder = self._recorder, None
        self._timer.stop()
        if recorder is not None:
            self._player.remove_listener(recorder)
        return recorder

    def _release(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            self._dismiss(thread)

    def _fail(self, text: str) -> None:
        self._set(replace(self.state, step=AdaptationStep.FAILED, problem=text))

    def _set(self, state: AdaptationState) -> None:
        self.state = state
        self.changed.emit(state)


def _localizer(model: Any) -> Localizer:
    """The model as the library takes it: that of the studio is one."""
    return model
