"""Inter-process lock on the folder of a recording."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QLockFile

from avol.errors import AvolError
from avol_studio.core.translation import tr

_LOCK_NAME = "take.lock"


class RecordingLockedError(AvolError):
    """Another process records into the folder or finalizes it."""


class RecordingLock:
    """Locks the folder of a recording until `release` or the end of the process."""

    def __init__(self, folder: Path) -> None:
        self._lock = QLockFile(str(folder / _LOCK_NAME))
        self._lock.setStaleLockTime(0)  # recordings may be long; only a dead process loses its lock

    def acquire(self) -> bool:
        """Return whether this process holds the lock; True where the disk supports no locks."""
        return self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError

    def release(self) -> None:
        """Unlock the folder."""
        self._lock.unlock()


@contextmanager
def recording_locked(folder: Path) -> Iterator[None]:
    """Hold the lock inside the block; raises RecordingLockedError if another process holds it."""
    lock = RecordingLock(folder)
    if not lock.acquire():
        raise RecordingLockedError(
            tr(
                "The recording in {folder} is in use by another AVOL; wait until it is finished."
            ).format(folder=folder)
        )
    try:
        yield
    finally:
        lock.release()
