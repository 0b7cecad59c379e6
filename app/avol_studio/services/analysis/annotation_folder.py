"""Markers and boxes of a file, in the user's data folder, by the content of the file.

Before version 0.2 they were in the cache folder, under a fingerprint that depends on the date.
"""

from __future__ import annotations

import shutil
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import platformdirs

from avol.core.atomic import atomic_write, make_folder
from avol.core.fingerprint import fingerprint, former_fingerprint
from avol_studio.services.analysis.analysis_cache import analysis_folder

MARKERS, BOXES = "markers.json", "boxes.json"
_MIGRATED = "migrated-from-cache"
_lock = threading.Lock()  # two threads identify the same file


def annotations_folder() -> Path:
    """Return the default folder of the annotations of all files."""
    return platformdirs.user_data_path("avol", appauthor=False) / "annotations"


@dataclass(frozen=True, slots=True)
class Storage:
    """The folders in which the studio stores what belongs to files.

    cache: results that can be computed again. annotations: the work of a person.
    """

    cache: Path
    annotations: Path

    @classmethod
    def of(cls, root: Path | None) -> Self:
        """Return the default folders, or folders below `root`."""
        if root is not None:
            return cls(root, root / "annotations")
        return cls(analysis_folder(), annotations_folder())


@dataclass(frozen=True, slots=True)
class AnnotationFolder:
    """The folder of the annotations of one file.

    fingerprints: of the content (see `avol.core.fingerprint`), and the one before version 0.2.
    """

    path: Path
    fingerprints: tuple[str, str]

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the content."""
        return self.fingerprints[0]

    @property
    def markers(self) -> Path:
        """The file of the markers."""
        return self.path / MARKERS

    @property
    def boxes(self) -> Path:
        """The file of the annotated boxes."""
        return self.path / BOXES


def identify_file(path: Path, storage: Storage) -> AnnotationFolder:
    """Identify a file, and adopt what an earlier version has stored for it; raises MediaError."""
    now, former = fingerprint(path), former_fingerprint(path)
    folder = AnnotationFolder(storage.annotations / now, (now, former))
    with _lock:
        _migrate_cache(storage)
        for name in (MARKERS, BOXES):
            _copy_new(storage.annotations / former / name, folder.path / name)
        with suppress(OSError):
            if not (storage.cache / now).exists():
                (storage.cache / former).rename(storage.cache / now)
    return folder


def _migrate_cache(storage: Storage) -> None:
    """Copy all annotations from the cache folder, once; the cache keeps its files."""
    done = storage.annotations / _MIGRATED
    if done.exists():
        return
    for name in (MARKERS, BOXES):
        for file in storage.cache.glob(f"*/{name}"):
            _copy_new(file, storage.annotations / file.parent.name / name)
    make_folder(storage.annotations)
    with atomic_write(done, durable=True) as part:
        part.touch()


def _copy_new(source: Path, target: Path) -> None:
    """Copy a file unless it is missing or the target exists; raises MediaError."""
    if source.is_file() and not target.exists():
        make_folder(target.parent)
        with atomic_write(target, durable=True) as part:
            shutil.copyfile(source, part)
