"""Test set of real photographs of guitars with held-out recordings of guitars."""

import shutil
from itertools import cycle
from pathlib import Path

import numpy as np

from avol.core.atomic import make_folder
from avol.data.catalogue.confusable_classes import is_mismatch
from avol.data.synthesis.acoustics import set_level
from avol.evaluation.localization.boxes import BoxItem, load_box_list, save_box_list
from avol.experiments.test_sets.held_out import (
    CONTEXT_SAMPLES,
    HeldOutData,
    load_loudest,
    write_wave,
)
from avol.experiments.test_sets.scenes import CLEAN_LEVEL

PHOTOGRAPHS = Path("train/scenes")
"""Folder of the photographs and their `boxes.json` in the data folder; not used in training."""
ABSENT_STRIDE = 3
"""Every third photograph also gets a mismatched sound."""


def write_guitars(data: Path, held_out: HeldOutData, out: Path, seed: int = 0) -> None:
    """Writes images, sounds and `boxes.json`."""
    random = np.random.default_rng(seed)
    boxed = load_box_list(data / PHOTOGRAPHS / "boxes.json")
    photographs = [item for item in boxed if item.label in held_out.recordings]
    matching = {item.label: cycle(held_out.recordings[item.label]) for item in photographs}
    mismatched = [
        item
        for label, items in held_out.recordings.items()
        if all(is_mismatch(label, guitar) for guitar in matching)
        for item in items
    ]
    make_folder(out / "sounds")
    items = []
    for number, item in enumerate(photographs):
        image = out / "pictures" / item.file
        make_folder(image.parent)
        shutil.copyfile(data / PHOTOGRAPHS / item.file, image)
        name = f"pictures/{item.file}"
        sound = _write_sound(next(matching[item.label]).path, item.label, out)
        items.append(item.model_copy(update={"file": name, "sound": sound}))
        if number % ABSENT_STRIDE == 0:
            other = mismatched[random.integers(len(mismatched))]
            sound = _write_sound(other.path, other.label, out)
            items.append(BoxItem(file=name, label=other.label, sound=sound, absent=True))
    save_box_list(out / "boxes.json", tuple(items))


def _write_sound(path: Path, label: str, out: Path) -> str:
    name = f"sounds/{label}_{path.stem}.wav"
    if not (out / name).exists():
        write_wave(out / name, set_level(load_loudest(path)[CONTEXT_SAMPLES:], CLEAN_LEVEL))
    return name
