"""Whose a take is: one AVOL records or finishes it, another one that starts beside it leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QLockFile

from avol.errors import AvolError

_LOCK = "take.lock"


class RecordingLockedError(AvolError):
    """Somebody else is at work on the take; it was not touched."""


class RecordingLock:
    """On the folder of a take; it ends with `release`, or with the process however that ends."""

    def __init__(self, folder: Path) -> None:
        self._lock = QLockFile(str(folder / _LOCK))
        self._lock.setStaleLockTime(0)  # a take may be long; only a process that is gone lets go

    def take(self) -> bool:
        """Whether it is ours now; where there can be no locks it always is."""
        return self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError

    def release(self) -> None:
        """Leave the take to others."""
        self._lock.unlock()


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Hold a claim for the time of the block; raises ClaimedError where it is somebody else's."""
    claim = RecordingLock(folder)
    if not claim.take():
        raise RecordingLockedError(
            f"The take in {folder} is being recorded or finished; wait for that."
        )
    try:
        yield
    finally:
        claim.release()
