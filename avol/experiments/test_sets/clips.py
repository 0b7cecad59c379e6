"""Test set of moments of real clips with their own sound and boxes drawn by hand (`clips.json`).

The boxes are accurate to a tenth of the image or better. If several objects may have made the sound
(a herd, a pack, four speakers), all have boxes. If the source is not visible, the moment is marked
as "absent": applause from the dark, fireworks between two shots, a silent puppy. Damaged frames are
avoided where possible.
"""

import shutil
from pathlib import Path

from avol.core.atomic import make_folder
from avol.evaluation.localization.boxes import load_box_list, save_box_list

BOXES = Path(__file__).with_name("clips.json")
CLIPS = Path("clips")
"""Folder of the clips in the data folder; they are for research only and never shipped."""


def write_clips(data: Path, out: Path) -> None:
    """Writes `boxes.json` and copies the available clips; the evaluation reports missing ones."""
    items = load_box_list(BOXES)
    make_folder(out)
    for name in {item.file for item in items}:
        if (data / CLIPS / name).is_file():
            shutil.copyfile(data / CLIPS / name, out / name)
    save_box_list(out / "boxes.json", items)
