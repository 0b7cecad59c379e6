"""Changing a library: what is taken in, moved and taken out, each whole or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from avol.errors import LibraryError
from avol.retrieval.library.library import Library, Stamp
from avol.retrieval.library.schema import FORMAT, connect, said, writing

if TYPE_CHECKING:
    from avol.model_card import ModelCard
    from avol.retrieval.library.segments import Moment


class LibraryWriter(Library):
    """A library that is open to be changed."""

    @classmethod
    def create(cls, folder: str | Path, card: ModelCard, weights: str) -> Self:
        """The library in a folder, made for a checkpoint unless it is there already.

        weights: the name or path by which the checkpoint is found again.
        """
        folder = Path(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"“{folder}” cannot be a folder ({error.strerror}); choose another."
            ) from error
        database = connect(folder, create=True)
        try:
            with said(folder), writing(database):
                if not database.execute("SELECT 1 FROM facts").fetchone():
                    _write_facts(database, card, weights)
        finally:
            database.close()
        return cls(folder)

    def begin(self, path: Path, stamp: Stamp) -> tuple[int, float]:
        """Take a file in, or go on where that was broken off: its number, the last time done."""
        with said(self.folder), writing(self._database):
            row = self._database.execute(
                "SELECT id, (SELECT coalesce(max(time), '-inf') FROM moments WHERE file = files.id)"
                " FROM files WHERE path = ? AND hash = ?",
                (str(path), stamp.hash),
            ).fetchone()
            if row:
                self._restamp(row[0], path, stamp)
                return row[0], float(row[1])
            self._database.execute("DELETE FROM files WHERE path = ?", (str(path),))
            made = self._database.execute(
                "INSERT INTO files (path, size, mtime_ns, hash) VALUES (?, ?, ?, ?)",
                (str(path), stamp.size, stamp.mtime_ns, stamp.hash),
            )
            return int(made.lastrowid or 0), float("-inf")

    def add(self, file: int, moments: Sequence[Moment]) -> None:
        """Add moments of a file; those that are there already stay as they are."""
        try:
            with said(self.folder), writing(self._database):
                for moment in moments:
                    self._add(file, moment)
        except LibraryError as error:
            if isinstance(error.__cause__, sqlite3.IntegrityError):
                raise LibraryError(
                    "The file was taken out of the library meanwhile; index it again."
                ) from error
            raise

    def finish(self, file: int, trouble: str = "") -> None:
        """All of a file is in, or `trouble` says why there is nothing more to be had from it."""
        self._write("UPDATE files SET complete = 1, trouble = ? WHERE id = ?", trouble, file)

    def move(self, file: int, path: Path, stamp: Stamp) -> None:
        """The same file lies elsewhere now, or looks newer with the same content."""
        with said(self.folder), writing(self._database):
            self._restamp(file, path, stamp)

    def remove(self, files: Iterable[int]) -> None:
        """Take files out with all that is from them."""
        listed = json.dumps([int(i) for i in files])
        self._write("DELETE FROM files WHERE id IN (SELECT value FROM json_each(?))", listed)

    def empty(self, card: ModelCard, weights: str) -> None:
        """Forget all moments but not the files, to be filled with another checkpoint's vectors."""
        with said(self.folder), writing(self._database):
            self._database.execute("DELETE FROM moments")
            self._database.execute("UPDATE files SET complete = 0, trouble = ''")
            _write_facts(self._database, card, weights)

    def _write(self, statement: str, *values: object) -> None:
        with said(self.folder), writing(self._database):
            self._database.execute(statement, values)

    def _restamp(self, file: int, path: Path, stamp: Stamp) -> None:
        self._database.execute(
            "UPDATE files SET path = ?, size = ?, mtime_ns = ? WHERE id = ?",
            (str(path), stamp.size, stamp.mtime_ns, file),
        )

    def _add(self, file: int, moment: Moment) -> None:
        made = self._database.execute(
            "INSERT OR IGNORE INTO moments (file, time, pts) VALUES (?, ?, ?)",
            (file, moment.time, moment.pts),
        )
        if not made.rowcount:  # another program was first
            return
        number = made.lastrowid
        if moment.thumbnail:
            self._database.execute(
                "INSERT INTO thumbnails VALUES (?, ?)", (number, moment.thumbnail)
            )
        for kind, vector in (("pictures", moment.seen), ("sounds", moment.heard)):
            if vector is not None:
                data = np.ascontiguousarray(vector, "<f4").tobytes()
                self._database.execute(f"INSERT INTO {kind} VALUES (?, ?)", (number, data))


def _write_facts(database: sqlite3.Connection, card: ModelCard, weights: str) -> None:
    facts = {
        "format": FORMAT,
        "weights": weights,
        "title": card.title,
        "network": card.network,
        "sha256": card.sha256,
    }
    database.executemany(
        "INSERT OR REPLACE INTO facts VALUES (?, ?)", [(k, str(v)) for k, v in facts.items()]
    )
