"""A lesson: its file format, and the lessons that come with AVOL.

A lesson is a TOML file with 45 minutes of steps. Each step asks for a prediction, which is locked
before the result is revealed, and ends with a number that AVOL computes again and compares.
Translations: `avol.lessons.translation`.
"""

import json
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from avol.core.fingerprint import fingerprint
from avol.core.input_files import file_fault, first_fault, load_text
from avol.core.paths import is_file, resources_folder
from avol.errors import InputError
from avol.lessons.numbers.registry import parameter_fault
from avol.lessons.translation import translate, translation_of

LESSON_FORMAT = 1
"""The newest version of the file format that this AVOL opens."""
LESSON_SUFFIX = ".toml"
DEMO = "demo"
"""Name of the demo clip as the media of a lesson."""
_WHAT = "a lesson"

PredictionKind = Literal["choice", "number", "point"]
ActivityKind = Literal["", "pairs", "ranking", "protocol"]
Mode = Literal["file", "live"]
Text = Annotated[str, Field(min_length=1)]


class _LessonModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Option(_LessonModel):
    """One of several choices.

    right: whether it is correct. misunderstanding: what a student who chooses it believes.
    original: in a translated lesson, the text before the translation.
    """

    text: Text
    right: bool = False
    misunderstanding: str = ""
    original: str = ""

    @property
    def key(self) -> str:
        """What a hand-in holds if it is chosen; the same in all languages."""
        return self.original or self.text


def right_option(options: tuple[Option, ...]) -> str:
    """The key of the correct option; "" if none is marked."""
    return next((option.key for option in options if option.right), "")


class Prediction(_LessonModel):
    """What a student predicts before the result is revealed.

    kind: one of the options, a number, or a point on the image, which hides the map until then.
    """

    text: Text
    kind: PredictionKind = "choice"
    options: tuple[Option, ...] = ()
    unit: str = ""

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_options(self.options if self.kind == "choice" else None)
        if self.kind != "choice" and self.options:
            raise ValueError(f"a prediction of the kind “{self.kind}” has no options")
        return self


class Explanation(_LessonModel):
    """The choice between explanations, and the reason that is shown afterwards."""

    text: Text
    options: tuple[Option, ...]
    reason: Text

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_options(self.options)
        if sum(option.right for option in self.options) != 1:
            raise ValueError("exactly one explanation must be marked as right")
        return self


def _check_options(options: tuple[Option, ...] | None) -> None:
    if options is None:
        return
    if len(options) < 2:
        raise ValueError("two or more options are needed")
    if len({option.text for option in options}) < len(options):
        raise ValueError("two options have the same text")


class CheckedNumber(_LessonModel):
    """A number that the student reads or computes, and that AVOL computes again.

    function: name in `avol.lessons.numbers.registry.NUMBERS`. parameters: of that function.
    tolerance: largest difference that counts as right. decimals: of the number as it is shown.
    """

    text: Text
    function: str
    parameters: dict[str, str | bool | float] = {}
    tolerance: Annotated[float, Field(ge=0)]
    decimals: Annotated[int, Field(ge=0, le=6)] = 2
    unit: str = ""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if fault := parameter_fault(self.function, self.parameters):
            raise ValueError(fault)
        return self


class Step(_LessonModel):
    """One step of a lesson: predict, do, observe, explain, and a checked number.

    minutes: planned time. image: a PNG or JPEG file beside the lesson. time: the moment in the
    media, in seconds. sound: a reference sound that replaces the audio. activity: what the step is
    done with, besides the window. show: panels that are unfolded, and commands that are run, once
    the prediction is locked.
    do_live: in place of `do` with camera and microphone, for which the video is not used.
    """

    title: Text
    minutes: Annotated[int, Field(ge=1)]
    image: str = ""
    time: float | None = None
    sound: str = ""
    activity: ActivityKind = ""
    show: tuple[str, ...] = ()
    predict: Prediction
    do: Text
    do_live: str = ""
    observe: Text
    explain: Explanation
    number: CheckedNumber


