"""Marked frames as questions of a box list, and back: what `avol evaluate localization` reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avol.errors import InputError
from avol.evaluation.localization.boxes import BoxItem, load_box_list, save_box_list
from avol_studio.services.annotation.annotation_store import BoxAnnotation, FrameAnnotation

if TYPE_CHECKING:
    from avol_studio.core.state.player_state import OpenedMedia

BETWEEN = " + "
"""Between the names of things that sound together, as in `avol.evaluation.localization.box_formats.load_dsol`"""


@dataclass(frozen=True, slots=True)
class Found:
    """What a list says of one file; `left_out` rows ask about other sounds than its own."""

    frames: tuple[FrameAnnotation, ...]
    left_out: int


def question_of(file: str, frame: FrameAnnotation) -> BoxItem | None:
    """What a marked frame asks; None where it says neither what sounds nor that nothing does.

    All that sounds in one frame is one question, for its second of sound is one mixture.
    """
    other = tuple(box.box for box in frame.silent)
    if frame.absent:
        return BoxItem(file=file, label=frame.label, time=frame.time, absent=True, other=other)
    boxes = sorted(frame.sounding, key=lambda box: box.label)
    if not boxes:
        return None
    label = BETWEEN.join(dict.fromkeys(box.label for box in boxes if box.label))
    bbox = tuple(box.box for box in boxes)
    return BoxItem(file=file, label=label, time=frame.time, bbox=bbox, other=other)


def export_boxes(path: Path, file: str, frames: Iterable[FrameAnnotation]) -> int:
    """Write a box list; of one that is there, rows of other files stay. How many those are.

    Raises InputError where there is a file that is no box list, or nothing to write; MediaError
    where it cannot be written.
    """
    questions = [question_of(file, frame) for frame in frames]
    items = tuple(question for question in questions if question is not None)
    if not items:
        raise InputError("No frame says yet what sounds or that nothing does; mark one first.")
    others = load_box_list(path) if path.exists() else ()
    others = tuple(item for item in others if not _speaks_of(item, file))
    save_box_list(path, others + items)
    return len(others)


def import_boxes(path: Path, media: OpenedMedia) -> Found:
    """What a box list, in any form that is known, says of the file that is open.

    Raises InputError where it is no list, or says nothing of this file.
    """
    from avol.evaluation.localization.box_formats import load_boxes

    items = [item for item in load_boxes(path) if _speaks_of(item, media.name)]
    own = [item for item in items if item.sound is None and item.sound_time is None]
    if not own:
        raise InputError(
            f"“{path.name}” has no row for “{media.name}” with its own sound; open the video that "
            "it is about, or name its rows so."
        )
    return Found(_joined(own, media), len(items) - len(own))


def _speaks_of(item: BoxItem, file: str) -> bool:
    """A row names a file with or without its folder and ending, as for `avol evaluate`."""
    return Path(item.file).name == file or item.file == Path(file).stem


def _joined(items: Sequence[BoxItem], media: OpenedMedia) -> tuple[FrameAnnotation, ...]:
    """The frames on screen at the times of the items, rows of one frame together."""
    middle = media.info.start + media.info.duration / 2
    frames: dict[float, FrameAnnotation] = {}
    for item in items:
        at = middle if item.time is None else item.time
        time = media.index.time(media.index.at(at))
        before = frames.get(time, FrameAnnotation(time=time))
        boxes = tuple(dict.fromkeys((*before.boxes, *_boxes(item))))
        label = item.label if item.absent else before.label
        frames[time] = FrameAnnotation(time=time, boxes=boxes, absent=item.absent, label=label)
    return tuple(frames.values())


def _boxes(item: BoxItem) -> Iterable[BoxAnnotation]:
    names = item.label.split(BETWEEN)
    each = names if len(names) == len(item.bbox) else [item.label] * len(item.bbox)
    for box, label in zip(item.bbox, each, strict=True):
        yield BoxAnnotation(box=box, label=label)
    for box in item.other:
        yield BoxAnnotation(box=box, silent=True)
