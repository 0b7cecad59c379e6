"""What there is to learn from: photographs and sounds with class, origin and licence.

A catalogue is a folder with a `MANIFEST.tsv` (path, class, source, licence, original; paths
relative to the folder). Splits go by origin, never by file: whatever comes from one recording or
photograph, or from one small collection, stays on one side.
"""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from avol.errors import InputError

Split = Literal["train", "val"]

SMALL_SOURCE = 60
"""A source with fewer items than this goes to one side as a whole; a larger one by recording."""

_FLAGS = ("flag", "NC", "non-commercial", "research", "none stated", "unclear")


@dataclass(frozen=True)
class Item:
    """One picture or sound of a catalogue."""

    path: Path
    label: str
    source: str
    licence: str
    original: str

    @property
    def origin(self) -> str:
        """The recording or photograph that it is of: “recording.wav#2” is a part of one."""
        return f"{self.source}/{self.original.split('#')[0]}"

    @property
    def flagged(self) -> bool:
        """Whether its licence is unclear or forbids commercial use."""
        return any(flag in self.licence for flag in _FLAGS)


def read_catalogue(folder: Path) -> list[Item]:
    """All items of the catalogue in `folder`, in the manifest's order.

    Raises:
        InputError: there is no manifest or it lacks a column.
    """
    manifest = folder / "MANIFEST.tsv"
    if not manifest.is_file():
        raise InputError(f"{folder} holds no MANIFEST.tsv: point the recipe at the data folder.")
    with manifest.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    try:
        return [
            Item(folder / r["path"], r["class"], r["source"], r["licence"], r["original"])
            for r in rows
        ]
    except KeyError as error:
        raise InputError(f"{manifest} has no column {error}: it is not a catalogue.") from error


def split(items: list[Item], part: Split, share: float = 0.15) -> list[Item]:
    """The items of one side; `share` of the origins are for validation, chosen by their hash."""
    sizes: dict[str, int] = {}
    for item in items:
        sizes[item.source] = sizes.get(item.source, 0) + 1

    def held_out(item: Item) -> bool:
        origin = item.source if sizes[item.source] < SMALL_SOURCE else item.origin
        return int(hashlib.sha256(origin.encode()).hexdigest()[:8], 16) / 2**32 < share

    return [item for item in items if held_out(item) == (part == "val")]
