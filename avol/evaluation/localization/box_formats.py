"""The box lists of public benchmarks, turned into AVOL's own.

Flickr-SoundNet (Senocak et al. 2018), VGG-SS (Chen et al. 2021), the AudioSet-instrument boxes of
DSOL (Hu et al. 2020), and the silent and mismatched pairs of SLAVC (Mo and Morgado 2022).
"""

import csv
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from avol.errors import InputError
from avol.evaluation.geometry import Box
from avol.evaluation.localization.boxes import BoxItem, read_box_list

log = logging.getLogger(__name__)

Items = tuple[BoxItem, ...]

FLICKR_PIXELS = 256
FLICKR_VOTES = 2
DSOL_CLASSES = (
    "banjo", "cello", "drum", "guitar", "harp", "harmonica", "oboe", "piano", "saxophone",
    "trombone", "trumpet", "violin", "flute",
)  # fmt: skip
"""By category number. The list itself names none; it is the order of the detector that DSOL's
authors used (Gao and Grauman 2019), and agrees with the numbers that they do name elsewhere."""


def read_boxes(path: Path, form: str = "auto") -> Items:
    """Read a box list in one of `FORMATS`.

    Args:
        path: a file, or for Flickr-SoundNet the folder of its annotations.
        form: its format; "auto" tells by what it is.

    Raises:
        InputError: it cannot be read, or is not of that format.
    """
    if form not in FORMATS:
        raise InputError(f"There is no format {form!r}: choose {', '.join(FORMATS)}.")
    try:
        return FORMATS[form](path)
    except OSError as error:
        cause = error.strerror or "unknown cause"
        raise InputError(f"“{path}” cannot be read ({cause}); name another file.") from error
    except (ElementTree.ParseError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise InputError(
            f"“{path.name}” is no {form} list ({type(error).__name__}: {error}); name its format."
        ) from error


def read_flickr(folder: Path) -> Items:
    """A folder of XML files, one a picture: the boxes of three annotators in 256ths."""
    files = sorted(folder.glob("*.xml"))
    if not files:
        raise InputError(f"“{folder}” holds no XML file; name the folder of annotations.")
    return tuple(_flickr_item(file) for file in files)


def _flickr_item(file: Path) -> BoxItem:
    boxes = []
    for box in ElementTree.parse(file).getroot().iterfind("*/bbox"):
        # Before the four corners stands who drew the box.
        x0, y0, x1, y1 = (int(side.text or "") / FLICKR_PIXELS for side in list(box)[-4:])
        boxes.append((x0, y0, x1, y1))
    return BoxItem(file=file.stem, bbox=tuple(boxes), votes=FLICKR_VOTES)


def read_vggss(path: Path) -> Items:
    """VGG-SS: a list of {"file": ID, "class", "bbox"}, corners cut at the picture as published.

    Eighteen of its boxes have no area, or a corner at -2.9e16; they are left out, and items that
    have no other are left out with a warning.
    """
    items, left_out = [], 0
    for row in json.loads(path.read_bytes()):
        cut = (tuple(min(max(side, 0.0), 1.0) for side in box) for box in row["bbox"])
        boxes = tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in cut if x0 < x1 and y0 < y1)
        if boxes:
            items.append(BoxItem(file=row["file"], label=row["class"], bbox=boxes))
        else:
            left_out += 1
    if left_out:
        log.warning("%s: %d items have no usable box and are left out", path.name, left_out)
    return tuple(items)


def read_dsol(path: Path) -> Items:
    """AudioSet-instrument: {"VIDEO/SECOND": {"bbox": [{"category", "normbox": [x, y, w, h]}]}}.

    The moment is the middle of that second (ours: the list does not say which frame it was).
    """
    items = []
    for place, found in json.loads(path.read_bytes()).items():
        video, second = place.rsplit("/", 1)
        names = sorted({DSOL_CLASSES[box["category"]] for box in found["bbox"]})
        corners = (_corners(*box["normbox"]) for box in found["bbox"])
        boxes = tuple(box for box in corners if box[0] < box[2] and box[1] < box[3])
        if boxes:
            time = int(second) + 0.5
            items.append(BoxItem(file=video, label=" + ".join(names), time=time, bbox=boxes))
    return tuple(items)


def _corners(x: float, y: float, width: float, height: float) -> Box:
    return max(x, 0.0), max(y, 0.0), min(x + width, 1.0), min(y + height, 1.0)


def read_slavc(path: Path) -> Items:
    """`*_plus_silent.csv`, rows of picture, sound, label: those called "non-sounding".

    Its other rows are the boxed ones of Flickr-SoundNet or VGG-SS; name that list beside this one.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(lines) if row]
    items = tuple(
        BoxItem(file=picture, sound=sound, label="non-sounding", absent=True)
        for picture, sound, label in rows
        if label == "non-sounding"
    )
    if not items:
        raise InputError(f"“{path.name}” holds no row called non-sounding; name another file.")
    return items


def _guess(path: Path) -> Items:
    if path.is_dir():
        return read_flickr(path)
    if path.suffix.lower() == ".csv":
        return read_slavc(path)
    try:
        sheet: Any = json.loads(path.read_bytes())
    except ValueError:
        return read_box_list(path)  # which says what is wrong
    if isinstance(sheet, dict):
        return read_dsol(path)
    bare = {"file", "class", "bbox"}
    if sheet and all(row.keys() == bare and not Path(row["file"]).suffix for row in sheet):
        return read_vggss(path)
    return read_box_list(path)


FORMATS: dict[str, Callable[[Path], Items]] = {
    "auto": _guess,
    "avol": read_box_list,
    "flickr": read_flickr,
    "vggss": read_vggss,
    "dsol": read_dsol,
    "slavc": read_slavc,
}
