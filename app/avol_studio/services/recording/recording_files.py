"""Files of a recording in progress: fragmented video, result table, and map log."""

from __future__ import annotations

import csv
import errno
import io
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from avol.core.atomic import make_folder, sync_to_disk
from avol.errors import MediaError
from avol.io.results import COLUMNS, table_row
from avol_studio.core.translation import tr
from avol_studio.services.recording.map_log import MAP_LOG, pack_map, pack_start
from avol_studio.services.recording.recording_lock import RecordingLock
from avol_studio.services.recording.segment_encoder import TimedMap

if TYPE_CHECKING:
    from avol.media.encoding.fragments import Fragment

DISK_RESERVE = 64 * 2**20  # bytes left free on the disk for other programs
VIDEO, TABLE = "take.mp4", "take.csv"

DISK_FULL = tr("The disk is full and the recording stopped; the recorded part is in {}.")
NO_DISK_SPACE = tr("The disk is full and nothing can be recorded into {}; free some space.")


class RecordingFiles:
    """A folder with `take.mp4` and `take.csv` that are readable after a crash at any time.

    Times are those of the video fragments; `start` is the time of the first fragment, None before
    it. The table has the columns of `avol.io.results`. The map log stays until the recording is
    finalized.

    Raises MediaError if the folder is not writable or the disk is full.
    """

    def __init__(self, path: Path) -> None:
        self.folder = create_unique_folder(path)
        self.start: float | None = None
        self.bytes = 0
        self._lock = RecordingLock(self.folder)
        self._lock.acquire()
        self._open_files: list[_AppendFile] = []
        try:
            full = shutil.disk_usage(self.folder).free < DISK_RESERVE
            for name in (VIDEO, MAP_LOG, TABLE):
                self._open_files.append(_AppendFile(self.folder / name))
            self._open_files[-1].append(_csv_bytes([COLUMNS]))
        except OSError as error:
            self.close()
            raise _unwritable(self.folder, error) from error
        if full:
            self.close()
            raise self._disk_full()
        self._video, self._log, self._table = self._open_files
        self._pending_maps: list[tuple[TimedMap, tuple[int, int]]] = []  # until `start` is known

    def append_fragment(self, header: bytes, fragment: Fragment) -> None:
        """Append a fragment; on MediaError (disk full) nothing of it is written."""
        first = self.start is None
        data = header + fragment.data if first else fragment.data
        try:
            if shutil.disk_usage(self.folder).free < DISK_RESERVE + len(data):
                raise self._disk_full()
            self._video.append(data)
            if first:
                self._log.append(pack_start(fragment.start))
                self.start = fragment.start
        except OSError as error:
            raise self._disk_full() from error
        self.bytes += len(data)
        self._write_maps()

    def _disk_full(self) -> MediaError:
        text = NO_DISK_SPACE if self.start is None else DISK_FULL
        return MediaError(text.format(self.folder))

    def append_map(self, timed_map: TimedMap, size: tuple[int, int]) -> None:
        """Append the map of a frame of `size` (width, height); skipped if the disk is full."""
        self._pending_maps.append((timed_map, size))
        self._write_maps()

    def _write_maps(self) -> None:
        if self.start is None:
            return
        maps = [(m, size) for m, size in self._pending_maps if m.time >= self.start - 1e-6]
        self._pending_maps.clear()
        with suppress(OSError):  # the next fragment of the video reports the error
            self._log.append(b"".join(pack_map(m) for m, _ in maps))
            self._table.append(
                _csv_bytes(table_row(m.time, m.localization, size) for m, size in maps)
            )

    def close(self) -> None:
        """Write the files to the disk itself and close them; remove them if they are empty."""
        if self.start is not None:
            with suppress(OSError):  # a disk that was removed; the last write has reported it
                for file in self._open_files:
                    file.sync()
                sync_to_disk(self.folder)
        for file in self._open_files:
            file.close()
        self._lock.release()
        if self.start is None:
            remove_empty_recording(self.folder)


class _AppendFile:
    """A new file whose appends are written completely or not at all."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("xb", buffering=0)
        self._length = 0

    def append(self, data: bytes) -> None:
        """Write `data`; on OSError the file keeps its previous content."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            self._file.truncate(self._length)
            self._file.seek(0, io.SEEK_END)
            raise
        self._length += len(data)

    def sync(self) -> None:
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()


def _csv_bytes(rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def remove_empty_recording(folder: Path) -> None:
    """Remove the files of a recording, and its folder if it contains nothing else."""
    for name in (VIDEO, TABLE, MAP_LOG):
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def create_unique_folder(path: Path) -> Path:
    """Create a folder of this name, with a number appended if the name is taken.

    Raises MediaError if it cannot be created.
    """
    make_folder(path.parent)
    candidate, n = path, 1
    while True:
        try:
            candidate.mkdir()
        except FileExistsError:
            n += 1
            candidate = path.with_name(f"{path.name} ({n})")
        except OSError as error:
            raise _unwritable(candidate, error) from error
        else:
            return candidate


def _unwritable(path: Path, error: OSError) -> MediaError:
    if error.errno == errno.ENOSPC:
        text = tr("The disk is full, so “{path}” cannot be created; free some space.")
        return MediaError(text.format(path=path))
    cause = error.strerror or str(error)
    return MediaError(
        tr("“{path}” is not writable ({cause}); choose another folder.").format(
            path=path, cause=cause
        )
    )
