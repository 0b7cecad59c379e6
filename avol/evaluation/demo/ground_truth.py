"""Ground truth of the demo clip: which objects sound when, and their boxes (not in the paper)."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from avol.core.input_files import load_model
from avol.evaluation.geometry import Box

SegmentKind = Literal["one", "two", "offscreen", "silence"]
HALF_WINDOW = 0.5
EPSILON = 1e-6


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Segment(_Record):
    """A time span, in seconds, in which the same instruments sound."""

    start: float
    stop: float
    kind: SegmentKind
    sounding: tuple[str, ...]

    def contains_window_at(self, time: float) -> bool:
        """Whether the audio window centred on `time` lies inside the segment."""
        start, stop = time - HALF_WINDOW, time + HALF_WINDOW
        return self.start - EPSILON <= start and stop <= self.stop + EPSILON


class GroundTruthFrame(_Record):
    """The visible instruments of one frame with the boxes of their visible parts."""

    time: float
    boxes: dict[str, Box]


class GroundTruth(_Record):
    """Contents of `truth.json`; frame i describes frame i of the clip."""

    fps: float = Field(gt=0)
    width: int
    height: int
    credits: str = ""
    segments: tuple[Segment, ...] = Field(min_length=1)
    frames: tuple[GroundTruthFrame, ...] = Field(min_length=1)

    @cached_property
    def scorable(self) -> tuple[tuple[int, Segment], ...]:
        """Numbers of the frames whose audio window lies in one segment, with that segment.

        Near the ends of the clip the audio window is shifted into the clip.
        """
        first, last = self.segments[0].start + HALF_WINDOW, self.segments[-1].stop - HALF_WINDOW
        return tuple(
            (number, segment)
            for number, frame in enumerate(self.frames)
            for segment in self.segments
            if segment.contains_window_at(min(max(frame.time, first), last))
        )


def load_ground_truth(path: str | Path) -> GroundTruth:
    """Load a ground truth file; InputError if it is missing or invalid."""
    return load_model(Path(path), "a ground truth file", GroundTruth)
