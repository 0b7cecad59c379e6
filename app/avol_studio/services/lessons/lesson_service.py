"""The open lesson and the work of one student on it, saved after every change."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import platformdirs
from PySide6.QtCore import QObject, QTimer, Signal

from avol.errors import AvolError
from avol.lessons.activities.activity_record import ActivityRecord
from avol.lessons.hand_in import (
    HAND_IN_FORMAT,
    CheckResult,
    HandIn,
    StepRecord,
    begin_hand_in,
    check_number,
    hand_in_name,
    number_request,
    same_lesson,
    save_hand_in,
    weights_info,
)
from avol.lessons.lesson import LessonFile, Mode, Step
from avol_studio.core.json_file import load_stored
from avol_studio.core.library_messages import translated
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.threads.thread_priority import BACKGROUND
from avol_studio.core.translation import tr
from avol_studio.services.base import WorkerService

if TYPE_CHECKING:
    from avol.lessons.numbers.request import NumberRequest
    from avol_studio.core.model_selection import ModelSelection

SAVE_DELAY = 300  # ms from a change until the work is saved
SHOWN_AFTER = 3
"""Wrong numbers after which the right one may be shown."""
T = TypeVar("T")


def lessons_data_folder() -> Path:
    """The default folder of the work on lessons."""
    return platformdirs.user_data_path("avol", appauthor=False) / "lessons"


class LessonService(WorkerService):
    """Holds one lesson; every change of the student's work is saved in the data folder."""

    opened = Signal()
    """Another lesson is open, or none."""
    changed = Signal()
    """The work has changed."""
    checking = Signal(bool)
    """A number is being computed, or is not any more."""

    def __init__(self, models: ModelSelection, parent: QObject, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._folder = folder or lessons_data_folder()
        self._worker = self._start_worker(
            lambda notify: TaskThread("avol-lesson", notify, BACKGROUND)
        )
        self.found: LessonFile | None = None
        self.hand_in: HandIn | None = None
        self.result: CheckResult | None = None
        """The outcome of the last check of the current step."""
        self._writable = True
        self._timer = QTimer(self, singleShot=True, interval=SAVE_DELAY)
        self._timer.timeout.connect(self.save)

    # -- the lesson --------------------------------------------------------------------------

    def open(self, found: LessonFile) -> None:
        """Open a lesson, with the saved work on it if there is some."""
        self.close_lesson()
        self.found = found
        stored = load_stored(
            self._path(found), tr("The entries of the lesson"), HAND_IN_FORMAT,
            HandIn.model_validate,
        )  # fmt: skip
        if stored.error:
            self.message.emit(Message(stored.error, "warning"))
        self._writable = stored.writable
        if stored.value is not None and same_lesson(stored.value, found):
            self.hand_in = stored.value
        self.opened.emit()

    def start(self, alias: str, mode: Mode) -> None:
        """Begin the open lesson afresh; earlier work on it is kept under another name."""
        if self.found is None:
            return
        try:
            started = begin_hand_in(self.found, alias, self._models.weights_name)
            self._keep_old()
        except (AvolError, OSError) as error:
            self.message.emit(Message(translated(str(error)), "error"))
            return
        self._writable = True
        self._set(started.model_copy(update={"mode": mode}))
        self.save()

    def close_lesson(self) -> None:
        """Save the work and close the lesson."""
        if self.found is None:
            return
        self.save()
        self.found = self.hand_in = self.result = None
        self.opened.emit()

    def close(self) -> None:
        """Save the work, and end the thread."""
        self.save()
        super().close()

    # -- the work ----------------------------------------------------------------------------

    @property
    def step(self) -> Step | None:
        """The current step; None before the lesson starts and after its last step."""
        if self.found is None or self.hand_in is None:
            return None
        steps = self.found.lesson.steps
        return steps[self.hand_in.step] if self.hand_in.step < len(steps) else None

    @property
    def record(self) -> StepRecord:
        """The work on the current step."""
        if self.hand_in is None or self.step is None:
            return StepRecord()
        return self.hand_in.steps[self.hand_in.step]

    @property
    def is_live(self) -> bool:
        """Whether the current step is done with camera and microphone."""
        live = self.hand_in is not None and self.hand_in.mode == "live"
        return live and self.step is not None and bool(self.step.do_live)

    @property
    def task(self) -> str:
        """What to do in the current step."""
        if self.step is None:
            return ""
        return self.step.do_live if self.is_live else self.step.do

    @property
    def activity(self) -> ActivityRecord:
        """What the student has done in the activities."""
        return ActivityRecord() if self.hand_in is None else self.hand_in.activity

    @property
    def request(self) -> NumberRequest | None:
        """What the numbers are computed from now."""
        if self.found is None or self.hand_in is None:
            return None
        return number_request(self.found, self.hand_in, self._models.weights_name)

    def go(self, index: int) -> None:
        """Go to a step; the number of steps means the end."""
        if self.hand_in is not None and self.found is not None:
            self.result = None
            index = min(max(index, 0), len(self.found.lesson.steps))
            self._set(self.hand_in.model_copy(update={"step": index}))

    def update(self, **changes: object) -> None:
        """Change the work on the current step; a locked prediction stays as it is."""
        if self.hand_in is not None and self.step is not None:
            self._set(self.hand_in.with_step(self.hand_in.step, **changes))

    def update_activity(self, **changes: object) -> None:
        """Change what was done in the activities."""
        if self.hand_in is not None:
            activity = ActivityRecord.model_validate(self.activity.model_dump() | changes)
            self._set(self.hand_in.model_copy(update={"activity": activity}))

    # -- numbers -----------------------------------------------------------------------------

    def check(self, typed: float) -> None:
        """Compute the number of the current step again and compare; `changed` follows."""
        step, hand_in, found = self.step, self.hand_in, self.found
        if step is None or hand_in is None or found is None:
            return
        self.update(number=typed, attempts=self.record.attempts + 1)
        weights, index = self._models.weights_name, hand_in.step
        request = number_request(found, hand_in, weights)
        self.compute(
            lambda: (check_number(step, typed, request), weights_info(weights)),
            lambda done: self._on_checked(found, index, *done),
            tr("The number could not be computed"),
        )

    def compute(self, run: Callable[[], T], done: Callable[[T], object], failure: str) -> None:
        """Run a function in the thread of the numbers; `done` or `message` follows."""
        self.checking.emit(True)

        def finish(result: T | AvolError) -> None:
            if isinstance(result, AvolError):
                self.message.emit(Message(translated(str(result)), "warning"))
            else:
                done(result)
            self.checking.emit(False)

        def attempt() -> T | AvolError:
            try:
                return run()
            except AvolError as error:
                return error

        self._worker.submit(attempt, finish, failure, tr("choose other weights, or see the log"))

    def show_number(self) -> None:
        """Show the right number after some wrong ones; the step then counts as not passed."""
        if self.result is not None and self.record.attempts >= SHOWN_AFTER:
            self.update(expected=self.result.expected)

    def _on_checked(
        self, found: LessonFile, index: int, result: CheckResult, weights: object
    ) -> None:
        if self.found is not found or self.hand_in is None:
            return
        if self.hand_in.step == index:
            self.result = result
        changes: dict[str, object] = {"passed": result.right}
        if result.right:
            changes["expected"] = result.expected
        updated = self.hand_in.with_step(index, **changes)
        self._set(updated.model_copy(update={"weights": weights}))

    # -- files -------------------------------------------------------------------------------

    def save(self) -> None:
        """Save the work now; an error becomes a message."""
        self._timer.stop()
        if self.found is not None and self.hand_in is not None and self._writable:
            try:
                save_hand_in(self._path(self.found), self.hand_in)
            except AvolError as error:
                self.message.emit(Message(translated(str(error)), "error"))

    def save_hand_in(self, path: Path) -> None:
        """Save the work to a file for the teacher; `message` follows."""
        if self.hand_in is None:
            return
        try:
            save_hand_in(path, self.hand_in)
        except AvolError as error:
            self.message.emit(Message(translated(str(error)), "error"))
            return
        text = tr("Saved {name}; give this file to your teacher.").format(name=path.name)
        self.message.emit(Message(text, folder=path.parent))

    @property
    def hand_in_name(self) -> str:
        """A file name for the hand-in."""
        return "" if self.hand_in is None else hand_in_name(self.hand_in)

    def _path(self, found: LessonFile) -> Path:
        return self._folder / f"{found.name}.json"

    def _keep_old(self) -> None:
        """Rename the work that is there, so that a restart loses nothing."""
        if self.found is None or not (path := self._path(self.found)).exists():
            return
        for number in count(1):
            kept = path.with_name(f"{path.stem}-{number}.json")
            if not kept.exists():
                path.rename(kept)
                return

    def _set(self, hand_in: HandIn) -> None:
        if hand_in != self.hand_in:
            self.hand_in = hand_in
            if not self._timer.isActive():  # also while somebody types without a pause
                self._timer.start()
            self.changed.emit()
