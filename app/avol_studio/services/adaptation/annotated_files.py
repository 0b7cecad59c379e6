"""Finds the boxes that were drawn in the studio, in several files."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from avol.errors import AvolError
from avol.media.file_types import VIDEO_SUFFIXES
from avol_studio.core.translation import tr
from avol_studio.services.annotation.annotation_store import load_annotations
from avol_studio.services.annotation.box_io import to_box_item

if TYPE_CHECKING:
    from avol.evaluation.localization.boxes import BoxItem
    from avol_studio.services.analysis.annotation_folder import Storage

_log = logging.getLogger("avol.adaptation")

NO_BOXES = tr(
    "No boxes were found in this file, the videos beside it, or the recent files; draw some first."
)
MAX_FILES = 200
"""Most videos of a folder that are looked at."""


def candidate_files(opened: Path | None, recent: Sequence[Path]) -> list[Path]:
    """Return the open file, the videos beside it, and the recent files."""
    beside: list[Path] = []
    if opened is not None:
        videos = (p for p in opened.parent.iterdir() if p.suffix.lower() in VIDEO_SUFFIXES)
        beside = [opened, *sorted(videos)[:MAX_FILES]]
    return list(dict.fromkeys(path.absolute() for path in (*beside, *recent) if path.is_file()))


def annotated_items(paths: Iterable[Path], storage: Storage) -> list[BoxItem]:
    """Return the annotated moments of files, with absolute paths; unreadable ones are left out."""
    from avol_studio.services.analysis.annotation_folder import identify_file

    items: list[BoxItem] = []
    for path in paths:
        try:
            folder = identify_file(path, storage)
        except AvolError as error:
            _log.info("%s", error)
            continue
        rows = (to_box_item(str(path), frame) for frame in load_annotations(folder.boxes))
        items += [item for item in rows if item is not None]
    return items
