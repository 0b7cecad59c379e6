"""A library: one folder that holds vectors of pictures and sounds and knows where they are from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from avol.core.closeable import Closeable
from avol.core.constants import EMBEDDING_SIZE
from avol.errors import LibraryError
from avol.retrieval.library.schema import DATABASE, FORMAT, connect, said

if TYPE_CHECKING:
    from avol.model_card import ModelCard

Floats = NDArray[np.float32]
Kind = Literal["pictures", "sounds"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file looked like when it was taken in."""

    size: int
    mtime_ns: int
    hash: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the library; `trouble` is the sentence why nothing could be taken from it."""

    id: int
    path: Path
    stamp: Stamp
    complete: bool
    trouble: str


@dataclass(frozen=True, slots=True)
class Item:
    """Where a vector is from: the moment of a file, in seconds on the file's own axis."""

    id: int
    path: Path
    time: float
    pts: int | None


@dataclass(frozen=True, eq=False)
class Collection:
    """All vectors of one kind: ids (N,), ascending, and vectors (N, places, D)."""

    ids: NDArray[np.int64]
    vectors: Floats


class Library(Closeable):
    """A library that is open; to be used by one thread at a time.

    Several programs may read and write one library at once: changes are whole or not there, and
    wait for one another.

    Raises:
        LibraryError: there is none, it is damaged, or another program holds it for too long.
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
        """Let go of the files."""
        self._database.close()

    # -- what it is --------------------------------------------------------------------------

    @property
    def facts(self) -> dict[str, str]:
        """Format, and the weights it was made with: weights, title, network, sha256."""
        return dict(self._rows("SELECT key, value FROM facts"))

    def check(self, card: ModelCard) -> None:
        """LibraryError unless the library was made with the checkpoint of this card."""
        facts = self.facts
        if facts["sha256"] != card.sha256:
            raise LibraryError(
                f"The library “{self.folder}” was made with other weights ({facts['title']}) than "
                f"{card.title}; choose those, or index again with --rebuild."
            )

    def count(self, kind: Kind, after: int = 0) -> int:
        """How many vectors of a kind there are whose moment's number is above `after`."""
        return self._rows(f"SELECT count(*) FROM {kind} WHERE moment > ?", after)[0][0]

    @property
    def version(self) -> int:
        """Changes whenever another connection, of this or another program, has written."""
        return self._rows("PRAGMA data_version")[0][0]

    def entries(self) -> list[Entry]:
        """All files, by path."""
        rows = self._rows(
            "SELECT id, path, size, mtime_ns, hash, complete, trouble FROM files ORDER BY path"
        )
        return [Entry(i, Path(p), Stamp(s, m, h), bool(c), t) for i, p, s, m, h, c, t in rows]

    # -- what is in it -----------------------------------------------------------------------

    def numbers(self, kind: Kind) -> NDArray[np.int64]:
        """The numbers of all moments of a kind, ascending."""
        rows = self._rows(f"SELECT moment FROM {kind} ORDER BY moment")
        return np.fromiter((row[0] for row in rows), np.int64, len(rows))

    def vectors(self, kind: Kind, after: int = 0) -> Collection:
        """The vectors of a kind whose moment's number is above `after`."""
        rows = self._rows(
            f"SELECT moment, vector FROM {kind} WHERE moment > ? ORDER BY moment", after
        )
        return self._collect(rows)

    def vectors_of(self, kind: Kind, ids: Iterable[int]) -> Collection:
        """The vectors of these moments, those that are gone left out."""
        listed = json.dumps([int(i) for i in ids])
        rows = self._rows(
            f"SELECT moment, vector FROM {kind} WHERE moment IN (SELECT value FROM json_each(?)) "
            "ORDER BY moment",
            listed,
        )
        return self._collect(rows)

    def items(self, ids: Sequence[int] | NDArray[np.int64]) -> list[Item]:
        """Where these moments are from, in the same order, those that are gone left out."""
        listed = json.dumps([int(i) for i in ids])
        rows = self._rows(
            "SELECT moments.id, path, time, pts FROM moments JOIN files ON files.id = file "
            "WHERE moments.id IN (SELECT value FROM json_each(?))",
            listed,
        )
        found = {i: Item(i, Path(path), time, pts) for i, path, time, pts in rows}
        return [found[int(i)] for i in ids if int(i) in found]

    def thumbnail(self, moment: int) -> bytes | None:
        """A small JPEG of a moment: its picture, or its sound drawn."""
        rows = self._rows("SELECT jpeg FROM thumbnails WHERE moment = ?", int(moment))
        return rows[0][0] if rows else None

    # -- within ------------------------------------------------------------------------------

    def _check(self) -> None:
        facts = self.facts
        form = facts.get("format", "0")
        if not {"sha256", "weights", "title", "network"} <= facts.keys():
            raise LibraryError(
                f"The library “{self.folder}” is damaged ({DATABASE} names no weights); "
                "index again with --rebuild."
            )
        if int(form) > FORMAT:
            raise LibraryError(f"The library “{self.folder}” is from a newer AVOL; update AVOL.")

    def _rows(self, query: str, *values: object) -> list[tuple]:
        with said(self.folder):
            return self._database.execute(query, values).fetchall()

    def _collect(self, rows: list[tuple[int, bytes]]) -> Collection:
        ids = np.fromiter((row[0] for row in rows), np.int64, len(rows))
        lengths = {len(row[1]) for row in rows}
        if len(lengths) > 1 or any(length % 4 for length in lengths):
            raise LibraryError(
                f"The library “{self.folder}” is damaged (its vectors differ in length); "
                "index again with --rebuild."
            )
        values = np.frombuffer(b"".join(row[1] for row in rows), "<f4")
        if not rows:
            return Collection(ids, np.zeros((0, 1, EMBEDDING_SIZE), np.float32))
        whole = self.facts["network"] == "l3"
        return Collection(
            ids, values.reshape(len(rows), *((1, -1) if whole else (-1, EMBEDDING_SIZE)))
        )
