"""Held-out data for test sets: the validation split of a config, real recordings only."""

import wave
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import atomic_write
from avol.core.constants import SAMPLE_RATE
from avol.data.catalogue.manifest import CatalogueItem, load_catalogue
from avol.data.synthesis.cutouts import cut_out
from avol.errors import InputError
from avol.evaluation.localization.media_resolver import loudest_window
from avol.media import AudioTrack
from avol.training.supervised.config import load_supervised_config
from avol.training.supervised.split_data import load_split_data

Wave = NDArray[np.float32]

CONTEXT_SAMPLES = SAMPLE_RATE // 2
"""Samples before an audio window whose echo reaches into it."""


@dataclass(frozen=True)
class HeldOutData:
    """Photographs with exact masks and real recordings, by label, and material for scenes."""

    objects: dict[str, list[CatalogueItem]]
    recordings: dict[str, list[CatalogueItem]]
    backgrounds: list[Path]
    noises: list[Path]
    rooms: list[Path]
    """Room impulse responses; there are too few of them to hold some out."""

    @property
    def labels(self) -> list[str]:
        """The labels with both photographs and recordings."""
        return sorted(self.objects.keys() & self.recordings.keys())


def load_held_out(data: Path, config: str) -> HeldOutData:
    """Loads the validation split of a config from a data folder.

    Recordings rendered from soundfonts and photographs that cannot be cut out are excluded.

    Raises:
        InputError: the folder holds no catalogue, or no label with photographs and recordings.
    """
    settings = load_supervised_config(config)
    validation = load_split_data(settings, data, "val")
    exact = {
        label: [item for item in items if cut_out(item.path) is not None]
        for label, items in validation.objects.items()
    }
    held_out = HeldOutData(
        {label: items for label, items in exact.items() if items},
        group_by_label(
            item for item in validation.recordings if "soundfont" not in item.source.lower()
        ),
        validation.backgrounds,
        validation.noises,
        load_split_data(settings, data, "train").rooms,
    )
    if not held_out.labels or not held_out.backgrounds:
        raise InputError(f"“{data}” has no validation data; select the whole data folder.")
    return held_out


def load_reserved_cutouts(
    data: Path, config: str, held_out: HeldOutData
) -> dict[str, list[CatalogueItem]]:
    """Loads the reserved cut-outs of a config, of classes without other held-out photographs.

    Training has hardly any photographs of these classes: the vision encoder recognises them by
    their pretrained class weights.
    """
    names = set(load_supervised_config(config).held_out_cutouts)
    names &= held_out.recordings.keys() - held_out.objects.keys()
    cutouts = [item for item in load_catalogue(data) if "cutouts" in item.path.parts]
    return group_by_label(item for item in cutouts if item.label in names)


def group_by_label(items: Iterable[CatalogueItem]) -> dict[str, list[CatalogueItem]]:
    """Groups items by label; within a label, the sources alternate."""
    sources: dict[str, dict[str, list[CatalogueItem]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        sources[item.label][item.source].append(item)
    return {label: _interleave(list(groups.values())) for label, groups in sorted(sources.items())}


def _interleave(groups: list[list[CatalogueItem]]) -> list[CatalogueItem]:
    longest = max(map(len, groups))
    return [items[n] for n in range(longest) for items in groups if n < len(items)]


def load_loudest(path: Path) -> Wave:
    """The loudest audio window of a recording and the half second before it: (72000,)."""
    with AudioTrack(path) as track:
        start = round(loudest_window(track) * SAMPLE_RATE) - SAMPLE_RATE // 2
        return track.mono(start - CONTEXT_SAMPLES, start + SAMPLE_RATE)


def write_wave(path: Path, samples: NDArray[np.floating]) -> None:
    """Writes samples in -1 to 1 as a mono 16-bit 48 kHz WAV; raises MediaError on failure."""
    integers = np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2")
    with atomic_write(path) as part, wave.open(str(part), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(integers.tobytes())
