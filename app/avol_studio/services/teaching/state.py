"""Values that the parts of teaching exchange; all are frozen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from avol.evaluation.geometry import Box

if TYPE_CHECKING:
    from avol.media import Frame
    from avol.teaching.examples import TeachingExample
    from avol_studio.media.audio.audio_window import AudioWindowSource


class Step(StrEnum):
    """The steps that teach a class, in order."""

    IDLE = "idle"
    """No class is being taught."""
    OBJECT = "object"
    """The object is to be marked and recorded."""
    BACKGROUND = "background"
    """Background and silence are to be recorded."""
    LEARNING = "learning"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Durations:
    """Lengths of the recordings in seconds, and the numbers of examples that are kept of them."""

    object: float = 10.0
    background: float = 3.0
    object_examples: int = 20
    background_examples: int = 5
    lead: float = 1.0
    """Seconds before the first example, so that its audio window holds the sound."""
    grace: float = 3.0
    """Seconds after which a recording is given up because a device is lost."""

    @property
    def of(self) -> dict[Step, tuple[float, int]]:
        """Length and number of examples of the recording of each step."""
        return {
            Step.OBJECT: (self.object, self.object_examples),
            Step.BACKGROUND: (self.background, self.background_examples),
        }


@dataclass(frozen=True, eq=False, slots=True)
class Mark:
    """A box that was drawn around the object on a frame."""

    frame: Frame
    box: Box


@dataclass(frozen=True, eq=False, slots=True)
class RecordingPlan:
    """One recording: its step, length in seconds, and number of examples.

    box: whether the drawn box is followed; else the moving, sounding region is. silence_dbfs: level
    below which an example has no sound. source: name of the medium, whose time begins at `zero`.
    lead: seconds before the first example.
    """

    step: Step
    seconds: float
    count: int
    box: bool
    silence_dbfs: float
    source: str
    zero: float = 0.0
    lead: float = 0.0


@dataclass(frozen=True, eq=False, slots=True)
class CaptureTask:
    """What happens with the frames from now on; None: nothing is followed or recorded."""

    mark: Mark | None
    plan: RecordingPlan | None
    audio: AudioWindowSource
    window: int


@dataclass(frozen=True, eq=False, slots=True)
class FileRange:
    """The seconds `start` to `stop` of an open file, on its own time axis."""

    path: Path
    start: float
    stop: float


@dataclass(frozen=True, eq=False, slots=True)
class Recorded:
    """The result of a recording: its examples, or why there are none (one sentence)."""

    plan: RecordingPlan
    examples: tuple[TeachingExample, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CaptureProgress:
    """Where the object is now, and how far the recording is.

    box: None while the object is lost or unknown. elapsed: seconds, None outside a recording.
    """

    box: Box | None
    elapsed: float | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class TeachingState:
    """What the window shows of the steps.

    marked: a box was drawn. box: where it is now. elapsed, seconds: of the recording that runs;
    elapsed is None if none runs. count, total: examples so far and planned. reading: a file is
    read. progress: of learning, 0..1. problem: what went wrong, one sentence.
    """

    step: Step = Step.IDLE
    name: str = ""
    live: bool = False
    by_box: bool = True
    marked: bool = False
    box: Box | None = None
    elapsed: float | None = None
    seconds: float = 0.0
    count: int = 0
    total: int = 0
    reading: bool = False
    progress: float = 0.0
    problem: str = ""

    @property
    def recording(self) -> bool:
        """Whether a recording runs."""
        return self.elapsed is not None

    @property
    def active(self) -> bool:
        """Whether a class is being taught."""
        return self.step not in (Step.IDLE, Step.DONE)
