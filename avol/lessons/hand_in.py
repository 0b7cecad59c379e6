"""The work of one student on one lesson: one JSON file, which is also its autosave.

It holds nothing personal but the alias. With the seed, the weights and the activity, every checked
number can be computed again.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from avol.checkpoints import find_weights, load_model_card
from avol.core.atomic import atomic_write, make_folder
from avol.core.input_files import file_fault, load_json, load_model
from avol.core.output_mark import GENERATOR
from avol.errors import InputError
from avol.lessons.activities.activity_record import ActivityRecord
from avol.lessons.lesson import CheckedNumber, LessonFile, Mode, Step
from avol.lessons.numbers.registry import compute_number
from avol.lessons.numbers.request import NumberRequest

HAND_IN_FORMAT = 1
"""The newest version of the file format that this AVOL reads."""
MAX_ALIAS = 40
MAX_TEXT = 4000
_WHAT = "a hand-in of AVOL"

ShortText = Annotated[str, Field(max_length=MAX_TEXT)]


class _HandInModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class StepRecord(_HandInModel):
    """The work on one step.

    prediction: an option, a number, or a point such as "0.41, 0.63"; it does not change once
    `locked`. number: as the student typed it last; `expected` is what AVOL computed then, and is
    stored once the number is right or has been shown. attempts: checks of the number.
    """

    prediction: ShortText = ""
    locked: bool = False
    observation: ShortText = ""
    explanation: ShortText = ""
    number: float | None = None
    attempts: Annotated[int, Field(ge=0)] = 0
    passed: bool = False
    expected: float | None = None

    @property
    def finished(self) -> bool:
        """Whether every part is done; a number that AVOL has shown counts too."""
        return self.locked and bool(self.explanation) and self.expected is not None


class WeightsInfo(_HandInModel):
    """The weights that the numbers belong to, by name and SHA-256."""

    name: str
    sha256: str
    engine: str = "auto"


class HandIn(_HandInModel):
    """One lesson of one student."""

    generator: Literal["AVOL"] = GENERATOR
    format: Literal[1] = HAND_IN_FORMAT
    kind: Literal["lesson"] = "lesson"
    alias: Annotated[str, Field(max_length=MAX_ALIAS)] = ""
    lesson: str
    title: str
    lesson_fingerprint: str
    seed: Annotated[int, Field(ge=0, lt=2**31)]
    mode: Mode = "file"
    version: str
    weights: WeightsInfo
    step: Annotated[int, Field(ge=0)] = 0
    steps: tuple[StepRecord, ...]
    activity: ActivityRecord = ActivityRecord()

    @model_validator(mode="after")
    def _check(self) -> HandIn:
        if not self.steps:
            raise ValueError("it has no steps")
        return self

    @property
    def finished_steps(self) -> int:
        """Number of steps that are done."""
        return sum(step.finished for step in self.steps)

    def with_step(self, index: int, **changes: object) -> HandIn:
        """The hand-in with changes of one step; InputError for a locked prediction."""
        old = self.steps[index]
        if old.locked and (changes.get("prediction", old.prediction) != old.prediction):
            raise InputError("The prediction is locked; go on to the next part of the step.")
        record = StepRecord.model_validate(old.model_dump() | changes)
        steps = (*self.steps[:index], record, *self.steps[index + 1 :])
        return self.model_copy(update={"steps": steps})


@dataclass(frozen=True)
class CheckResult:
    """The outcome of a check: whether the typed number is right, and what AVOL computed."""

    right: bool
    expected: float


def begin_hand_in(found: LessonFile, alias: str, weights: str, engine: str = "auto") -> HandIn:
    """An empty hand-in for a lesson; WeightsError if the weights are missing."""
    return HandIn(
        alias=clean_alias(alias),
        lesson=found.name,
        title=found.lesson.title,
        lesson_fingerprint=found.fingerprint,
        seed=student_seed(found, alias),
        mode=found.lesson.modes[0],
        version=version("avol"),
        weights=weights_info(weights, engine),
        steps=tuple(StepRecord() for _ in found.lesson.steps),
    )


def clean_alias(alias: str) -> str:
    """The alias with single spaces, at most `MAX_ALIAS` characters."""
    return " ".join(alias.split())[:MAX_ALIAS].strip()


def student_seed(found: LessonFile, alias: str) -> int:
    """The seed of the lesson, or one that depends on the alias too."""
    if not found.lesson.personal_seed:
        return found.lesson.seed
    return (found.lesson.seed + zlib.crc32(clean_alias(alias).casefold().encode())) % 2**31


def weights_info(weights: str, engine: str = "auto") -> WeightsInfo:
    """Name and SHA-256 of a checkpoint; raises WeightsError."""
    path = find_weights(weights)
    return WeightsInfo(name=path.stem, sha256=load_model_card(path).sha256, engine=engine)


def number_request(found: LessonFile, hand_in: HandIn, weights: str) -> NumberRequest:
    """What the numbers of a hand-in are computed from, with a name or path of the weights."""
    return NumberRequest(
        seed=hand_in.seed,
        weights=weights,
        engine=hand_in.weights.engine,
        media=found.media,
        activity=hand_in.activity,
    )


def is_right(number: CheckedNumber, typed: float, expected: float) -> bool:
    """Whether a typed number is within the tolerance, also at its very end."""
    return abs(typed - expected) <= number.tolerance * (1 + 1e-9) + 1e-12


def check_number(step: Step, typed: float, request: NumberRequest) -> CheckResult:
    """Compute the number of a step again and compare it; AvolError if that is not possible."""
    expected = compute_number(step.number.function, step.number.parameters, request)
    return CheckResult(is_right(step.number, typed, expected), expected)


def save_hand_in(path: Path, hand_in: HandIn) -> None:
    """Save a hand-in atomically; raises MediaError if the file cannot be written."""
    make_folder(path.parent)
    with atomic_write(path, durable=True) as part:
        part.write_text(hand_in.model_dump_json(indent=2) + "\n", encoding="utf-8")


def load_hand_in(path: Path) -> HandIn:
    """Load a hand-in; InputError in one sentence if the file is none."""
    data = load_json(path, _WHAT)
    if not isinstance(data, dict) or data.get("kind") != "lesson":
        cause = "it has other content"
        raise file_fault(path, _WHAT, cause, "remove it from the folder")
    found = data.get("format")
    if isinstance(found, int) and found > HAND_IN_FORMAT:
        raise InputError(f"“{path.name}” is from a newer AVOL; update AVOL to read it.")
    return load_model(path, _WHAT, HandIn)


def hand_in_name(hand_in: HandIn) -> str:
    """A file name for a hand-in: lesson and alias, without characters that systems forbid."""
    kept = [c if c.isalnum() or c in "-_" else "-" for c in hand_in.alias]
    return f"{hand_in.lesson}-{''.join(kept).strip('-') or 'student'}.json"


def same_lesson(hand_in: HandIn, found: LessonFile) -> bool:
    """Whether a hand-in belongs to a lesson as it is now."""
    return hand_in.lesson == found.name and len(hand_in.steps) == len(found.lesson.steps)
