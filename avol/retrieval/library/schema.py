"""The table of a library, and what can go wrong with it said in one sentence."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from avol.errors import LibraryError

DATABASE = "library.sqlite"
FORMAT = 1
PATIENCE = 30.0
"""Seconds that one program waits for another to finish writing."""

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
# Vectors and thumbnails lie apart from the moments, so that reading one kind skips the others.
# AUTOINCREMENT: the number of a moment is never given again, which lets an index made earlier stay
# of use: it knows which moments are new, and what it finds that is gone is passed over.


def connect(folder: Path, *, create: bool) -> sqlite3.Connection:
    """Open the database of a library; LibraryError where there is none or it cannot be read."""
    path = folder / DATABASE
    if not create and not path.is_file():
        raise LibraryError(
            f"There is no library in “{folder}”; add files to make one, here or by avol index."
        )
    with said(folder):
        # One thread at a time uses it; which one is the caller's business.
        database = sqlite3.connect(
            path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            _set_up(database, create)
        except BaseException:
            database.close()
            raise
    return database


def _set_up(database: sqlite3.Connection, create: bool) -> None:
    # Readers go on while one writes, and a crash leaves what was written before.
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA foreign_keys = ON")
    if create:
        with writing(database):
            if not database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                for statement in _TABLES.split(";")[:-1]:
                    database.execute(statement)


@contextmanager
def writing(database: sqlite3.Connection) -> Iterator[None]:
    """A change that happens as a whole or not at all, after other programs' changes."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


@contextmanager
def said(folder: Path) -> Iterator[None]:
    """Turn what SQLite raises into a LibraryError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise LibraryError(
                f"The library “{folder}” is being written by another program; try again later."
            ) from error
        raise LibraryError(
            f"The library “{folder}” cannot be used ({error}); check the folder and its free "
            "space, or index again with --rebuild."
        ) from error
    except sqlite3.DatabaseError as error:
        raise LibraryError(
            f"The library “{folder}” is damaged ({error}); index again with --rebuild."
        ) from error
