"""What has changed on disk since files were taken into a library."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from avol.errors import InputError
from avol.media.file_types import AUDIO_SUFFIXES, IMAGE_SUFFIXES, VIDEO_SUFFIXES
from avol.retrieval.library.library import Entry, Stamp

SAMPLE = 65_536  # bytes at the beginning, the middle and the end that tell a file's content
TAKEN = IMAGE_SUFFIXES | AUDIO_SUFFIXES | VIDEO_SUFFIXES


@dataclass
class Changes:
    """What is to be done to bring a library up to date."""

    fresh: list[tuple[Path, Stamp]] = field(default_factory=list)
    """New, changed, or broken off before its end."""
    moved: list[tuple[Entry, Path, Stamp]] = field(default_factory=list)
    """The same content under another name, or under the same with a newer date."""
    gone: list[Entry] = field(default_factory=list)
    same: int = 0


def look(paths: Sequence[Path], entries: Sequence[Entry]) -> Changes:
    """Compare what lies at `paths` with what a library has.

    Files elsewhere than at or below `paths` are left alone, whether they are there or not.

    Raises:
        InputError: there is nothing at a path, and nothing in the library was there.
    """
    known = {entry.path: entry for entry in entries}
    roots = [path.resolve() for path in paths]
    found = _files(roots, known)
    lost = {
        entry.stamp.hash: entry
        for entry in entries
        if entry.path not in found and not entry.path.is_file()
    }
    changes = Changes()
    for path in found:
        _sort_in(changes, path, known.get(path), lost)
    moved = {entry.id for entry, _, _ in changes.moved}
    changes.gone = [
        entry for entry in lost.values() if entry.id not in moved and _below(entry.path, roots)
    ]
    return changes


def _sort_in(changes: Changes, path: Path, entry: Entry | None, lost: dict[str, Entry]) -> None:
    status = path.stat()
    if entry is not None and entry.complete and _as_before(entry, status):
        changes.same += 1
        return
    stamp = Stamp(status.st_size, status.st_mtime_ns, content(path, status.st_size))
    before = entry if entry is not None else lost.get(stamp.hash)
    if before is not None and before.complete and before.stamp.hash == stamp.hash:
        changes.moved.append((before, path, stamp))
    else:
        changes.fresh.append((path, stamp))


def _as_before(entry: Entry, status: os.stat_result) -> bool:
    return (status.st_size, status.st_mtime_ns) == (entry.stamp.size, entry.stamp.mtime_ns)


def content(path: Path, size: int) -> str:
    """A hash of what is in a file, quick for large ones: its size and three samples of it."""
    digest = hashlib.blake2b(str(size).encode(), digest_size=16)
    with path.open("rb") as file:
        for start in sorted({0, max(0, size // 2 - SAMPLE // 2), max(0, size - SAMPLE)}):
            file.seek(start)
            digest.update(file.read(SAMPLE))
    return digest.hexdigest()


def _files(roots: Sequence[Path], known: Iterable[Path]) -> list[Path]:
    """Files named, whatever they are, and those in folders named whose ending is known."""
    found: dict[Path, None] = {}
    for root in roots:
        if root.is_dir():
            inside = (path for path in sorted(root.rglob("*")) if path.suffix.lower() in TAKEN)
            found |= dict.fromkeys(path for path in inside if path.is_file())
        elif root.is_file():
            found[root] = None
        elif not any(_below(path, [root]) for path in known):
            raise InputError(f"There is nothing at “{root}”; name a file or a folder.")
    return list(found)


def _below(path: Path, roots: Sequence[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)
