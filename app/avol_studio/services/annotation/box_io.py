"""Import and export of box lists, the input of `avol evaluate localization`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avol.errors import InputError
from avol.evaluation.localization.boxes import BoxItem, load_box_list, save_box_list
from avol_studio.core.translation import tr
from avol_studio.services.annotation.annotation_store import BoxAnnotation, FrameAnnotation

if TYPE_CHECKING:
    from avol_studio.core.state.player_state import OpenedMedia

LABEL_SEPARATOR = " + "
"""Separates the labels of simultaneous sources, as in `box_formats.load_dsol`."""


@dataclass(frozen=True, slots=True)
class ImportedBoxes:
    """The annotations of one file in a list; `skipped` rows use the sound of another file."""

    frames: tuple[FrameAnnotation, ...]
    skipped: int


def to_box_item(file: str, frame: FrameAnnotation) -> BoxItem | None:
    """Convert an annotated frame to a row of a box list.

    All sounding boxes of a frame are one row, because its audio window is one mixture. Returns
    None for a frame with silent boxes only.
    """
    other = tuple(box.box for box in frame.silent_boxes)
    if frame.absent:
        return BoxItem(file=file, label=frame.label, time=frame.time, absent=True, other=other)
    boxes = sorted(frame.sounding_boxes, key=lambda box: box.label)
    if not boxes:
        return None
    label = LABEL_SEPARATOR.join(dict.fromkeys(box.label for box in boxes if box.label))
    bbox = tuple(box.box for box in boxes)
    return BoxItem(file=file, label=label, time=frame.time, bbox=bbox, other=other)


def export_boxes(path: Path, file: str, frames: Iterable[FrameAnnotation]) -> int:
    """Save a box list; rows of other files in an existing list stay. Returns their number.

    Raises InputError if no frame can be exported or if an existing file is no box list;
    MediaError if the file cannot be written.
    """
    rows = (to_box_item(file, frame) for frame in frames)
    items = tuple(item for item in rows if item is not None)
    if not items:
        raise InputError(tr("No frame has a sounding box or “no source”; annotate one first."))
    existing = load_box_list(path) if path.exists() else ()
    others = tuple(item for item in existing if not _belongs_to(item, file))
    save_box_list(path, others + items)
    return len(others)


def import_boxes(path: Path, media: OpenedMedia) -> ImportedBoxes:
    """Load the rows of the open file from a box list in any supported format.

    Raises InputError if the file is no box list or has no row for the open file.
    """
    from avol.evaluation.localization.box_formats import load_boxes

    items = [item for item in load_boxes(path) if _belongs_to(item, media.name)]
    own = [item for item in items if item.sound is None and item.sound_time is None]
    if not own:
        raise InputError(
            tr(
                "“{name}” has no row for “{name2}” with its own sound; open the video of "
                "its rows, or correct the file names in it."
            ).format(name=path.name, name2=media.name)
        )
    return ImportedBoxes(_to_frames(own, media), len(items) - len(own))


def _belongs_to(item: BoxItem, file: str) -> bool:
    """Rows name files with or without folder and extension, as in `avol evaluate`."""
    return Path(item.file).name == file or item.file == Path(file).stem


def _to_frames(items: Sequence[BoxItem], media: OpenedMedia) -> tuple[FrameAnnotation, ...]:
    """Merge the rows of each frame; a row without time belongs to the middle of the file."""
    middle = media.info.start + media.info.duration / 2
    frames: dict[float, FrameAnnotation] = {}
    for item in items:
        item_time = middle if item.time is None else item.time
        time = media.index.time(media.index.at(item_time))
        before = frames.get(time, FrameAnnotation(time=time))
        boxes = tuple(dict.fromkeys((*before.boxes, *_to_boxes(item))))
        label = item.label if item.absent else before.label
        frames[time] = FrameAnnotation(time=time, boxes=boxes, absent=item.absent, label=label)
    return tuple(frames.values())


def _to_boxes(item: BoxItem) -> Iterable[BoxAnnotation]:
    names = item.label.split(LABEL_SEPARATOR)
    labels = names if len(names) == len(item.bbox) else [item.label] * len(item.bbox)
    for box, label in zip(item.bbox, labels, strict=True):
        yield BoxAnnotation(box=box, label=label)
    for box in item.other:
        yield BoxAnnotation(box=box, silent=True)
