"""Teaches a class in steps: records the object, then background and silence, then learns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from avol_studio.core.error_text import error_text
from avol_studio.core.state.live_state import LiveMedia, LiveState
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.translation import tr
from avol_studio.services.base import WorkerService
from avol_studio.services.teaching.state import (
    CaptureProgress,
    CaptureTask,
    Durations,
    FileRange,
    Mark,
    Recorded,
    RecordingPlan,
    Step,
    TeachingState,
)
from avol_studio.services.teaching.teacher import Teacher

if TYPE_CHECKING:
    from avol.evaluation.geometry import Box
    from avol.teaching import TaughtClass
    from avol_studio.core.model_selection import ModelSelection
    from avol_studio.playback.player import Player
    from avol_studio.services.teaching.class_store import TaughtClassStore
    from avol_studio.services.teaching.live_capture import LiveCapture

MAX_RANGE = 60.0
"""Seconds from A to B that are read at most."""
NO_MICROPHONE = tr("There is no microphone; choose one in the Live panel and repeat.")
NO_AUDIO = tr("This file has no audio; open a file with the sound of the object.")
OTHER_MEDIUM = tr("Teaching was cancelled because something else was opened.")


class TeachingService(WorkerService):
    """Takes a class through the steps; for the GUI thread. Nothing is stored before the last one.

    `changed` follows each change of `state`.
    """

    changed = Signal(object)  # TeachingState

    def __init__(
        self, player: Player, models: ModelSelection, store: TaughtClassStore, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._player, self._models, self._store = player, models, store
        self.state = TeachingState()
        self.durations = Durations()
        self._mark: Mark | None = None
        self._plan: RecordingPlan | None = None
        self._capture: LiveCapture | None = None
        self._thread: TaskThread | None = None
        self._teacher: Teacher | None = None
        self._grace = QTimer(self, singleShot=True)
        self._grace.timeout.connect(self._interrupt)
        self._handle(CaptureProgress, self._on_progress)
        self._handle(Recorded, self._on_recorded)
        player.opened.connect(self._on_medium_changed)
        player.closed.connect(self._on_medium_changed)
        player.live_changed.connect(self._on_live_changed)

    # -- steps -------------------------------------------------------------------------------

    def begin(self, name: str) -> None:
        """Begin to teach a class of this name, or to add examples to it."""
        self.cancel()
        live = isinstance(self._player.media, LiveMedia)
        self._set(TeachingState(Step.OBJECT, name, live))
        self._teacher = teacher = Teacher(self._models.loader(threads=1))
        self._submit(teacher.load)
        if live:
            from avol_studio.services.teaching.live_capture import LiveCapture

            self._capture = self._start_worker(LiveCapture)
            self._player.add_listener(self._capture)
            self._set_task()

    def set_by_box(self, by_box: bool) -> None:
        """Follow a drawn box, or the moving, sounding region."""
        self._mark = None
        self._set(replace(self.state, by_box=by_box, marked=False, box=None, problem=""))
        self._set_task()

    def mark_object(self, box: Box) -> None:
        """Follow the object in a box of the frame on screen."""
        frame = self._player.last_frame
        if frame is not None and self.state.step is Step.OBJECT:
            self._mark = Mark(frame, box)
            self._set(replace(self.state, by_box=True, marked=True, box=box, problem=""))
            self._set_task()

    def record(self) -> None:
        """Record the present step; a problem is stated in the state."""
        state, problem = self.state, self._problem()
        if state.recording or state.reading or state.step not in self.durations.of:
            return
        if problem:
            self._set(replace(state, problem=problem))
            return
        seconds, count = self.durations.of[state.step]
        card = self._models.card()
        lead = self.durations.lead if state.live else 0.0
        media = self._player.media
        plan = RecordingPlan(
            state.step, seconds, count, state.by_box, card.silence_dbfs,
            "" if media is None else media.name, self._player.state.start, lead,
        )  # fmt: skip
        if state.live:
            self._plan = plan
            self._player.play()
            started = replace(state, elapsed=0.0, seconds=seconds, count=0, total=count)
            self._set(replace(started, problem=""))
            self._set_task()
        else:
            self._read_file(plan, card.audio_window)

    def delete_example(self, name: str, number: int) -> None:
        """Delete an example of a taught class, and learn the class again without it."""
        taught = self._store.classes[name]
        teacher = self._teacher or Teacher(self._models.loader(threads=1))
        self._submit(lambda: teacher.remove(taught, number), self._store.add)

    def skip_background(self) -> None:
        """Learn without background."""
        if self.state.step is Step.BACKGROUND and not self.state.recording:
            self._learn()

    def cancel(self) -> None:
        """End teaching, or close its result; nothing unfinished is kept."""
        if self.state.step is not Step.IDLE:
            self._release()
            self._set(TeachingState())

    def close(self) -> None:
        """End teaching, and the threads."""
        self._release()
        super().close()

    # -- recording ---------------------------------------------------------------------------

    def _problem(self) -> str:
        """Why nothing can be recorded now, one sentence, or ""."""
        media, live = self._player.media, self._player.live_state
        if isinstance(media, LiveMedia):
            if error := _device_error(live):
                return error
            if media.request.microphone.kind == "none":
                return NO_MICROPHONE
        elif not self._player.state.has_audio:
            return NO_AUDIO
        if self.state.step is Step.OBJECT and self.state.by_box and self._mark is None:
            return tr("Draw a box around the object first.")
        return ""

    def _read_file(self, plan: RecordingPlan, window: int) -> None:
        media, mark = self._player.media, self._mark
        if not isinstance(media, OpenedMedia):
            return
        part = self._range(media, plan)
        outside = mark is not None and not part.start <= mark.frame.time <= part.stop
        if plan.step is Step.OBJECT and plan.box and outside:
            text = tr("The box lies outside the seconds from A to B; draw it at a time between.")
            self._set(replace(self.state, problem=text))
            return
        self._plan = plan = replace(plan, seconds=part.stop - part.start)
        self._set(replace(self.state, reading=True, problem=""))
        from avol_studio.services.teaching.file_capture import record_range

        audio, open_video = self._player.audio, self._player.dependencies.open_video
        mark = mark if plan.step is Step.OBJECT else None
        self._submit(
            lambda: record_range(open_video, part, audio, plan, mark, window),
            self._on_recorded,
        )

    def _range(self, media: OpenedMedia, plan: RecordingPlan) -> FileRange:
        """From A to B if both are set, else from the frame of the box or on screen."""
        state = self._player.state
        a, b = state.loop
        if plan.step is Step.OBJECT and a is not None and b is not None:
            return FileRange(media.path, a, min(b, a + MAX_RANGE))
        start = state.time
        if plan.step is Step.OBJECT and self._mark is not None:
            start = self._mark.frame.time
        start = max(state.start, min(start, state.end - plan.seconds))
        return FileRange(media.path, start, min(start + plan.seconds, state.end))

    def _on_progress(self, event: CaptureProgress) -> None:
        state = replace(self.state, box=event.box)
        if event.elapsed is not None and state.recording:
            elapsed = min(event.elapsed, state.seconds)
            state = replace(state, elapsed=elapsed, count=event.count)
        self._set(state)

    def _on_recorded(self, event: Recorded) -> None:
        if event.plan is not self._plan:
            return
        self._plan = None
        self._set_task()
        state = replace(self.state, elapsed=None, reading=False, problem=event.problem)
        if event.problem:
            self._set(state)
            return
        if (teacher := self._teacher) is not None:
            self._submit(lambda: teacher.encode(event.examples))
        if event.plan.step is Step.OBJECT:
            self._mark = None
            self._set_task()
            self._set(replace(state, step=Step.BACKGROUND, box=None, marked=False))
        else:
            self._learn()

    def _learn(self) -> None:
        name, teacher = self.state.name, self._teacher
        known = self._store.find(name)
        self._set(replace(self.state, step=Step.LEARNING, elapsed=None, box=None, problem=""))
        if teacher is not None:
            self._submit(lambda: teacher.fit(name, known), self._on_learned)

    def _on_learned(self, taught: TaughtClass) -> None:
        name = self.state.name
        self._release()
        self._store.add(taught)
        self._set(TeachingState(Step.DONE, name))

    def _interrupt(self) -> None:
        """Give up the recording that runs, if a device is still lost; the steps before stay."""
        problem = _device_error(self._player.live_state)
        if not problem or not self.state.recording:
            return
        self._plan = None
        self._set_task()
        text = tr("The recording was interrupted ({error}); record again.")
        text = text.format(error=problem.rstrip("."))
        self._set(replace(self.state, elapsed=None, reading=False, problem=text))

    def _set_task(self) -> None:
        """Let the capture thread follow the mark and the plan."""
        if self._capture is None:
            return
        follow = self._mark is not None or self._plan is not None
        window = self._models.card().audio_window
        self._capture.task = (
            CaptureTask(self._mark, self._plan, self._player.audio, window) if follow else None
        )

    # -- events ------------------------------------------------------------------------------

    def _on_medium_changed(self) -> None:
        if self.state.active:
            self.cancel()
            self.message.emit(Message(OTHER_MEDIUM, "warning"))

    def _on_live_changed(self, live: LiveState) -> None:
        """Wait a moment for a lost device: it may come back."""
        if _device_error(live) and self.state.recording and not self._grace.isActive():
            self._grace.start(round(1000 * self.durations.grace))

    def _release(self) -> None:
        """End the threads, and forget everything that was recorded."""
        if self._capture is not None:
            self._player.remove_listener(self._capture)
        self._dismiss(self._capture, self._thread)
        self._capture = self._thread = None
        self._mark, self._plan, self._teacher = None, None, None

    def _submit(
        self, run: Callable[[], Any], on_done: Callable[[Any], object] = lambda _: None
    ) -> None:
        """Run in the thread of this class; an error ends teaching with a message."""
        if self._thread is None:
            self._thread = self._start_worker(lambda notify: TaskThread("avol-teaching", notify))
        failed = tr("The class could not be taught ({error}); teach it again.")

        def attempt() -> tuple[Any, str]:
            try:
                return run(), ""
            except Exception as error:
                return None, error_text(error, failed.format(error=error))

        def finish(outcome: tuple[Any, str]) -> None:
            result, problem = outcome
            if problem:
                self.cancel()
                self.message.emit(Message(problem, "error"))
            else:
                on_done(result)

        self._thread.submit(attempt, finish)

    def _set(self, state: TeachingState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)


def _device_error(live: LiveState) -> str:
    """The error of the camera, else that of the microphone, or ""."""
    return live.camera_error or live.microphone_error
