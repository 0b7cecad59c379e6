"""A library: a folder with embeddings of images and audio, and the files they come from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.core.closeable import Closeable
from avol.core.constants import EMBEDDING_SIZE
from avol.core.modality import Modality
from avol.core.paths import text_to_path
from avol.errors import LibraryError
from avol.retrieval.library.schema import DATABASE, FORMAT, TABLES, connect, library_errors

if TYPE_CHECKING:
    from avol.model_card import ModelCard

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FileStamp:
    """State of a file when it was indexed."""

    size: int
    mtime_ns: int
    hash: str


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """A file of the library; `error` is why it could not be indexed, else empty."""

    id: int
    path: Path
    stamp: FileStamp
    complete: bool
    error: str


@dataclass(frozen=True, slots=True)
class LibraryItem:
    """Source of a vector: the file, and the time in seconds on the file's own axis."""

    id: int
    path: Path
    time: float
    pts: int | None


@dataclass(frozen=True, eq=False)
class VectorSet:
    """Vectors of one modality: segment ids (N,), ascending, and vectors (N, cells, D)."""

    ids: NDArray[np.int64]
    vectors: Floats


class Library(Closeable):
    """An open library; used by one thread at a time.

    Several processes may read and write a library at once: changes are transactions.

    Raises:
        LibraryError: the library is missing, damaged, or locked by another process for too long.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._database = connect(self.folder, create=False)
        try:
            self._check()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    # -- metadata ----------------------------------------------------------------------------

    @property
    def metadata(self) -> dict[str, str]:
        """Format of the database and checkpoint of the vectors: weights, title, network, sha256."""
        return dict(self._rows("SELECT key, value FROM facts"))

    def check_checkpoint(self, card: ModelCard) -> None:
        """Raise a LibraryError unless the library was made with the checkpoint of this card."""
        metadata = self.metadata
        if metadata["sha256"] != card.sha256:
            # Versions of the same weights differ in the hash alone.
            former = f"{metadata['title']}, {metadata['sha256'][:8]}"
            present = f"{card.title}, {card.sha256[:8]}"
            raise LibraryError(
                f"The library “{self.folder}” was made with other weights ({former}) than "
                f"{present}; choose those, or index again with --rebuild."
            )

    def count(self, modality: Modality, after: int = 0) -> int:
        """Number of vectors of a modality with a segment id above `after`."""
        query = f"SELECT count(*) FROM {TABLES[modality]} WHERE moment > ?"
        return self._rows(query, after)[0][0]

    @property
    def version(self) -> int:
        """A number that changes whenever another connection, of any process, has written."""
        return self._rows("PRAGMA data_version")[0][0]

    def files(self) -> list[LibraryFile]:
        """All files, by path; LibraryError if a damaged row has no path."""
        rows = self._rows(
            "SELECT id, path, size, mtime_ns, hash, complete, trouble FROM files ORDER BY path"
        )
        if not all(isinstance(path, str) for _, path, *_ in rows):
            raise LibraryError(
                f"The library “{self.folder}” is damaged (a path is no text); "
                "index again with --rebuild."
            )
        return [
            LibraryFile(i, text_to_path(p), FileStamp(s, m, h), bool(c), e)
            for i, p, s, m, h, c, e in rows
        ]

    # -- vectors -----------------------------------------------------------------------------

    def segment_ids(self, modality: Modality) -> NDArray[np.int64]:
        """Ids of all segments with a vector of a modality, ascending."""
        rows = self._rows(f"SELECT moment FROM {TABLES[modality]} ORDER BY moment")
        return np.fromiter((row[0] for row in rows), np.int64, len(rows))

    def vectors(self, modality: Modality, after: int = 0) -> VectorSet:
        """The vectors of a modality with a segment id above `after`."""
        rows = self._rows(
            f"SELECT moment, vector FROM {TABLES[modality]} WHERE moment > ? ORDER BY moment", after
        )
        return self._vector_set(rows)

    def vectors_of(self, modality: Modality, ids: Iterable[int]) -> VectorSet:
        """The vectors of these segments, without those that were removed."""
        listed = json.dumps([int(i) for i in ids])
        rows = self._rows(
            f"SELECT moment, vector FROM {TABLES[modality]} "
            "WHERE moment IN (SELECT value FROM json_each(?)) ORDER BY moment",
            listed,
        )
        return self._vector_set(rows)

    def items(self, ids: Sequence[int] | NDArray[np.int64]) -> list[LibraryItem]:
        """Sources of these segments in the same order, without those that were removed."""
        listed = json.dumps([int(i) for i in ids])
        rows = self._rows(
            "SELECT moments.id, path, time, pts FROM moments JOIN files ON files.id = file "
            "WHERE moments.id IN (SELECT value FROM json_each(?))",
            listed,
        )
        items = {i: LibraryItem(i, text_to_path(path), time, pts) for i, path, time, pts in rows}
        return [items[int(i)] for i in ids if int(i) in items]

    def thumbnail(self, segment: int) -> bytes | None:
        """A small JPEG of a segment: its frame or its spectrogram."""
        rows = self._rows("SELECT jpeg FROM thumbnails WHERE moment = ?", int(segment))
        return rows[0][0] if rows else None

    # -- internal ----------------------------------------------------------------------------

    def _check(self) -> None:
        metadata = self.metadata
        form = metadata.get("format", "0")
        if not {"sha256", "weights", "title", "network"} <= metadata.keys():
            raise LibraryError(
                f"The library “{self.folder}” is damaged ({DATABASE} names no weights); "
                "index again with --rebuild."
            )
        if int(form) > FORMAT:
            raise LibraryError(f"The library “{self.folder}” is from a newer AVOL; update AVOL.")

    def _rows(self, query: str, *values: object) -> list[tuple]:
        with library_errors(self.folder):
            return self._database.execute(query, values).fetchall()

    def _vector_set(self, rows: list[tuple[int, bytes]]) -> VectorSet:
        ids = np.fromiter((row[0] for row in rows), np.int64, len(rows))
        lengths = {len(row[1]) for row in rows}
        if len(lengths) > 1 or any(length % 4 for length in lengths):
            raise LibraryError(
                f"The library “{self.folder}” is damaged (its vectors differ in length); "
                "index again with --rebuild."
            )
        values = np.frombuffer(b"".join(row[1] for row in rows), "<f4")
        if not rows:
            return VectorSet(ids, np.zeros((0, 1, EMBEDDING_SIZE), np.float32))
        shape = (1, -1) if self.metadata["network"] == "l3" else (-1, EMBEDDING_SIZE)
        return VectorSet(ids, values.reshape(len(rows), *shape))
