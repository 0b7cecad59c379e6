"""Ground truth of the demo clip: which objects sound when, and their boxes (not in the paper)."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from avol.errors import InputError
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
        """Numbers of the frames whose audio window lies in one segment, with that segment."""
        return tuple(
            (number, segment)
            for number, frame in enumerate(self.frames)
            for segment in self.segments
            if segment.contains_window_at(frame.time)
        )


def load_ground_truth(path: str | Path) -> GroundTruth:
    """Load a ground truth file; InputError if it is missing or invalid."""
    path = Path(path)
    try:
        return GroundTruth.model_validate_json(path.read_bytes())
    except OSError as error:
        cause = error.strerror or "unknown cause"
        raise InputError(f"“{path.name}” cannot be read ({cause}); choose another file.") from error
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(map(str, fault["loc"])) or "file"
        raise InputError(
            f"“{path.name}” is not a ground truth file ({field}: {fault['msg']}); "
            "choose another file."
        ) from error
