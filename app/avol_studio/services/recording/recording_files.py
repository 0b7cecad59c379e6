"""The files of a take while it grows: fragments of movie, the table, and a log of its maps."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from avol.core.atomic import folder
from avol.errors import MediaError
from avol.io.results import COLUMNS, row
from avol_studio.services.recording.map_log import LOG, beginning, entry
from avol_studio.services.recording.recording_lock import RecordingLock
from avol_studio.services.recording.segment_encoder import Mapped

if TYPE_CHECKING:
    from avol.media.encoding.fragments import Fragment

RESERVE = 64 * 2**20  # bytes left free on the disk, for what else needs it
MOVIE, TABLE = "take.mp4", "take.csv"

FULL = "The disk is full, so the recording has ended; what was recorded until then is in {}."
FULL_FROM_THE_START = "The disk is full, so nothing can be recorded into {}; free some space."


class RecordingFiles:
    """A folder of its own with `take.mp4` and `take.csv`, whole whatever becomes of the program.

    Times are those of the movie's fragments; `start` is that of the first one that was added. The
    table is as `avol.io.results` has it, written row by row; the log (`avol_studio.services.recording.map_log`) stays until
    the take is finished.
    """

    def __init__(self, path: Path) -> None:
        self.folder = free_folder(path)
        self.start: float | None = None
        self.bytes = 0
        self._claim = RecordingLock(self.folder)
        self._claim.take()
        self._open: list[_Growing] = []
        try:
            full = shutil.disk_usage(self.folder).free < RESERVE
            for name in (MOVIE, LOG, TABLE):
                self._open.append(_Growing(self.folder / name))
            self._open[-1].append(_sheet([COLUMNS]))
        except OSError as error:
            self.close()
            raise _unwritable(self.folder, error) from error
        if full:
            self.close()
            raise self._full()
        self._movie, self._log, self._table = self._open
        self._early: list[tuple[Mapped, tuple[int, int]]] = []  # until it is known where it begins

    def add(self, head: bytes, fragment: Fragment) -> None:
        """Append a fragment; MediaError with nothing of it written where that cannot be."""
        begins = self.start is None
        data = head + fragment.data if begins else fragment.data
        try:
            if shutil.disk_usage(self.folder).free < RESERVE + len(data):
                raise self._full()
            self._movie.append(data)
            if begins:
                self._log.append(beginning(fragment.start))
                self.start = fragment.start
        except OSError as error:
            raise self._full() from error
        self.bytes += len(data)
        self._write_maps()

    def _full(self) -> MediaError:
        text = FULL_FROM_THE_START if self.start is None else FULL
        return MediaError(text.format(self.folder))

    def note(self, mapped: Mapped, size: tuple[int, int]) -> None:
        """Append a map, of a picture of (width, height); left out where the disk has no room."""
        self._early.append((mapped, size))
        self._write_maps()

    def _write_maps(self) -> None:
        if self.start is None:
            return
        held = [(m, size) for m, size in self._early if m.time >= self.start - 1e-6]
        self._early.clear()
        with suppress(OSError):  # the movie will say so with its next fragment
            self._log.append(b"".join(entry(m) for m, _ in held))
            self._table.append(_sheet(row(m.time, m.found, size) for m, size in held))

    def close(self) -> None:
        """Let go of the files; they stay, to be finished, unless nothing was ever added."""
        for growing in self._open:
            growing.close()
        self._claim.release()
        if self.start is None:
            discard(self.folder)


class _Growing:
    """A file to which whole pieces are appended, each of them or nothing."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("xb", buffering=0)
        self._length = 0

    def append(self, data: bytes) -> None:
        """Write all of it; what was there stays whole where that cannot be."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            self._file.truncate(self._length)
            self._file.seek(0, io.SEEK_END)
            raise
        self._length += len(data)

    def close(self) -> None:
        self._file.close()


def _sheet(rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def discard(folder: Path) -> None:
    """Remove a take of which nothing plays; what else lies in its folder stays."""
    for name in (MOVIE, TABLE, LOG):
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def free_folder(path: Path) -> Path:
    """A new folder of this name, or of the name with a number behind it where that is taken."""
    folder(path.parent)
    wanted, n = path, 1
    while True:
        try:
            wanted.mkdir()
        except FileExistsError:
            n += 1
            wanted = path.with_name(f"{path.name} ({n})")
        except OSError as error:
            raise _unwritable(wanted, error) from error
        else:
            return wanted


def _unwritable(where: Path, error: OSError) -> MediaError:
    cause = error.strerror or str(error)
    return MediaError(f"“{where}” cannot be written to ({cause}); choose another folder.")
