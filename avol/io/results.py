"""Maps as data: a table of peaks for people, an archive of arrays for programs."""

import csv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import IO, Any, Protocol

import numpy as np

from avol.core.atomic import atomic_write
from avol.localizer import Localization

COLUMNS = ("pts_s", "score", "peak_x", "peak_y", "verdict")


class Add(Protocol):
    """Adds one picture's map; `size` is the picture's (width, height) in pixels."""

    def __call__(self, pts: int, found: Localization, size: tuple[int, int]) -> None: ...


@contextmanager
def recording(base: Path, count: int, time_base: Fraction, origin: str = "") -> Iterator[Add]:
    """Write BASE.csv and BASE.npz while the maps come; memory stays flat however long it takes.

    CSV: a row a picture: seconds on the file's own axis, the map's maximum, the middle of the best
    cell in pixels of the source, the verdict. NPZ: `maps` (N, 14, 14) float32 in 0..1, `pts` (N,)
    int64, `time_base` (2,) int64 numerator and denominator, `seconds` (N,) float64, `origin` ()
    text, if any.

    Args:
        base: path without ending.
        count: how many maps there will be.
        time_base: seconds per tick of the pts.
        origin: how the maps came about, to be read by `read_origin`.

    Raises MediaError where the files cannot be written; then, as after any exception, neither is
    there.
    """
    stamps: list[int] = []
    with (
        atomic_write(base.with_name(base.name + ".csv")) as table,
        atomic_write(base.with_name(base.name + ".npz")) as archive,
        table.open("w", newline="", encoding="utf-8") as sheet,
        zipfile.ZipFile(archive, "w") as members,
    ):
        rows = csv.writer(sheet)
        rows.writerow(COLUMNS)
        with members.open("maps.npy", "w", force_zip64=True) as maps:

            def add(pts: int, found: Localization, size: tuple[int, int]) -> None:
                if not stamps:
                    _begin(maps, (count, *found.map.shape))
                stamps.append(pts)
                maps.write(np.ascontiguousarray(found.map, "<f4").tobytes())
                rows.writerow(row(float(pts * time_base), found, size))

            yield add
            if not stamps:
                _begin(maps, (0, 14, 14))
        pts = np.array(stamps, np.int64)
        _member(members, "pts", pts)
        _member(members, "time_base", np.array(time_base.as_integer_ratio(), np.int64))
        _member(members, "seconds", pts * time_base.numerator / time_base.denominator)
        if origin:
            _member(members, "origin", np.array(origin))


def row(seconds: float, found: Localization, size: tuple[int, int]) -> tuple[Any, ...]:
    """The row of the table for the map of a picture at `seconds`; `size` is its (width, height)."""
    x, y = (place * side for place, side in zip(found.peak, size, strict=True))
    return f"{seconds:.6f}", f"{found.score:.6f}", f"{x:.2f}", f"{y:.2f}", found.verdict.value


def read_origin(archive: Path) -> str:
    """What an archive says of how its maps came about; "" where it says nothing or is torn."""
    try:
        with np.load(archive, allow_pickle=False) as kept:
            return str(kept["origin"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return ""


def read_verdicts(table: Path) -> list[str]:
    """The verdict of each picture in a table."""
    with table.open(newline="", encoding="utf-8") as sheet:
        return [row["verdict"] for row in csv.DictReader(sheet)]


def _begin(maps: IO[bytes], shape: tuple[int, ...]) -> None:
    """Write the head of an array whose numbers follow one map at a time."""
    head = {"descr": "<f4", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(maps, head)


def _member(archive: zipfile.ZipFile, name: str, array: np.ndarray) -> None:
    with archive.open(f"{name}.npy", "w") as member:
        np.lib.format.write_array(member, array, allow_pickle=False)
