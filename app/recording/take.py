"""The files of a take while it grows: fragments of movie, the table, and a log of its maps."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from app.recording.encoding import Mapped
from avol.errors import MediaError
from avol.files import folder
from avol.localizer import Localization, Verdict
from avol.records import COLUMNS, row

if TYPE_CHECKING:
    from avol.media.fragments import Fragment

RESERVE = 64 * 2**20  # bytes left free on the disk, for what else needs it
MOVIE, TABLE = "take.mp4", "take.csv"
_LOG = "maps.part"
_VERDICTS = tuple(Verdict)
_ENTRY = np.dtype(
    [("time", "<f8"), ("logits", "<f4", (14, 14)), ("map", "<f4", (14, 14)), ("score", "<f4"),
     ("peak", "<f4", (2,)), ("verdict", "u1")]
)  # fmt: skip

FULL = "The disk is full, so the recording has ended; what was recorded until then is in {}."


class Take:
    """A folder of its own with `take.mp4` and `take.csv`, whole whatever becomes of the program.

    Times are those of the movie's fragments; `start` is that of the first one that was added. The
    table is as `avol.records` has it, written row by row.
    """

    def __init__(self, path: Path) -> None:
        self.folder = free_folder(path)
        self.start: float | None = None
        self.bytes = 0
        self._open: list[_Growing] = []
        try:
            for name in (MOVIE, _LOG, TABLE):
                self._open.append(_Growing(self.folder / name))
            self._open[-1].append(_sheet([COLUMNS]))
        except OSError as error:
            self.close()
            raise _unwritable(self.folder, error) from error
        self._movie, self._log, self._table = self._open
        self._early: list[tuple[Mapped, tuple[int, int]]] = []  # until it is known where it begins

    def add(self, head: bytes, fragment: Fragment) -> None:
        """Append a fragment; MediaError with nothing of it written where that cannot be."""
        begins = self.start is None
        data = head + fragment.data if begins else fragment.data
        try:
            if shutil.disk_usage(self.folder).free < RESERVE + len(data):
                raise MediaError(FULL.format(self.folder))
            self._movie.append(data)
        except OSError as error:
            raise MediaError(FULL.format(self.folder)) from error
        self.start = fragment.start if begins else self.start
        self.bytes += len(data)
        self._write_table()

    def note(self, mapped: Mapped, size: tuple[int, int]) -> None:
        """Append a map, of a picture of (width, height); left out where the disk has no room."""
        found = mapped.found
        entry = np.zeros((), _ENTRY)
        entry["time"], entry["logits"], entry["map"] = mapped.time, found.logits, found.map
        entry["score"], entry["peak"] = found.score, found.peak
        entry["verdict"] = _VERDICTS.index(found.verdict)
        with suppress(OSError):  # the movie will say so with its next fragment
            self._log.append(entry.tobytes())
        self._early.append((mapped, size))
        self._write_table()

    def _write_table(self) -> None:
        if self.start is None:
            return
        rows = [row(m.time, m.found, size) for m, size in self._early if self._holds(m.time)]
        self._early.clear()
        with suppress(OSError):
            self._table.append(_sheet(rows))

    def _holds(self, time: float) -> bool:
        return time >= (self.start or 0.0) - 1e-6

    def maps(self) -> Iterator[Mapped]:
        """The maps from `start` on, one after another."""
        with (self.folder / _LOG).open("rb") as log:
            while len(data := log.read(_ENTRY.itemsize)) == _ENTRY.itemsize:
                entry = np.frombuffer(data, _ENTRY)[0]
                if self._holds(entry["time"]):
                    yield Mapped(float(entry["time"]), _found(entry))

    def close(self) -> None:
        """Let go of the files; they stay."""
        for growing in self._open:
            growing.close()

    def drop_log(self) -> None:
        """The maps are kept elsewhere now."""
        (self.folder / _LOG).unlink(missing_ok=True)


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


def _found(entry: np.void) -> Localization:
    x, y = entry["peak"]
    verdict = _VERDICTS[int(entry["verdict"])]
    return Localization(
        entry["map"], entry["logits"], float(entry["score"]), (float(x), float(y)), verdict
    )


def _unwritable(where: Path, error: OSError) -> MediaError:
    cause = error.strerror or str(error)
    return MediaError(f"“{where}” cannot be written to ({cause}); choose another folder.")
