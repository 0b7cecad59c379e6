"""Box lists: images, their audio, and the boxes of the sound sources.

The format of VGG-SS, extended (not in the paper) by times in videos, other audio files, audio
without a visible source, and boxes of other objects. `docs/evaluation.md` describes the format.
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

MARGIN = 0.1
"""How far a box may extend beyond the image; it is clipped there (twelve of VGG-SS's do)."""


def _clip(box: Box) -> Box:
    if min(box) < -MARGIN or max(box) > 1 + MARGIN:
        raise ValueError("a box is [x0, y0, x1, y1] in fractions of width and height, 0 to 1")
    x0, y0, x1, y1 = (min(max(side, 0.0), 1.0) for side in box)
    if x0 >= x1 or y0 >= y1:
        raise ValueError("a box needs x0 < x1 and y0 < y1")
    return x0, y0, x1, y1


ClippedBox = Annotated[Box, AfterValidator(_clip)]
Boxes = tuple[ClippedBox, ...]


class BoxItem(BaseModel):
    """An image, its audio window and the boxes of the source."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    file: Annotated[str, Field(min_length=1)]
    """Image or video: a path in the media folder, or a name without suffix to search for."""
    label: Annotated[str, Field(alias="class")] = ""
    """Class of the source."""
    bbox: Boxes = ()
    """Boxes of the source, (x0, y0, x1, y1) in 0..1 of width and height."""
    time: float | None = None
    """Time of the frame in a video, in seconds on its own axis; None: the middle."""
    sound: str | None = None
    """Audio file, named like `file`; None: that of the video, or of the same name as the image."""
    sound_time: float | None = None
    """Centre of the audio window; None: `time`, or the loudest window of another file."""
    absent: bool = False
    """The source is not visible: no cell should be highlighted."""
    other: Boxes = ()
    """Boxes of visible objects that are not the source."""
    votes: Annotated[int, Field(ge=1)] = 1
    """How many boxes must cover a pixel for full weight (Flickr-SoundNet: two)."""

    @model_validator(mode="after")
    def _boxed_unless_absent(self) -> Self:
        if self.absent == bool(self.bbox):
            raise ValueError("it needs either boxes in “bbox” or “absent”: true")
        return self


_LIST = TypeAdapter(tuple[BoxItem, ...])


def load_box_list(path: Path) -> tuple[BoxItem, ...]:
    """Load a list in AVOL's format, which includes VGG-SS's; raises InputError."""
    try:
        items = _LIST.validate_json(path.read_bytes())
    except ValidationError as error:
        fault = error.errors()[0]
        field = " ".join(str(step) for step in fault["loc"]) or "file"
        raise InputError(
            f"“{path.name}” is not a box list (item {field}: {fault['msg']}); correct that item."
        ) from None
    if not items:
        raise InputError(f"“{path.name}” contains no item; choose another list.")
    return items


def save_box_list(path: Path, items: tuple[BoxItem, ...]) -> None:
    """Save a list that `load_box_list` loads; raises MediaError."""
    from avol.core.atomic import atomic_write

    lines = [item.model_dump_json(by_alias=True, exclude_defaults=True) for item in items]
    with atomic_write(path) as part:
        part.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
