"""Box lists: which picture, which sound, and where in the picture that sound is made.

VGG-SS's form, extended (ours): moments of videos, other sounds, sounds that nothing in the picture
makes, boxes of what must not light. `docs/evaluation.md` describes it for those who write one.
"""

from pathlib import Path
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from avol.errors import InputError
from avol.evaluation.geometry import Box

SLACK = 0.1
"""How far a box may reach beyond the picture; it is cut there (twelve of VGG-SS's do)."""


def _cut(box: Box) -> Box:
    if min(box) < -SLACK or max(box) > 1 + SLACK:
        raise ValueError("a box is [x0, y0, x1, y1] in shares of width and height, 0 to 1")
    x0, y0, x1, y1 = (min(max(side, 0.0), 1.0) for side in box)
    if x0 >= x1 or y0 >= y1:
        raise ValueError("a box needs x0 < x1 and y0 < y1")
    return x0, y0, x1, y1


CutBox = Annotated[Box, AfterValidator(_cut)]
Boxes = tuple[CutBox, ...]


class BoxItem(BaseModel):
    """One question: where in this picture is this sound made?"""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    file: Annotated[str, Field(min_length=1)]
    """Picture or video: a path in the media folder, or a name without ending to be found there."""
    label: Annotated[str, Field(alias="class")] = ""
    """What sounds."""
    bbox: Boxes = ()
    """Where it is, (x0, y0, x1, y1) in 0..1 of width and height."""
    time: float | None = None
    """The moment of a video in seconds on its own axis; None: the middle."""
    sound: str | None = None
    """The file heard, named like `file`; None: the video's own, or the picture's namesake."""
    sound_time: float | None = None
    """The middle of the second heard; None: `time`, or the loudest second of another file."""
    absent: bool = False
    """Nothing in the picture makes this sound: the map must be dark."""
    other: Boxes = ()
    """What is in the picture too and must not light."""
    votes: Annotated[int, Field(ge=1)] = 1
    """How many boxes must lie over a place for it to count whole (Flickr-SoundNet: two)."""

    @model_validator(mode="after")
    def _boxed_unless_absent(self) -> Self:
        if self.absent == bool(self.bbox):
            raise ValueError("it needs boxes in “bbox”, or “absent”: true and none")
        return self


_LIST = TypeAdapter(tuple[BoxItem, ...])


def read_box_list(path: Path) -> tuple[BoxItem, ...]:
    """Read a list in AVOL's own form, VGG-SS's included; InputError where it is none."""
    try:
        items = _LIST.validate_json(path.read_bytes())
    except ValidationError as error:
        fault = error.errors()[0]
        place = " ".join(str(step) for step in fault["loc"]) or "the whole"
        raise InputError(
            f"“{path.name}” is no list of boxes (item {place}: {fault['msg']}); mend that item."
        ) from None
    if not items:
        raise InputError(f"“{path.name}” lists no item; name a list that holds some.")
    return items


def write_box_list(path: Path, items: tuple[BoxItem, ...]) -> None:
    """Write a list that `read_box_list` reads, aside and then renamed; MediaError if it cannot."""
    from avol.core.atomic import atomic_write

    lines = [item.model_dump_json(by_alias=True, exclude_defaults=True) for item in items]
    with atomic_write(path) as part:
        part.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
