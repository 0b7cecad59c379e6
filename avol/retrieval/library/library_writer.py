"""Changes to a library: files are added, moved and removed in transactions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from avol.core.modality import Modality
from avol.core.paths import display_text, path_to_text
from avol.errors import LibraryError
from avol.retrieval.library.library import FileStamp, Floats, Library
from avol.retrieval.library.schema import FORMAT, TABLES, connect, library_errors, transaction

if TYPE_CHECKING:
    from avol.model_card import ModelCard
    from avol.retrieval.library.segments import Segment


class LibraryWriter(Library):
    """A library that is open for writing."""

    @classmethod
    def create(cls, folder: str | Path, card: ModelCard, weights: str) -> Self:
        """Open the library in a folder, or create one for a checkpoint.

        Args:
            folder: the folder of the library.
            card: the card of the checkpoint.
            weights: the name or path by which the checkpoint is loaded.
        """
        folder = Path(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"The folder “{folder}” cannot be created ({error.strerror}); choose another."
            ) from error
        database = connect(folder, create=True)
        try:
            with library_errors(folder), transaction(database):
                if not database.execute("SELECT 1 FROM facts").fetchone():
                    _write_metadata(database, card, weights)
        finally:
            database.close()
        return cls(folder)

    def begin(self, path: Path, stamp: FileStamp) -> tuple[int, float]:
        """Add a file or continue an interrupted one: its id and the last time that was added."""
        with library_errors(self.folder), transaction(self._database):
            row = self._database.execute(
                "SELECT id, (SELECT coalesce(max(time), '-inf') FROM moments WHERE file = files.id)"
                " FROM files WHERE path = ? AND hash = ?",
                (path_to_text(path), stamp.hash),
            ).fetchone()
            if row:
                self._update_stamp(row[0], path, stamp)
                return row[0], float(row[1])
            self._database.execute("DELETE FROM files WHERE path = ?", (path_to_text(path),))
            inserted = self._database.execute(
                "INSERT INTO files (path, size, mtime_ns, hash) VALUES (?, ?, ?, ?)",
                (path_to_text(path), stamp.size, stamp.mtime_ns, stamp.hash),
            )
            return int(inserted.lastrowid or 0), float("-inf")

    def add(self, file: int, segments: Sequence[Segment]) -> None:
        """Add segments of a file; existing ones are kept."""
        try:
            with library_errors(self.folder), transaction(self._database):
                for segment in segments:
                    self._add(file, segment)
        except LibraryError as error:
            if isinstance(error.__cause__, sqlite3.IntegrityError):
                raise LibraryError(
                    "Another process removed the file from the library; index it again."
                ) from error
            raise

    def finish(self, file: int, error: str = "") -> None:
        """Mark a file as complete; `error` is why the rest could not be indexed."""
        self._execute(
            "UPDATE files SET complete = 1, trouble = ? WHERE id = ?", display_text(error), file
        )

    def move(self, file: int, path: Path, stamp: FileStamp) -> None:
        """Store the new path or date of a file with unchanged content."""
        with library_errors(self.folder), transaction(self._database):
            self._update_stamp(file, path, stamp)

    def remove(self, files: Iterable[int]) -> None:
        """Remove files with all their segments."""
        listed = json.dumps([int(i) for i in files])
        self._execute("DELETE FROM files WHERE id IN (SELECT value FROM json_each(?))", listed)

    def clear(self, card: ModelCard, weights: str) -> None:
        """Remove all segments but keep the files, to index them with another checkpoint."""
        with library_errors(self.folder), transaction(self._database):
            self._database.execute("DELETE FROM moments")
            self._database.execute("UPDATE files SET complete = 0, trouble = ''")
            _write_metadata(self._database, card, weights)

    def _execute(self, statement: str, *values: object) -> None:
        with library_errors(self.folder), transaction(self._database):
            self._database.execute(statement, values)

    def _update_stamp(self, file: int, path: Path, stamp: FileStamp) -> None:
        self._database.execute(
            "UPDATE files SET path = ?, size = ?, mtime_ns = ? WHERE id = ?",
            (path_to_text(path), stamp.size, stamp.mtime_ns, file),
        )

    def _add(self, file: int, segment: Segment) -> None:
        inserted = self._database.execute(
            "INSERT OR IGNORE INTO moments (file, time, pts) VALUES (?, ?, ?)",
            (file, segment.time, segment.pts),
        )
        if not inserted.rowcount:  # another process added it
            return
        number = inserted.lastrowid
        if segment.thumbnail:
            self._database.execute(
                "INSERT INTO thumbnails VALUES (?, ?)", (number, segment.thumbnail)
            )
        vectors: dict[Modality, Floats | None] = {"image": segment.image, "audio": segment.audio}
        for modality, vector in vectors.items():
            if vector is not None:
                data = np.ascontiguousarray(vector, "<f4").tobytes()
                self._database.execute(
                    f"INSERT INTO {TABLES[modality]} VALUES (?, ?)", (number, data)
                )


def _write_metadata(database: sqlite3.Connection, card: ModelCard, weights: str) -> None:
    metadata = {
        "format": FORMAT,
        "weights": weights,
        "title": card.title,
        "network": card.network,
        "sha256": card.sha256,
    }
    database.executemany(
        "INSERT OR REPLACE INTO facts VALUES (?, ?)", [(k, str(v)) for k, v in metadata.items()]
    )
