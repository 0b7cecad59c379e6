"""Moments of real clips with their own sound; the boxes are drawn by hand, see `clips.json`.

Each box was drawn by eye on the very frame, to a tenth of the picture or better. Where several
could have made the sound (a herd, a pack, four speakers) all are boxed. Moments in which nothing on
screen makes it are "absent": applause from the dark, fireworks between two shots, a silent puppy.
Frames that the file itself shows damaged were passed over where there were others.
"""

import shutil
from pathlib import Path

from avol.core.atomic import folder
from avol.evaluation.localization.boxes import read_box_list, write_box_list

BOXES = Path(__file__).with_name("clips.json")
CLIPS = Path("clips")
"""Where the clips lie in the data folder; they are for research, and never shipped."""


def write_clips(data: Path, out: Path) -> None:
    """Write `boxes.json` and copy the clips that are there; missing ones are named when asked."""
    items = read_box_list(BOXES)
    folder(out)
    for name in {item.file for item in items}:
        if (data / CLIPS / name).is_file():
            shutil.copyfile(data / CLIPS / name, out / name)
    write_box_list(out / "boxes.json", items)
