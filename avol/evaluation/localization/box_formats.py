"""Box lists of public benchmarks, converted to AVOL's format.

Flickr-SoundNet (Senocak et al. 2018), VGG-SS (Chen et al. 2021), the AudioSet-instrument boxes of
DSOL (Hu et al. 2020), and the silent and mismatched pairs of SLAVC (Mo and Morgado 2022).
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Annotated
from xml.etree import ElementTree

from pydantic import AfterValidator, BaseModel, Field, TypeAdapter, ValidationError

from avol.core.input_files import (
    file_fault,
    first_fault,
    load_bytes,
    load_json,
    load_model,
    load_table,
)
from avol.errors import InputError
from avol.evaluation.geometry import Box
from avol.evaluation.localization.boxes import BoxItem, check_range, load_box_list

log = logging.getLogger(__name__)

Items = tuple[BoxItem, ...]

FLICKR_PIXELS = 256
FLICKR_VOTES = 2
_UNKNOWN_CORNER = -1e15  # twelve boxes of VGG-SS have a lower corner
DSOL_CLASSES = (
    "banjo", "cello", "drum", "guitar", "harp", "harmonica", "oboe", "piano", "saxophone",
    "trombone", "trumpet", "violin", "flute",
)  # fmt: skip
"""Class by category number. The list has no names; this is the order of the detector of DSOL's
authors (Gao and Grauman 2019) and agrees with the numbers that they name elsewhere."""


def load_boxes(path: Path, form: str = "auto") -> Items:
    """Load a box list in one of `FORMATS`.

    Args:
        path: a file, or for Flickr-SoundNet the folder of annotations.
        form: its format; "auto" detects it.

    Raises:
        InputError: the list is unreadable or has another format.
    """
    if form not in FORMATS:
        raise InputError(f"Unknown format {form!r}; choose {', '.join(FORMATS)}.")
    return FORMATS[form](path)


def load_flickr(folder: Path) -> Items:
    """Flickr-SoundNet: a folder of XML files, one per image, with boxes of three annotators."""
    files = sorted(folder.glob("*.xml"))
    if not files:
        raise InputError(f"“{folder}” contains no XML file; choose the folder of annotations.")
    return tuple(_flickr_item(file) for file in files)


def _flickr_item(file: Path) -> BoxItem:
    boxes = []
    try:
        for box in ElementTree.fromstring(load_bytes(file)).iterfind("*/bbox"):
            # The annotator comes before the four corners, which are in 256ths.
            x0, y0, x1, y1 = (int(side.text or "") / FLICKR_PIXELS for side in list(box)[-4:])
            boxes.append((x0, y0, x1, y1))
        return BoxItem(file=file.stem, bbox=tuple(boxes), votes=FLICKR_VOTES)
    except (ElementTree.ParseError, OverflowError, ValueError) as error:
        cause = first_fault(error)[1] if isinstance(error, ValidationError) else str(error)
        what = "an annotation of Flickr-SoundNet"
        raise file_fault(file, what, cause, "correct or remove it") from error


def _check_vggss(box: Box) -> Box:
    if min(box) > _UNKNOWN_CORNER:
        check_range(box)
        if box[0] > box[2] or box[1] > box[3]:
            raise ValueError("a box needs x0 < x1 and y0 < y1")
    return box


class _VGGSSRow(BaseModel):
    file: Annotated[str, Field(min_length=1)]
    label: Annotated[str, Field(alias="class")]
    bbox: tuple[Annotated[Box, AfterValidator(_check_vggss)], ...]


_VGGSS_LIST = TypeAdapter(tuple[_VGGSSRow, ...])


def load_vggss(path: Path) -> Items:
    """VGG-SS: a list of {"file": ID, "class", "bbox"}; boxes are clipped to the image.

    Eighteen boxes have no area or a corner at -2.9e16. They are dropped, and items without another
    box are dropped with a warning.
    """
    rows = load_model(path, "a list of VGG-SS", _VGGSS_LIST)
    items = [
        BoxItem(file=row.file, label=row.label, bbox=boxes)
        for row in rows
        if (boxes := tuple(filter(None, map(_clip_vggss, row.bbox))))
    ]
    if not items:
        raise InputError(f"“{path.name}” contains no item with a box; choose another list.")
    if dropped := len(rows) - len(items):
        log.warning("%s: dropped %d items that have no usable box", path.name, dropped)
    return tuple(items)


def _clip_vggss(box: Box) -> Box | None:
    """The part of a box in the image; None if it is empty."""
    x0, y0, x1, y1 = (min(max(side, 0.0), 1.0) for side in box)
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


class _DSOLBox(BaseModel):
    category: Annotated[int, Field(ge=0, lt=len(DSOL_CLASSES))]
    normbox: Box


class _DSOLEntry(BaseModel):
    bbox: tuple[_DSOLBox, ...]


_DSOL_LIST = TypeAdapter(dict[Annotated[str, Field(pattern=r".+/\d{1,6}$")], _DSOLEntry])


def load_dsol(path: Path) -> Items:
    """AudioSet-instrument: {"VIDEO/SECOND": {"bbox": [{"category", "normbox": [x, y, w, h]}]}}.

    The time is the middle of that second; the list does not specify the frame (not in the paper).
    """
    items = []
    for key, entry in load_model(path, "a list of DSOL", _DSOL_LIST).items():
        video, second = key.rsplit("/", 1)
        classes = sorted({DSOL_CLASSES[box.category] for box in entry.bbox})
        corners = (_corners(*box.normbox) for box in entry.bbox)
        boxes = tuple(box for box in corners if box[0] < box[2] and box[1] < box[3])
        if boxes:
            time = int(second) + 0.5
            items.append(BoxItem(file=video, label=" + ".join(classes), time=time, bbox=boxes))
    return tuple(items)


def _corners(x: float, y: float, width: float, height: float) -> Box:
    return max(x, 0.0), max(y, 0.0), min(x + width, 1.0), min(y + height, 1.0)


def load_slavc(path: Path) -> Items:
    """SLAVC: the rows labelled "non-sounding" of `*_plus_silent.csv` (image, audio, label).

    The other rows are those of Flickr-SoundNet or VGG-SS with boxes; load that list as well.
    """
    rows = load_table(path, "a list of SLAVC", _slavc_item)
    items = tuple(item for item in rows if item is not None)
    if not items:
        raise InputError(f"“{path.name}” has no row labelled non-sounding; choose another file.")
    return items


def _slavc_item(row: list[str]) -> BoxItem | None:
    if len(row) != 3:
        raise ValueError(f"it has {len(row)} fields instead of image, audio and label")
    image, audio, label = row
    if label != "non-sounding":
        return None
    return BoxItem(file=image, sound=audio, label=label, absent=True)


def _load_detected(path: Path) -> Items:
    if path.is_dir():
        return load_flickr(path)
    if path.suffix.lower() == ".csv":
        return load_slavc(path)
    content = load_json(path, "a box list")
    if isinstance(content, dict):
        return load_dsol(path)
    keys = {"file", "class", "bbox"}
    if content and isinstance(content, list) and all(_has_keys(row, keys) for row in content):
        return load_vggss(path)
    return load_box_list(path)


def _has_keys(row: object, keys: set[str]) -> bool:
    return isinstance(row, dict) and row.keys() == keys and not Path(str(row["file"])).suffix


FORMATS: dict[str, Callable[[Path], Items]] = {
    "auto": _load_detected,
    "avol": load_box_list,
    "flickr": load_flickr,
    "vggss": load_vggss,
    "dsol": load_dsol,
    "slavc": load_slavc,
}
