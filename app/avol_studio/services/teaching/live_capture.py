"""Follows the object in live frames and records its examples, in a thread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.services.teaching.box_tracker import BoxTracker, tracking_image
from avol_studio.services.teaching.example_recording import STEP, ExampleRecording
from avol_studio.services.teaching.state import (
    CaptureProgress,
    CaptureTask,
    Mark,
    RecordingPlan,
    Step,
)

if TYPE_CHECKING:
    from avol.evaluation.geometry import Box
    from avol.media import Frame
    from avol_studio.media.source import AudioBlock

TOLERANCE = 0.9  # of the time between two frames: frames do not come at exact times


class LiveCapture(LatestTaskThread[tuple["Frame", CaptureTask]]):
    """A media listener: its thread looks at the newest frame and drops older ones.

    Sends CaptureProgress, and Recorded at the end of each recording.
    """

    def __init__(self, notify: Notify) -> None:
        super().__init__("avol-teaching-capture", notify, self._look)
        self.task: CaptureTask | None = None
        """Set by the owner; frames are ignored while it is None."""
        self._mark: Mark | None = None
        self._tracker: BoxTracker | None = None
        self._plan: RecordingPlan | None = None
        self._recording: ExampleRecording | None = None
        self._boxes: list[Box | None] = []
        self._looked_at = -math.inf

    def on_frame(self, frame: Frame) -> None:
        """Pass a frame to the thread."""
        if (task := self.task) is not None:
            self.request((frame, task))

    def on_audio(self, block: AudioBlock) -> None:
        """Ignore audio: the player buffers it."""

    # -- the thread --------------------------------------------------------------------------

    def _look(self, request: tuple[Frame, CaptureTask]) -> None:
        frame, task = request
        if frame.time - self._looked_at < TOLERANCE * STEP and task.plan is self._plan:
            return
        self._looked_at = frame.time
        self._follow_task(task)
        gray = tracking_image(frame.image)
        box = None if self._tracker is None else self._tracker.update(gray)
        recording = self._recording
        if recording is None:
            self.notify(CaptureProgress(box))
            return
        recording.add(frame, gray)
        self._boxes.append(box)
        if not recording.plan.box and recording.plan.step is Step.OBJECT:
            box = recording.newest_box()
        self.notify(CaptureProgress(box, recording.elapsed, recording.count))
        if recording.complete:
            self._recording = None
            boxes = self._boxes if recording.plan.box else None
            self.notify(recording.result(boxes, live=True))

    def _follow_task(self, task: CaptureTask) -> None:
        if task.mark is not self._mark:
            self._mark = mark = task.mark
            self._tracker = (
                None if mark is None else BoxTracker(tracking_image(mark.frame.image), mark.box)
            )
        if task.plan is not self._plan:
            self._plan, self._boxes = task.plan, []
            self._recording = (
                None if task.plan is None else ExampleRecording(task.plan, task.audio, task.window)
            )
