"""Differences between the files on disk and those in a library."""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from avol.core.fingerprint import fingerprint
from avol.core.paths import find_files, is_file, is_folder, real_path
from avol.errors import InputError, MediaError
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
    errors: dict[Path, str] = field(default_factory=dict)
    """Why a path is no file that can be read."""


def scan_files(paths: Sequence[Path], files: Sequence[LibraryFile]) -> FileChanges:
    """Compare the files at `paths` with those of a library.

    Library files outside `paths` are ignored.

    Raises:
        InputError: none of the paths exists, and the library has no file there.
    """
    changes = FileChanges()
    known = {file.path: file for file in files}
    roots = [real_path(path) for path in paths]
    present = _list_files(roots, known, changes.errors)
    lost = _LostFiles(file for path, file in known.items() if not is_file(path))
    for path in present:
        try:
            _add_change(changes, path, known.get(path), lost)
        except OSError as error:
            cause = error.strerror or str(error)
            changes.errors[path] = f"“{path.name}” cannot be read ({cause}); check it."
        except MediaError as error:
            changes.errors[path] = str(error)
    changes.removed = [file for file in lost if _is_below(file.path, roots)]
    return changes


class _LostFiles:
    """Files of the library that are no longer at their path; several may have one content."""

    def __init__(self, files: Iterable[LibraryFile]) -> None:
        self._by_hash: dict[str, list[LibraryFile]] = defaultdict(list)
        for file in files:
            self._by_hash[file.stamp.hash].append(file)

    def __iter__(self) -> Iterator[LibraryFile]:
        return (file for same in self._by_hash.values() for file in same)

    def take(self, content: str, name: str) -> LibraryFile | None:
        """Remove and return a complete file with this content, of the same name if there is one."""
        same = [file for file in self._by_hash.get(content, ()) if file.complete]
        if not same:
            return None
        found = next((file for file in same if file.path.name == name), same[0])
        self._by_hash[content].remove(found)
        return found


def _add_change(
    changes: FileChanges, path: Path, file: LibraryFile | None, lost: _LostFiles
) -> None:
    status = path.stat()
    if file is not None and file.complete and _is_unchanged(file, status):
        changes.unchanged += 1
        return
    stamp = FileStamp(status.st_size, status.st_mtime_ns, fingerprint(path))
    same = file if file is not None and file.complete and file.stamp.hash == stamp.hash else None
    if file is None:
        same = lost.take(stamp.hash, path.name) or lost.take(_former_hash(path), path.name)
    if same is not None:
        changes.moved.append((same, path, stamp))
    else:
        changes.added.append((path, stamp))


def _is_unchanged(file: LibraryFile, status: os.stat_result) -> bool:
    return (status.st_size, status.st_mtime_ns) == (file.stamp.size, file.stamp.mtime_ns)


def _former_hash(path: Path) -> str:
    """The hash in libraries before version 0.2: of the size and three samples of the content."""
    size = path.stat().st_size
    digest = hashlib.blake2b(str(size).encode(), digest_size=16)
    with path.open("rb") as file:
        for start in sorted({0, max(0, size // 2 - SAMPLE // 2), max(0, size - SAMPLE)}):
            file.seek(start)
            digest.update(file.read(SAMPLE))
    return digest.hexdigest()


def _list_files(
    roots: Sequence[Path], known: Iterable[Path], errors: dict[Path, str]
) -> list[Path]:
    """Files given by name, and files with a known suffix in given folders."""
    found: dict[Path, None] = {}
    missing: dict[Path, str] = {}
    for root in roots:
        inside = find_files(root, INDEXED) if is_folder(root) else []
        if inside or (os.path.lexists(root) and not is_folder(root)):
            found |= dict.fromkeys(inside or [root])
        elif not any(_is_below(path, [root]) for path in known):
            fault = "contains no video, image or audio" if is_folder(root) else "does not exist"
            missing[root] = f"“{root}” {fault}; choose a file or another folder."
    if roots and len(missing) == len(set(roots)):
        raise InputError(next(iter(missing.values())))
    errors |= missing
    for path in [path for path in found if not is_file(path)]:
        del found[path]
        errors[path] = f"“{path.name}” is not a file that can be read; remove it."
    return list(found)


def _is_below(path: Path, roots: Sequence[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)
