"""Bringing a library up to date with what lies on disk, file by file, at any time broken off."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from avol.errors import AvolError, LibraryError
from avol.retrieval.library.faiss_index import forget, renew
from avol.retrieval.library.file_scan import Changes, look
from avol.retrieval.library.library import KINDS, Library, Stamp
from avol.retrieval.library.library_writer import LibraryWriter
from avol.retrieval.library.schema import DATABASE
from avol.retrieval.library.segments import moments

if TYPE_CHECKING:
    from avol.embedder import Embedder

log = logging.getLogger(__name__)

BATCH = 8
"""Moments written at once; what is broken off loses no more than these."""

Progress = Callable[[int, int, str], bool]
"""Told how many files of how many are done, and the next one's name; whether to go on."""


@dataclass
class Indexed:
    """What became of the files."""

    added: int = 0
    """Files taken in, or again because they had changed."""
    moved: int = 0
    """Files found again under another name."""
    removed: int = 0
    same: int = 0
    moments: int = 0
    """Added with those files."""
    troubles: dict[str, str] = field(default_factory=dict)
    """By path, why nothing could be taken from a file."""
    stopped: bool = False


def index(
    paths: Sequence[Path],
    folder: Path,
    embedder: Embedder,
    weights: str,
    *,
    rebuild: bool = False,
    progress: Progress = lambda done, total, name: True,
) -> Indexed:
    """Take files into a library, made unless it is there, and take out what is gone.

    Args:
        paths: files, and folders to be searched for videos, pictures and sounds.
        folder: the library.
        embedder: what sees and hears them.
        weights: the name or path of its checkpoint.
        rebuild: take everything in again, with these weights, whatever the library was made with
            or whatever has befallen it.
        progress: told before every file and after each batch of its moments.

    Raises:
        InputError: there is nothing at a path.
        LibraryError: the library cannot be written, or was made with other weights.
    """
    if rebuild:
        _clear(folder, embedder, weights)
    with LibraryWriter.create(folder, embedder.card, weights) as library:
        library.check(embedder.card)
        known = library.entries()
        changes = look([*paths, *(entry.path for entry in known)] if rebuild else paths, known)
        done = _settle(library, changes)
        for number, (path, stamp) in enumerate(changes.fresh):
            if not progress(number, len(changes.fresh), path.name):
                done.stopped = True
                return done
            keep_on = _go_on(progress, number, len(changes.fresh), path.name)
            _take_in(library, path, stamp, embedder, done, keep_on)
        _renew(library)
        return done


def _go_on(progress: Progress, number: int, total: int, name: str) -> Callable[[], bool]:
    return lambda: progress(number, total, name)


def _settle(library: LibraryWriter, changes: Changes) -> Indexed:
    """Do what takes no looking and listening."""
    for entry, path, stamp in changes.moved:
        library.move(entry.id, path, stamp)
    library.remove(entry.id for entry in changes.gone)
    return Indexed(moved=len(changes.moved), removed=len(changes.gone), same=changes.same)


def _take_in(
    library: LibraryWriter,
    path: Path,
    stamp: Stamp,
    embedder: Embedder,
    done: Indexed,
    keep_on: Callable[[], bool],
) -> None:
    """All moments of one file from where it was broken off."""
    file, after = library.begin(path, stamp)
    try:
        rest = moments(path, embedder, after)
        while batch := list(islice(rest, BATCH)):
            library.add(file, batch)
            done.moments += len(batch)
            if not keep_on():
                done.stopped = True
                return
    except LibraryError:
        raise
    except AvolError as error:
        library.finish(file, str(error))
        done.troubles[str(path)] = str(error)
    else:
        library.finish(file)
        done.added += 1


def _renew(library: Library) -> None:
    for kind in KINDS:
        try:
            renew(library, kind)
        except LibraryError as error:  # it answers without, only slower
            log.warning("%s", error)


def _clear(folder: Path, embedder: Embedder, weights: str) -> None:
    """Make room for vectors of these weights; a library that cannot be read is set aside."""
    forget(folder)
    try:
        library = LibraryWriter(folder)
    except LibraryError as error:
        if (folder / DATABASE).is_file():
            log.warning("%s The old one is kept as %s.", error, _set_aside(folder))
        return
    with library:
        library.empty(embedder.card, weights)


def _set_aside(folder: Path) -> str:
    for ending in ("-wal", "-shm"):
        (folder / (DATABASE + ending)).unlink(missing_ok=True)
    bad = folder / (DATABASE + ".bad")
    (folder / DATABASE).replace(bad)
    return bad.name
