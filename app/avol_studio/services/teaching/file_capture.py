"""Takes the examples of a range of a file."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from avol_studio.services.teaching.box_tracker import tracking_image
from avol_studio.services.teaching.example_recording import (
    MOST_FRAMES,
    STEP,
    ExampleRecording,
    tracked_boxes,
)
from avol_studio.services.teaching.state import FileRange, Mark, Recorded, RecordingPlan

if TYPE_CHECKING:
    from avol_studio.media.audio.audio_window import AudioWindowSource
    from avol_studio.media.source import OpenVideo


def record_range(
    open_video: OpenVideo,
    part: FileRange,
    audio: AudioWindowSource,
    plan: RecordingPlan,
    mark: Mark | None,
    window: int,
) -> Recorded:
    """Return the examples of a range; the box is followed from its frame in both directions.

    Raises AvolError if the file cannot be read.
    """
    recording = ExampleRecording(plan, audio, window)
    step = max(STEP, (part.stop - part.start) / MOST_FRAMES)
    due = part.start
    with closing(open_video(part.path)) as video:
        index = video.index
        first, last = index.at(part.start), index.at(part.stop)
        for frame in video.frames(first, last + 1):
            if frame.time >= due or frame.index in (first, last):
                due = frame.time + step
                recording.add(frame, tracking_image(frame.image))
    if mark is None or not plan.box:
        return recording.result(None, live=False)
    nearest = min(
        range(len(recording.times)),
        key=lambda n: abs(recording.times[n] - mark.frame.time),
    )
    boxes = tracked_boxes(recording.grays, nearest, mark.box)
    return recording.result(boxes, live=False)
