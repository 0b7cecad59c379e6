"""Saves and loads results: a table of peaks (CSV) and an archive of maps (NPZ)."""

import csv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import IO, Any, Protocol

import numpy as np

from avol.core.atomic import atomic_write
from avol.core.constants import GRID_SIZE
from avol.localizer import Localization, Verdict

COLUMNS = ("pts_s", "score", "peak_x", "peak_y", "verdict")


class WriteMap(Protocol):
    """Writes the map of one image; `size` is (width, height) of the image in pixels."""

    def __call__(self, pts: int, localization: Localization, size: tuple[int, int]) -> None: ...


@contextmanager
def map_writer(base: Path, count: int, time_base: Fraction, origin: str = "") -> Iterator[WriteMap]:
    """Write BASE.csv and BASE.npz map by map; memory use does not grow with the duration.

    CSV, one row per image: seconds on the time axis of the file, maximum of the map, centre of the
    peak cell in pixels of the source, verdict. NPZ: `maps` (N, 14, 14) float32 in 0..1, `pts` (N,)
    int64, `time_base` (2,) int64 numerator and denominator, `seconds` (N,) float64, and, if given,
    `origin` () text.

    Args:
        base: path without suffix.
        count: number of maps.
        time_base: seconds per tick of the pts.
        origin: text about the origin of the maps, for `load_origin`.

    Raises MediaError if the files cannot be written. After any exception both files are removed.
    """
    stamps: list[int] = []
    with (
        atomic_write(base.with_name(base.name + ".csv")) as table,
        atomic_write(base.with_name(base.name + ".npz")) as archive,
        table.open("w", newline="", encoding="utf-8") as table_file,
        zipfile.ZipFile(archive, "w") as members,
    ):
        rows = csv.writer(table_file)
        rows.writerow(COLUMNS)
        with members.open("maps.npy", "w", force_zip64=True) as maps:

            def write_map(pts: int, localization: Localization, size: tuple[int, int]) -> None:
                if not stamps:
                    _write_header(maps, (count, *localization.map.shape))
                stamps.append(pts)
                maps.write(np.ascontiguousarray(localization.map, "<f4").tobytes())
                rows.writerow(table_row(float(pts * time_base), localization, size))

            yield write_map
            if not stamps:
                _write_header(maps, (0, GRID_SIZE, GRID_SIZE))
        pts = np.array(stamps, np.int64)
        _write_member(members, "pts", pts)
        _write_member(members, "time_base", np.array(time_base.as_integer_ratio(), np.int64))
        _write_member(members, "seconds", pts * time_base.numerator / time_base.denominator)
        if origin:
            _write_member(members, "origin", np.array(origin))


def table_row(seconds: float, localization: Localization, size: tuple[int, int]) -> tuple[Any, ...]:
    """The table row of the map at `seconds`; `size` is (width, height) of the image in pixels."""
    x, y = (position * side for position, side in zip(localization.peak, size, strict=True))
    score, verdict = localization.score, localization.verdict
    return f"{seconds:.6f}", f"{score:.6f}", f"{x:.2f}", f"{y:.2f}", verdict.value


def load_origin(archive: Path) -> str:
    """Load the text about the origin of an archive; "" if it has none or is damaged."""
    try:
        with np.load(archive, allow_pickle=False) as arrays:
            return str(arrays["origin"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return ""


def load_verdicts(table: Path) -> list[Verdict]:
    """Load the verdict of each row of a table; raises ValueError for an unknown verdict."""
    with table.open(newline="", encoding="utf-8") as table_file:
        return [Verdict(row["verdict"]) for row in csv.DictReader(table_file)]


def _write_header(maps: IO[bytes], shape: tuple[int, ...]) -> None:
    """Write the NPY header of an array whose values follow map by map."""
    header = {"descr": "<f4", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(maps, header)


def _write_member(archive: zipfile.ZipFile, name: str, array: np.ndarray) -> None:
    with archive.open(f"{name}.npy", "w") as member:
        np.lib.format.write_array(member, array, allow_pickle=False)
