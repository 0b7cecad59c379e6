"""Catalogue of training images and recordings with class, source and licence.

A catalogue is a folder with a `MANIFEST.tsv` (columns path, class, source, licence, original; paths
relative to the folder). Items are split by origin, not by file: everything that comes from one
recording, one photograph or one small source is in one split.
"""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

from avol.core.input_files import load_records
from avol.errors import InputError

Split = Literal["train", "val"]

VALIDATION_FRACTION = 0.15
"""Of the origins."""
MIN_SOURCE_ITEMS = 60
"""Sources with fewer items are in one split as a whole; larger sources are split by origin."""

COLUMNS = ("path", "class", "source", "licence", "original")

_RESTRICTIONS = ("flag", "NC", "non-commercial", "research", "none stated", "unclear")


@dataclass(frozen=True)
class CatalogueItem:
    """One image or recording of a catalogue."""

    path: Path
    label: str
    source: str
    licence: str
    original: str

    @property
    def origin(self) -> str:
        """Source and original file; “recording.wav#2” is a part of “recording.wav”."""
        return f"{self.source}/{self.original.split('#')[0]}"

    @property
    def flagged(self) -> bool:
        """Whether the licence is unclear or forbids commercial use."""
        return any(word in self.licence for word in _RESTRICTIONS)


def load_catalogue(folder: Path) -> list[CatalogueItem]:
    """Loads all items of the catalogue in `folder`, in the order of the manifest.

    Raises:
        InputError: the manifest is missing, lacks a column, or has an incomplete row.
    """
    manifest = folder / "MANIFEST.tsv"
    if not manifest.is_file():
        raise InputError(f"{folder} holds no MANIFEST.tsv: select the data folder.")

    def parse(row: dict[str, str]) -> CatalogueItem:
        path = PurePath(row["path"])
        if path.is_absolute() or ".." in path.parts or not path.name:
            raise ValueError(f"the path “{row['path']}” is not in the folder")
        return CatalogueItem(
            folder / path, row["class"], row["source"], row["licence"], row["original"]
        )

    return load_records(
        manifest, "a catalogue", COLUMNS, parse, delimiter="\t", quoting=csv.QUOTE_NONE
    )


def split_items(items: list[CatalogueItem], split: Split) -> list[CatalogueItem]:
    """Returns the items of one split.

    The hash of the origin selects the validation split, so that it stays the same when items are
    added.

    Args:
        items: items of all splits.
        split: the split to return.
    """
    sizes: dict[str, int] = {}
    for item in items:
        sizes[item.source] = sizes.get(item.source, 0) + 1

    def in_validation(item: CatalogueItem) -> bool:
        origin = item.source if sizes[item.source] < MIN_SOURCE_ITEMS else item.origin
        number = int(hashlib.sha256(origin.encode()).hexdigest()[:8], 16) / 2**32
        return number < VALIDATION_FRACTION

    return [item for item in items if in_validation(item) == (split == "val")]
