"""What training never saw or heard: the validation side of its split, real recordings only."""

import wave
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import aside
from avol.core.constants import SAMPLE_RATE
from avol.data.catalogue.manifest import Item, read_catalogue
from avol.data.synthesis.composed_scenes import cut_out
from avol.errors import InputError
from avol.evaluation.localization.media_resolver import loudest_second
from avol.media import AudioTrack

Wave = NDArray[np.float32]

BEFORE = SAMPLE_RATE // 2
"""Samples kept before a second, whose echo reaches into it."""


@dataclass(frozen=True)
class HeldOut:
    """Photographs with exact outlines and real recordings, by label, and what surrounds them."""

    objects: dict[str, list[Item]]
    sounds: dict[str, list[Item]]
    grounds: list[Path]
    noises: list[Path]
    rooms: list[Path]
    """Room responses; they are too few to hold some out."""

    @property
    def labels(self) -> list[str]:
        """The labels that can be both seen and heard."""
        return sorted(self.objects.keys() & self.sounds.keys())


def held_out(data: Path, recipe: str) -> HeldOut:
    """What the recipe's training leaves for validation in a data folder.

    Sounds rendered from soundfonts are left out, and so are photographs that cannot be cut out.

    Raises:
        InputError: the folder holds no catalogue, or nothing that can be both seen and heard.
    """
    from avol.training.supervised.config import read_recipe
    from avol.training.supervised.split_data import material

    chosen = read_recipe(recipe)
    side = material(chosen, data, "val")
    cut = {
        label: [item for item in items if cut_out(item.path) is not None]
        for label, items in side.objects.items()
    }
    found = HeldOut(
        {label: items for label, items in cut.items() if items},
        by_label(item for item in side.sounds if "soundfont" not in item.source.lower()),
        side.grounds,
        side.noises,
        material(chosen, data, "train").rooms,
    )
    if not found.labels or not found.grounds:
        raise InputError(f"“{data}” leaves nothing to test with; point at the whole data folder.")
    return found


def kept_back(data: Path, recipe: str, held: HeldOut) -> dict[str, list[Item]]:
    """Cut-outs that the recipe never shows, of things that nothing else held out shows.

    Training has hardly a photograph of them: the eye knows them by its pretrained class.
    """
    from avol.training.supervised.config import read_recipe

    names = set(read_recipe(recipe).unseen_cutouts) & (held.sounds.keys() - held.objects.keys())
    cut = [item for item in read_catalogue(data) if "cutouts" in item.path.parts]
    return by_label(item for item in cut if item.label in names)


def by_label(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Items by label; of each label the sources take turns, so that no large one drowns others."""
    sources: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        sources[item.label][item.source].append(item)
    return {label: _in_turn(list(found.values())) for label, found in sorted(sources.items())}


def _in_turn(lists: list[list[Item]]) -> list[Item]:
    longest = max(map(len, lists))
    return [items[turn] for turn in range(longest) for items in lists if turn < len(items)]


def loudest(path: Path) -> Wave:
    """The loudest second of a recording and the half second before it: (72000,)."""
    with AudioTrack(path) as track:
        start = round(loudest_second(track) * SAMPLE_RATE) - SAMPLE_RATE // 2
        return track.mono(start - BEFORE, start + SAMPLE_RATE)


def write_wave(path: Path, samples: NDArray[np.floating]) -> None:
    """Write samples in -1..1 as a mono 16-bit WAV of 48 kHz; MediaError where it cannot be."""
    whole = np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2")
    with aside(path) as part, wave.open(str(part), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(whole.tobytes())
