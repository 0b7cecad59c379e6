"""Box lists: images, their audio, and the boxes of the sound sources.

The format of VGG-SS, extended (not in the paper) by times in videos, other audio files, audio
without a visible source, and boxes of other objects. `docs/evaluation.md` describes the format.
"""

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    model_validator,
)

from avol.core.input_files import load_model
from avol.errors import InputError
from avol.evaluation.geometry import Box

MARGIN = 0.1
"""How far a box may extend beyond the image; it is clipped there (twelve of VGG-SS's do)."""
MAX_SECONDS = 1e9


def check_range(box: Box) -> None:
    """Raise ValueError if a corner is far outside the image."""
    if not all(-MARGIN <= side <= 1 + MARGIN for side in box):  # true for NaN
        raise ValueError("a box is [x0, y0, x1, y1] in fractions of width and height, 0 to 1")


def _clip(box: Box) -> Box:
    check_range(box)
    x0, y0, x1, y1 = (min(max(side, 0.0), 1.0) for side in box)
    if x0 >= x1 or y0 >= y1:
        raise ValueError("a box needs x0 < x1 and y0 < y1")
    return x0, y0, x1, y1


ClippedBox = Annotated[Box, AfterValidator(_clip)]
Boxes = tuple[ClippedBox, ...]
Seconds = Annotated[float, Field(ge=-MAX_SECONDS, le=MAX_SECONDS)]


class BoxItem(BaseModel):
    """An image, its audio window and the boxes of the source.

    Other keys of a list are kept, unless one looks like a misspelling.
    """

    model_config = ConfigDict(
        frozen=True, extra="allow", populate_by_name=True, allow_inf_nan=False
    )

    file: Annotated[str, Field(min_length=1)]
    """Image or video: a path in the media folder, or a name without suffix to search for."""
    label: Annotated[str, Field(alias="class")] = ""
    """Class of the source."""
    bbox: Boxes = ()
    """Boxes of the source, (x0, y0, x1, y1) in 0..1 of width and height."""
    time: Seconds | None = None
    """Time of the frame in a video, in seconds on its own axis; None: the middle."""
    sound: str | None = None
    """Audio file, named like `file`; None: that of the video, or of the same name as the image."""
    sound_time: Seconds | None = None
    """Centre of the audio window; None: `time`, or the loudest window of another file."""
    absent: bool = False
    """The source is not visible: no cell should be highlighted."""
    other: Boxes = ()
    """Boxes of visible objects that are not the source."""
    votes: Annotated[int, Field(ge=1, le=100)] = 1
    """How many boxes must cover a pixel for full weight (Flickr-SoundNet: two)."""

    @model_validator(mode="after")
    def _boxed_unless_absent(self) -> Self:
        if self.absent == bool(self.bbox):
            raise ValueError("it needs either boxes in “bbox” or “absent”: true")
        return self

    @model_validator(mode="after")
    def _spelled(self) -> Self:
        known = [field.alias or name for name, field in type(self).model_fields.items()]
        for key in self.model_extra or ():
            if similar := get_close_matches(key, known, 1, 0.75):
                raise ValueError(f"the key “{key}” is unknown; “{similar[0]}” may be meant")
        return self


_LIST = TypeAdapter(tuple[BoxItem, ...])


def load_box_list(path: Path) -> tuple[BoxItem, ...]:
    """Load a list in AVOL's format, which includes VGG-SS's; raises InputError."""
    items = load_model(path, "a box list", _LIST)
    if not items:
        raise InputError(f"“{path.name}” contains no item; choose another list.")
    return items


def save_box_list(path: Path, items: tuple[BoxItem, ...]) -> None:
    """Save a list that `load_box_list` loads; raises MediaError."""
    from avol.core.atomic import atomic_write

    lines = [item.model_dump_json(by_alias=True, exclude_defaults=True) for item in items]
    with atomic_write(path, durable=True) as part:
        part.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