class Lesson(_LessonModel):
    """A lesson.

    goal: what the student can do afterwards. equipment: what the classroom needs. media: the demo,
    a file beside the lesson, or "" for none. seed: of all random draws; with `personal_seed` the
    alias of the student changes it, so that a copied number is wrong. modes: with files, or with
    camera and microphone. commands, panels: the controls that are visible during the lesson.
    """

    format: Literal[1]
    title: Text
    minutes: Annotated[int, Field(ge=1)] = 45
    goal: Text
    equipment: tuple[str, ...] = ()
    media: str = DEMO
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    personal_seed: bool = False
    modes: Annotated[tuple[Mode, ...], Field(min_length=1)] = ("file",)
    commands: tuple[str, ...] = ()
    panels: tuple[str, ...] = ()
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class LessonFile(BaseModel):
    """A lesson and its file; `fingerprint` identifies the version of the lesson.

    The file is that of the lesson, also where its texts are those of a translation.
    """

    model_config = ConfigDict(frozen=True)

    path: Path
    lesson: Lesson
    fingerprint: str

    @property
    def name(self) -> str:
        """The name on the command line and in hand-ins."""
        return self.path.stem

    @property
    def media(self) -> Path | None:
        """The video of the lesson; None if it needs none."""
        if self.lesson.media == DEMO:
            return resources_folder() / "demo" / "demo.mp4"
        return self.path.parent / self.lesson.media if self.lesson.media else None

    def image(self, step: Step) -> Path | None:
        """The image of a step; None if it has none."""
        return self.path.parent / step.image if step.image else None


def lessons_folder() -> Path:
    """The folder of the lessons that come with AVOL."""
    return resources_folder() / "lessons"


def bundled_lessons(language: str = "") -> list[LessonFile]:
    """The lessons that come with AVOL, in teaching order; InputError if one is invalid.

    language: as in `load_lesson`.
    """
    files = sorted(lessons_folder().glob(f"*{LESSON_SUFFIX}"))
    return [load_lesson(path, language) for path in files]


def find_lesson(name_or_path: str | Path) -> Path:
    """Return the file of a lesson, by its path, or by the name or number of a bundled one.

    Raises InputError if there is none.
    """
    path = Path(name_or_path)
    return path if is_file(path) else find_bundled(str(name_or_path))


def find_bundled(name: str) -> Path:
    """Return the file of a bundled lesson by its name or number; InputError if there is none."""
    files = sorted(lessons_folder().glob(f"*{LESSON_SUFFIX}"))
    text = name.lower().removesuffix(LESSON_SUFFIX)
    for file in files:
        number, _, title = file.stem.partition("-")
        if text in (file.stem, title, number, number.lstrip("0")):
            return file
    names = ", ".join(file.stem.partition("-")[2] for file in files)
    raise InputError(f"“{name}” is neither a lesson nor a file; choose {names}.")


def load_lesson(path: Path, language: str = "") -> LessonFile:
    """Load a lesson; InputError in one sentence with file, place and remedy.

    language: such as "de"; a lesson without a translation into it keeps its own texts.
    """
    text = load_text(path, _WHAT)
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise file_fault(path, _WHAT, str(error).rstrip("."), "correct that line") from None
    version = data.get("format")
    if isinstance(version, int) and version > LESSON_FORMAT:
        raise InputError(f"“{path.name}” is from a newer AVOL; update AVOL to open it.")
    if (translation := translation_of(path, language)) is not None:
        data = translate(data, translation)
    try:
        checked = json.dumps(data, default=str)  # as JSON, strict mode accepts lists as tuples
        lesson = TypeAdapter(Lesson).validate_json(checked, strict=True)
    except ValidationError as error:
        location, cause = first_fault(error)
        raise file_fault(path, _WHAT, _place(location) + cause, "correct that value") from None
    found = LessonFile(path=path, lesson=lesson, fingerprint=fingerprint(path))
    _check_files(found)
    return found


def _place(location: tuple[str | int, ...]) -> str:
    """The place of a fault, such as "step 2, number: "; steps count from 1."""
    names: list[str] = []
    for each in location:
        if isinstance(each, int) and names:
            names[-1] = f"{names[-1].removesuffix('s')} {each + 1}"
        else:
            names.append(str(each))
    return f"{', '.join(names)}: " if names else ""


def _check_files(found: LessonFile) -> None:
    files: list[Any] = [found.media, *(found.image(step) for step in found.lesson.steps)]
    for file in files:
        if file is not None and not is_file(file):
            remedy = "copy it beside the lesson"
            raise file_fault(found.path, _WHAT, f"“{file.name}” is missing", remedy)
