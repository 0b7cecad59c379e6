"""Differences between the files on disk and those in a library."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from avol.errors import InputError
from avol.media.file_types import AUDIO_SUFFIXES, IMAGE_SUFFIXES, VIDEO_SUFFIXES
from avol.retrieval.library.library import FileStamp, LibraryFile

SAMPLE = 65_536  # bytes at the start, the middle and the end that identify the content
INDEXED = IMAGE_SUFFIXES | AUDIO_SUFFIXES | VIDEO_SUFFIXES


@dataclass
class FileChanges:
    """What must be done to update a library."""

    added: list[tuple[Path, FileStamp]] = field(default_factory=list)
    """New, changed or incompletely indexed files."""
    moved: list[tuple[LibraryFile, Path, FileStamp]] = field(default_factory=list)
    """Files with the same content under a new name, or with a newer date."""
    removed: list[LibraryFile] = field(default_factory=list)
    unchanged: int = 0


def scan_files(paths: Sequence[Path], files: Sequence[LibraryFile]) -> FileChanges:
    """Compare the files at `paths` with those of a library.

    Library files outside `paths` are ignored.

    Raises:
        InputError: a path does not exist and the library has no file there.
    """
    known = {file.path: file for file in files}
    roots = [path.resolve() for path in paths]
    present = _list_files(roots, known)
    lost = {
        file.stamp.hash: file
        for file in files
        if file.path not in present and not file.path.is_file()
    }
    changes = FileChanges()
    for path in present:
        _add_change(changes, path, known.get(path), lost)
    moved = {file.id for file, _, _ in changes.moved}
    changes.removed = [
        file for file in lost.values() if file.id not in moved and _is_below(file.path, roots)
    ]
    return changes


def _add_change(
    changes: FileChanges, path: Path, file: LibraryFile | None, lost: dict[str, LibraryFile]
) -> None:
    status = path.stat()
    if file is not None and file.complete and _is_unchanged(file, status):
        changes.unchanged += 1
        return
    stamp = FileStamp(status.st_size, status.st_mtime_ns, content_hash(path, status.st_size))
    before = file if file is not None else lost.get(stamp.hash)
    if before is not None and before.complete and before.stamp.hash == stamp.hash:
        changes.moved.append((before, path, stamp))
    else:
        changes.added.append((path, stamp))


def _is_unchanged(file: LibraryFile, status: os.stat_result) -> bool:
    return (status.st_size, status.st_mtime_ns) == (file.stamp.size, file.stamp.mtime_ns)


def content_hash(path: Path, size: int) -> str:
    """A hash of a file's size and three samples of its content, fast for large files."""
    digest = hashlib.blake2b(str(size).encode(), digest_size=16)
    with path.open("rb") as file:
        for start in sorted({0, max(0, size // 2 - SAMPLE // 2), max(0, size - SAMPLE)}):
            file.seek(start)
            digest.update(file.read(SAMPLE))
    return digest.hexdigest()


def _list_files(roots: Sequence[Path], known: Iterable[Path]) -> list[Path]:
    """Files given by name, and files with a known suffix in given folders."""
    files: dict[Path, None] = {}
    for root in roots:
        if root.is_dir():
            inside = (path for path in sorted(root.rglob("*")) if path.suffix.lower() in INDEXED)
            files |= dict.fromkeys(path for path in inside if path.is_file())
        elif root.is_file():
            files[root] = None
        elif not any(_is_below(path, [root]) for path in known):
            raise InputError(f"“{root}” does not exist; choose a file or a folder.")
    return list(files)


def _is_below(path: Path, roots: Sequence[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)
