"""Database of a library: tables, connection, transactions and errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from avol.core.modality import Modality
from avol.errors import LibraryError

DATABASE = "library.sqlite"
FORMAT = 1
LOCK_TIMEOUT = 30.0
"""Seconds to wait for another process that writes."""
TABLES: dict[Modality, str] = {"image": "pictures", "audio": "sounds"}
"""Table of the vectors of a modality; also the prefix of its index files."""

_TABLES = """
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL, hash TEXT NOT NULL, complete INTEGER NOT NULL DEFAULT 0,
    trouble TEXT NOT NULL DEFAULT '');
CREATE TABLE moments (
    id INTEGER PRIMARY KEY AUTOINCREMENT, time REAL NOT NULL, pts INTEGER,
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, UNIQUE (file, time));
CREATE TABLE thumbnails (
    moment INTEGER PRIMARY KEY REFERENCES moments ON DELETE CASCADE, jpeg BLOB NOT NULL);
CREATE TABLE pictures (
    moment INTEGER PRIMARY KEY REFERENCES moments ON DELETE CASCADE, vector BLOB NOT NULL);
CREATE TABLE sounds (
    moment INTEGER PRIMARY KEY REFERENCES moments ON DELETE CASCADE, vector BLOB NOT NULL);
"""
# The names are those of format 1: a moment is a segment, facts are metadata, trouble is an error.
# Paths are stored as `avol.core.paths.path_to_text` gives them.
# Vectors and thumbnails have their own tables, so that reading one modality skips the rest.
# AUTOINCREMENT never reuses a segment id, so an older index stays usable: later segments have
# higher ids, and removed ones are skipped.


def connect(folder: Path, *, create: bool) -> sqlite3.Connection:
    """Open the database of a library; LibraryError if it is missing or cannot be opened."""
    path = folder / DATABASE
    if not create and not path.is_file():
        raise LibraryError(
            f"“{folder}” contains no library; add files in the studio or with avol index."
        )
    with library_errors(folder):
        # The caller ensures that one thread at a time uses it.
        database = sqlite3.connect(
            path, timeout=LOCK_TIMEOUT, isolation_level=None, check_same_thread=False
        )
        try:
            _set_up(database, create)
        except BaseException:
            database.close()
            raise
    return database


def _set_up(database: sqlite3.Connection, create: bool) -> None:
    # With WAL, readers continue during a write, and a crash keeps all earlier transactions.
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA foreign_keys = ON")
    if create:
        with transaction(database):
            if not database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                for statement in _TABLES.split(";")[:-1]:
                    database.execute(statement)


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Commit the statements of the block together, or roll back on any exception."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


@contextmanager
def library_errors(folder: Path) -> Iterator[None]:
    """Convert SQLite's exceptions to LibraryError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise LibraryError(
                f"Another program is writing the library “{folder}”; try again later."
            ) from error
        raise LibraryError(
            f"The library “{folder}” cannot be used ({error}); check the folder and its free "
            "space, or index again with --rebuild."
        ) from error
    except sqlite3.DatabaseError as error:
        raise LibraryError(
            f"The library “{folder}” is damaged ({error}); index again with --rebuild."
        ) from error
