"""Atomic file writes: a file name refers to a complete file or to none.

A file is written under a temporary name in the same folder, which is created exclusively and locked
while its process lives. A later process removes what a crashed one has left.
"""

import os
import re
import shutil
import socket
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex

from avol.core.paths import is_special
from avol.errors import MediaError

try:
    import fcntl
except ImportError:  # Windows: temporary files are not locked, and leftovers stay
    fcntl = None

TEMPORARY_FILE = re.compile(r"\.avol-([0-9a-f]{8})-[0-9a-f]{16}\.part")
"""The name of a temporary file: a hash of the host name and a random number."""
FOREIGN_AGE = 86_400.0
"""Seconds after which the leftovers of another computer are removed."""


_protected: dict[str, Callable[[Path], bool]] = {}


def protect(path: Path, is_own: Callable[[Path], bool] | None) -> None:
    """Make `atomic_write` replace a file at `path` only if `is_own` returns True for it.

    The check before the work does not know of files that appear meanwhile. None: any file may be
    replaced.
    """
    if is_own is None:
        _protected.pop(str(path.absolute()), None)
    else:
        _protected[str(path.absolute())] = is_own


@contextmanager
def atomic_write(path: Path, *, durable: bool = False) -> Iterator[Path]:
    """Yield a temporary path that is renamed to `path` when the block succeeds.

    After any exception, including KeyboardInterrupt, the temporary file is deleted and an existing
    file at `path` is unchanged. The mode of an existing file is kept. `durable` files survive a
    power failure: use it for the work of a person. Raises MediaError in place of an OSError of the
    block, if a file has appeared at a protected path, and if the path is a pipe or a device.
    """
    if is_special(path):
        raise MediaError(f"“{path}” is not a file; choose another name.")
    try:
        with _temporary_file(path.parent) as part:
            yield part
            _check_protected(path)
            if path.is_file() and not path.is_symlink():
                shutil.copymode(path, part)
            if durable:
                sync_to_disk(part)
            part.replace(path)
            if durable:
                sync_to_disk(path.parent)
    except OSError as error:
        cause = error.strerror or str(error)
        raise MediaError(
            f"“{path.name}” cannot be written ({cause}); choose another folder or free space."
        ) from error


def _check_protected(path: Path) -> None:
    is_own = _protected.get(str(path.absolute()))
    if is_own is not None and os.path.lexists(path) and (path.is_symlink() or not is_own(path)):
        raise MediaError(
            f"“{path}” has appeared during the work and was not written by AVOL; choose another "
            "place, or replace it with --overwrite."
        )


def save_numbered(base: Path, writers: Mapping[str, Callable[[Path], object]]) -> Path:
    """Write a file BASE.SUFFIX for each suffix, numbered so that no existing file is replaced.

    Args:
        base: folder and name; the folder exists.
        writers: by suffix without dot ("png"), a function that writes to a given path.

    Returns:
        `base`, numbered if one of the files existed. Raises MediaError.
    """
    numbered = base
    paths = [_with_suffix(base, suffix) for suffix in writers]
    number = 1
    while not _reserve(paths):
        number += 1
        numbered = base.with_name(f"{base.name} ({number})")
        paths = [_with_suffix(numbered, suffix) for suffix in writers]
    try:
        for path, write in zip(paths, writers.values(), strict=True):
            with atomic_write(path) as part:
                write(part)
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise
    return numbered


def _with_suffix(base: Path, suffix: str) -> Path:
    return base.with_name(f"{base.name}.{suffix}")


def _reserve(paths: list[Path]) -> bool:
    """Create all files, empty, and return True; or none if one exists."""
    created: list[Path] = []
    try:
        for path in paths:
            path.open("xb").close()
            created.append(path)
    except OSError as error:
        for path in created:
            path.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            return False
        cause = error.strerror or str(error)
        raise MediaError(
            f"“{paths[0].name}” cannot be written ({cause}); choose another folder or free space."
        ) from error
    return True


def make_folder(path: Path) -> Path:
    """Create a folder if it does not exist and return it; raises MediaError if that fails."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cause = error.strerror or str(error)
        raise MediaError(f"Cannot create folder “{path}” ({cause}); choose another.") from error
    return path


@contextmanager
def _temporary_file(folder: Path) -> Iterator[Path]:
    """Create and lock a new file in a folder; it is removed at the end unless it was renamed."""
    _remove_leftovers(folder.absolute())
    part, descriptor = _create(folder)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
        if descriptor is not None:
            os.close(descriptor)


def _create(folder: Path) -> tuple[Path, int | None]:
    """Create a temporary file; returns it with the descriptor that holds its lock."""
    while True:
        part = folder / f".avol-{_host()}-{token_hex(8)}.part"
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        if fcntl is None:
            os.close(descriptor)  # an open file cannot be renamed on Windows
            return part, None
        with suppress(OSError):  # a disk without locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        if _is_same(part, descriptor):
            return part, descriptor
        os.close(descriptor)  # another process took it for a leftover before it was locked


def _is_same(path: Path, descriptor: int) -> bool:
    """Whether a path refers to the open file, and not to a link or another file."""
    with suppress(OSError):
        status = path.lstat()
        return stat.S_ISREG(status.st_mode) and os.path.samestat(status, os.fstat(descriptor))
    return False


@cache
def _remove_leftovers(folder: Path) -> None:
    """Remove temporary files of processes that have ended; once for each folder and process."""
    if fcntl is None:
        return
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - names, without a Path for each file
            if match := TEMPORARY_FILE.fullmatch(name):
                with suppress(OSError):  # it is gone, locked, or another user's
                    _remove_leftover(folder / name, is_local=match[1] == _host())


def _remove_leftover(part: Path, is_local: bool) -> None:
    """Remove a temporary file unless a process holds its lock; raises OSError then.

    Locks may not reach over the network: files of other computers must also be old.
    """
    assert fcntl is not None
    descriptor = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        age = time.time() - os.fstat(descriptor).st_mtime
        if _is_same(part, descriptor) and (is_local or age > FOREIGN_AGE):
            part.unlink()
    finally:
        os.close(descriptor)


@cache
def _host() -> str:
    return blake2b(socket.gethostname().encode(), digest_size=4).hexdigest()


def sync_to_disk(path: Path) -> None:
    """Write a file or the entries of a folder to the disk itself, where that is supported."""
    with suppress(PermissionError):  # Windows opens no folders
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
