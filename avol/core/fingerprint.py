"""Identification of files by their content, fast for files of any size."""

import stat
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from avol.core.paths import short_name
from avol.errors import MediaError

Span = tuple[int, int]
"""Offset and number of bytes."""

WHOLE_BYTES = 2**26
"""Files up to this size are hashed completely: 64 MiB."""
END_BYTES = 2**22
"""Hashed at either end of a larger file: 4 MiB, where containers have their tables."""
BLOCKS, BLOCK_BYTES = 128, 2**16
"""Number and size of the evenly distributed parts of a larger file that are hashed: 8 MiB."""
_FORMER_BLOCKS = 16


def fingerprint(path: Path) -> str:
    """Hash size and content of a file to 32 hexadecimal digits.

    A copy under another name, folder or date has the same fingerprint. Of a large file, both ends
    and 128 blocks between them are read. Raises MediaError if the file cannot be read.
    """
    size = _status(path)[0]
    return _hash(path, str(size), _spans(size))


def former_fingerprint(path: Path) -> str:
    """The fingerprint before version 0.2, which depends on the date; raises MediaError."""
    size, mtime_ns = _status(path)
    return _hash(path, f"{size} {mtime_ns}", _blocks(size, _FORMER_BLOCKS))


def _spans(size: int) -> Iterator[Span]:
    if size <= WHOLE_BYTES:
        yield 0, size
    else:
        yield 0, END_BYTES
        yield from _blocks(size, BLOCKS)
        yield size - END_BYTES, END_BYTES


def _blocks(size: int, count: int) -> Iterator[Span]:
    for number in range(count):
        yield max(0, size - BLOCK_BYTES) * number // (count - 1), BLOCK_BYTES


def _status(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from error
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would block
        raise MediaError(f"“{short_name(path)}” is not a file; choose a file.")
    return status.st_size, status.st_mtime_ns


def _hash(path: Path, start: str, spans: Iterator[Span]) -> str:
    digest = blake2b(start.encode(), digest_size=16)
    try:
        with path.open("rb") as file:
            for offset, count in spans:
                file.seek(offset)
                while count > 0 and (data := file.read(min(count, 2**20))):
                    digest.update(data)
                    count -= len(data)  # noqa: PLW2901
    except OSError as error:
        raise _unreadable(path, error) from error
    return digest.hexdigest()


def _unreadable(path: Path, error: OSError) -> MediaError:
    cause = error.strerror or str(error)
    return MediaError(f"“{short_name(path)}” cannot be read ({cause}); check the path.")
