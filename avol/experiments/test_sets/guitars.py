"""Real photographs of guitars in rooms and on stages, under held-out real recordings of guitars."""

import shutil
from itertools import cycle
from pathlib import Path

import numpy as np

from avol.core.atomic import folder
from avol.data.catalogue.confusable_classes import comparable
from avol.data.synthesis.acoustics import scaled
from avol.evaluation.localization.boxes import BoxItem, read_box_list, write_box_list
from avol.experiments.test_sets.held_out import BEFORE, HeldOut, loudest, write_wave
from avol.experiments.test_sets.scenes import LOUDNESS

PHOTOGRAPHS = Path("train/scenes")
"""Where the photographs and their `boxes.json` lie in the data folder; no recipe trains on them."""
ABSENT_EVERY = 3


def write_guitars(data: Path, held: HeldOut, out: Path, seed: int = 0) -> None:
    """Write pictures, sounds and `boxes.json`; every third picture gets an absent sound too."""
    random = np.random.default_rng(seed)
    shown = read_box_list(data / PHOTOGRAPHS / "boxes.json")
    own = {item.label: cycle(held.sounds[item.label]) for item in shown}
    foreign = [
        item
        for label, items in held.sounds.items()
        if all(comparable(label, guitar) for guitar in own)
        for item in items
    ]
    folder(out / "sounds")
    items = []
    for number, item in enumerate(shown):
        picture = out / "pictures" / item.file
        folder(picture.parent)
        shutil.copyfile(data / PHOTOGRAPHS / item.file, picture)
        name = f"pictures/{item.file}"
        sound = _sound(next(own[item.label]).path, item.label, out)
        items.append(item.model_copy(update={"file": name, "sound": sound}))
        if number % ABSENT_EVERY == 0:
            other = foreign[random.integers(len(foreign))]
            sound = _sound(other.path, other.label, out)
            items.append(BoxItem(file=name, label=other.label, sound=sound, absent=True))
    write_box_list(out / "boxes.json", tuple(items))


def _sound(path: Path, label: str, out: Path) -> str:
    name = f"sounds/{label}_{path.stem}.wav"
    if not (out / name).exists():
        write_wave(out / name, scaled(loudest(path)[BEFORE:], LOUDNESS))
    return name
