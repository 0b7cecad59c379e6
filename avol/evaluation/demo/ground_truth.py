"""What is true of the demo clip: who sounds when, and where everybody is in every frame (ours)."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from avol.errors import InputError
from avol.evaluation.geometry import Box

Kind = Literal["one", "two", "offscreen", "silence"]
HALF_SECOND = 0.5
EPSILON = 1e-6


class _Sheet(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Segment(_Sheet):
    """A stretch of time, in seconds, in which the same instruments sound."""

    start: float
    stop: float
    kind: Kind
    sounding: tuple[str, ...]

    def holds_second_at(self, time: float) -> bool:
        """Whether the whole second of sound centred on `time` lies within."""
        begins, ends = time - HALF_SECOND, time + HALF_SECOND
        return self.start - EPSILON <= begins and ends <= self.stop + EPSILON


class TruthFrame(_Sheet):
    """Who can be seen in one frame, and the box round the visible part of each."""

    time: float
    boxes: dict[str, Box]


class Truth(_Sheet):
    """The whole file, `truth.json`; frame i is picture i of the clip, from the first one on."""

    fps: float = Field(gt=0)
    width: int
    height: int
    credits: str = ""
    segments: tuple[Segment, ...] = Field(min_length=1)
    frames: tuple[TruthFrame, ...] = Field(min_length=1)

    @cached_property
    def clear(self) -> tuple[tuple[int, Segment], ...]:
        """The frames whose second of sound straddles no change, each with its segment."""
        return tuple(
            (number, segment)
            for number, frame in enumerate(self.frames)
            for segment in self.segments
            if segment.holds_second_at(frame.time)
        )


def read_truth(path: str | Path) -> Truth:
    """Read a truth file; InputError where it is missing or says something else."""
    path = Path(path)
    try:
        return Truth.model_validate_json(path.read_bytes())
    except OSError as error:
        cause = error.strerror or "unknown cause"
        raise InputError(f"“{path.name}” cannot be read ({cause}); name another file.") from error
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"])) or "the whole"
        raise InputError(
            f"“{path.name}” is no truth file ({where}: {fault['msg']}); name another file."
        ) from error
