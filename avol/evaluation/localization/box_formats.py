"""Box lists of public benchmarks, converted to AVOL's format.

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
from avol.evaluation.localization.boxes import BoxItem, load_box_list

log = logging.getLogger(__name__)

Items = tuple[BoxItem, ...]

FLICKR_PIXELS = 256
FLICKR_VOTES = 2
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
    try:
        return FORMATS[form](path)
    except OSError as error:
        cause = error.strerror or "unknown cause"
        raise InputError(f"“{path}” cannot be read ({cause}); choose another file.") from error
    except (ElementTree.ParseError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise InputError(
            f"“{path.name}” is not a {form} list ({type(error).__name__}: {error}); "
            "specify its format."
        ) from error


def load_flickr(folder: Path) -> Items:
    """Flickr-SoundNet: a folder of XML files, one per image, with boxes of three annotators."""
    files = sorted(folder.glob("*.xml"))
    if not files:
        raise InputError(f"“{folder}” contains no XML file; choose the folder of annotations.")
    return tuple(_flickr_item(file) for file in files)


def _flickr_item(file: Path) -> BoxItem:
    boxes = []
    for box in ElementTree.parse(file).getroot().iterfind("*/bbox"):
        # The annotator comes before the four corners, which are in 256ths.
        x0, y0, x1, y1 = (int(side.text or "") / FLICKR_PIXELS for side in list(box)[-4:])
        boxes.append((x0, y0, x1, y1))
    return BoxItem(file=file.stem, bbox=tuple(boxes), votes=FLICKR_VOTES)


def load_vggss(path: Path) -> Items:
    """VGG-SS: a list of {"file": ID, "class", "bbox"}; boxes are clipped to the image.

    Eighteen boxes have no area or a corner at -2.9e16. They are dropped, and items without another
    box are dropped with a warning.
    """
    items, dropped = [], 0
    for row in json.loads(path.read_bytes()):
        clipped = (tuple(min(max(side, 0.0), 1.0) for side in box) for box in row["bbox"])
        boxes = tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in clipped if x0 < x1 and y0 < y1)
        if boxes:
            items.append(BoxItem(file=row["file"], label=row["class"], bbox=boxes))
        else:
            dropped += 1
    if dropped:
        log.warning("%s: dropped %d items that have no usable box", path.name, dropped)
    return tuple(items)


def load_dsol(path: Path) -> Items:
    """AudioSet-instrument: {"VIDEO/SECOND": {"bbox": [{"category", "normbox": [x, y, w, h]}]}}.

    The time is the middle of that second; the list does not specify the frame (not in the paper).
    """
    items = []
    for key, entry in json.loads(path.read_bytes()).items():
        video, second = key.rsplit("/", 1)
        classes = sorted({DSOL_CLASSES[box["category"]] for box in entry["bbox"]})
        corners = (_corners(*box["normbox"]) for box in entry["bbox"])
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
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(lines) if row]
    items = tuple(
        BoxItem(file=image, sound=audio, label="non-sounding", absent=True)
        for image, audio, label in rows
        if label == "non-sounding"
    )
    if not items:
        raise InputError(f"“{path.name}” has no row labelled non-sounding; choose another file.")
    return items


def _load_detected(path: Path) -> Items:
    if path.is_dir():
        return load_flickr(path)
    if path.suffix.lower() == ".csv":
        return load_slavc(path)
    try:
        content: Any = json.loads(path.read_bytes())
    except ValueError:
        return load_box_list(path)  # raises an error with the cause
    if isinstance(content, dict):
        return load_dsol(path)
    keys = {"file", "class", "bbox"}
    if content and all(row.keys() == keys and not Path(row["file"]).suffix for row in content):
        return load_vggss(path)
    return load_box_list(path)


FORMATS: dict[str, Callable[[Path], Items]] = {
    "auto": _load_detected,
    "avol": load_box_list,
    "flickr": load_flickr,
    "vggss": load_vggss,
    "dsol": load_dsol,
    "slavc": load_slavc,
}
