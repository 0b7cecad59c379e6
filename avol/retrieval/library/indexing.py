"""Update of a library from the files on disk; can be interrupted and continued."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from avol.core.modality import MODALITIES
from avol.core.paths import path_to_text
from avol.errors import LibraryError, MissingPackageError, describe_error
from avol.retrieval.library.faiss_index import delete_indexes, update_index
from avol.retrieval.library.file_scan import FileChanges, scan_files
from avol.retrieval.library.library import FileStamp, Library
from avol.retrieval.library.library_writer import LibraryWriter
from avol.retrieval.library.schema import DATABASE
from avol.retrieval.library.segments import embed_segments

if TYPE_CHECKING:
    from avol.embedder import Embedder

log = logging.getLogger(__name__)

BATCH = 8
"""Segments per transaction; an interruption loses at most one batch."""

Progress = Callable[[int, int, str], bool]
"""Called with (files done, total, next file name); returns whether to continue."""


@dataclass
class IndexResult:
    """What an update did."""

    added: int = 0
    """New or changed files that were indexed."""
    moved: int = 0
    """Known files under a new name."""
    removed: int = 0
    unchanged: int = 0
    segments: int = 0
    """Segments of the added files."""
    errors: dict[str, str] = field(default_factory=dict)
    """By path, why a file could not be indexed."""
    stopped: bool = False


def index_files(
    paths: Sequence[Path],
    folder: Path,
    embedder: Embedder,
    weights: str,
    *,
    rebuild: bool = False,
    progress: Progress = lambda done, total, name: True,
) -> IndexResult:
    """Index files in a library, which is created if needed, and remove deleted files.

    Args:
        paths: files, and folders that are searched for videos, images and audio files.
        folder: the library.
        embedder: encodes images and audio.
        weights: the name or path of its checkpoint.
        rebuild: re-index all files with these weights, also in a damaged library.
        progress: called before every file and after each batch of segments.

    Raises:
        InputError: a path does not exist.
        LibraryError: the library cannot be written, or was made with other weights.
    """
    if rebuild:
        _clear(folder, embedder, weights)
    with LibraryWriter.create(folder, embedder.card, weights) as library:
        library.check_checkpoint(embedder.card)
        files = library.files()
        scanned = [*paths, *(file.path for file in files)] if rebuild else paths
        changes = scan_files(scanned, files)
        result = _apply_moves(library, changes)
        for number, (path, stamp) in enumerate(changes.added):
            report = partial(progress, number, len(changes.added), path.name)
            if not report():
                result.stopped = True
                return result
            _index_file(library, path, stamp, embedder, result, report)
        _update_indexes(library)
        return result


def _apply_moves(library: LibraryWriter, changes: FileChanges) -> IndexResult:
    """Update moved and removed files, which need no encoding."""
    for file, path, stamp in changes.moved:
        library.move(file.id, path, stamp)
    library.remove(file.id for file in changes.removed)
    return IndexResult(
        moved=len(changes.moved),
        removed=len(changes.removed),
        unchanged=changes.unchanged,
        errors={path_to_text(path): error for path, error in changes.errors.items()},
    )


def _index_file(
    library: LibraryWriter,
    path: Path,
    stamp: FileStamp,
    embedder: Embedder,
    result: IndexResult,
    report: Callable[[], bool],
) -> None:
    """Add the segments of one file, from where the last run stopped."""
    file, after = library.begin(path, stamp)
    try:
        rest = embed_segments(path, embedder, after)
        while batch := list(islice(rest, BATCH)):
            library.add(file, batch)
            result.segments += len(batch)
            if not report():
                result.stopped = True
                return
    except LibraryError:
        raise
    except Exception as error:  # a fault of AVOL in one file must not end the others
        text = describe_error(path, error)
        library.finish(file, text)
        result.errors[path_to_text(path)] = text
    else:
        library.finish(file)
        result.added += 1


def _update_indexes(library: Library) -> None:
    for modality in MODALITIES:
        try:
            update_index(library, modality)
        except (LibraryError, MissingPackageError) as error:  # searches work without, but slower
            log.warning("%s", error)


def _clear(folder: Path, embedder: Embedder, weights: str) -> None:
    """Delete all vectors; a library that cannot be opened is renamed."""
    delete_indexes(folder)
    try:
        library = LibraryWriter(folder)
    except LibraryError as error:
        if (folder / DATABASE).is_file():
            log.warning("%s The old database is kept as %s.", error, _rename_damaged(folder))
        return
    with library:
        library.clear(embedder.card, weights)


def _rename_damaged(folder: Path) -> str:
    """Rename the files of a database that cannot be opened; earlier ones are kept."""
    numbers = (f"-{number}" if number > 1 else "" for number in count(1))
    number = next(n for n in numbers if not (folder / f"{DATABASE}{n}.bad").exists())
    for suffix in ("-wal", "-shm", ""):
        file = folder / (DATABASE + suffix)
        if file.exists():
            file.rename(folder / f"{DATABASE}{number}.bad{suffix}")
    return f"{DATABASE}{number}.bad"
