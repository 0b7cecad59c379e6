"""Saves and loads results: a table of peaks (CSV) and an archive of maps (NPZ)."""

import csv
import math
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import IO, Any, Protocol

import numpy as np

from avol.core.atomic import atomic_write
from avol.core.constants import GRID_SIZE
from avol.core.output_mark import ZIP_EXTRA
from avol.localization import Localization, Verdict
from avol.localizer import HEARD

NUMBERS = ("score", "peak_x", "peak_y")
HEARD_COLUMNS = tuple(
    column for place in range(1, HEARD + 1) for column in (f"heard_{place}", f"probability_{place}")
)
COLUMNS = ("pts_s", *NUMBERS, "verdict", "label", *HEARD_COLUMNS, "taught", "match_probability")
TAUGHT_SEPARATOR = "; "
"""Between the names of taught classes in a column."""


class WriteMap(Protocol):
    """Writes the map of one image; `size` is (width, height) of the image in pixels."""

    def __call__(self, pts: int, localization: Localization, size: tuple[int, int]) -> None: ...


@contextmanager
def map_writer(base: Path, count: int, time_base: Fraction, origin: str = "") -> Iterator[WriteMap]:
    """Write BASE.csv and BASE.npz map by map; memory use does not grow with the duration.

    CSV, one row per image: seconds on the time axis of the file, maximum of the map, centre of the
    peak cell in pixels of the source, verdict, highlighted class, the most probable classes of the
    audio with their probabilities, the taught classes that the model knew, and the probability of a
    match. Score, peak and that probability are empty without sound, and names where the model gives
    none. NPZ: `maps` (N, 14, 14) float32 in 0..1, `pts` (N,) int64, `time_base` (2,) int64
    numerator and denominator, `seconds` (N,) float64, `verdicts`, `labels` and `taught` (N,) text,
    `heard` (N, 3) text with `probabilities` (N, 3) float32, `match_probabilities` (N,) float32, NaN
    without calibration, and, if given, `origin` () text.

    Args:
        base: path without suffix.
        count: number of maps.
        time_base: seconds per tick of the pts.
        origin: text about the origin of the maps, for `load_origin`.

    Raises MediaError if the files cannot be written. After any exception both files are removed.
    """
    columns = _Columns()
    with (
        atomic_write(base.with_name(base.name + ".csv")) as table,
        atomic_write(base.with_name(base.name + ".npz")) as archive,
        table.open("w", newline="", encoding="utf-8") as table_file,
        zipfile.ZipFile(archive, "w") as members,
    ):
        rows = csv.writer(table_file)
        rows.writerow(COLUMNS)
        first = zipfile.ZipInfo("maps.npy", time.localtime()[:6])
        first.extra = ZIP_EXTRA
        with members.open(first, "w", force_zip64=True) as maps:

            def write_map(pts: int, localization: Localization, size: tuple[int, int]) -> None:
                if not columns.stamps:
                    _write_header(maps, (count, *localization.map.shape))
                columns.add(pts, localization)
                maps.write(np.ascontiguousarray(localization.map, "<f4").tobytes())
                rows.writerow(table_row(float(pts * time_base), localization, size))

            yield write_map
            if not columns.stamps:
                _write_header(maps, (0, GRID_SIZE, GRID_SIZE))
        columns.write(members, time_base)
        if origin:
            _write_member(members, "origin", np.array(origin))


@dataclass
class _Columns:
    """What the archive holds of each map besides the map."""

    stamps: list[int] = field(default_factory=list)
    words: list[tuple[str, ...]] = field(default_factory=list)
    """Verdict, label, taught classes, classes of the audio."""
    probabilities: list[tuple[float, ...]] = field(default_factory=list)
    matches: list[float] = field(default_factory=list)

    def add(self, pts: int, localization: Localization) -> None:
        heard = _padded(localization)
        verdict, taught = localization.verdict.value, taught_text(localization)
        self.stamps.append(pts)
        self.words.append((verdict, localization.label, taught, *(name for name, _ in heard)))
        self.probabilities.append(tuple(probability for _, probability in heard))
        match = localization.match_probability
        self.matches.append(math.nan if match is None else match)

    def write(self, members: zipfile.ZipFile, time_base: Fraction) -> None:
        pts = np.array(self.stamps, np.int64)
        texts = np.array(self.words, np.str_).reshape(-1, 3 + HEARD)
        shares = np.array(self.probabilities, np.float32).reshape(-1, HEARD)
        _write_member(members, "pts", pts)
        _write_member(members, "time_base", np.array(time_base.as_integer_ratio(), np.int64))
        _write_member(members, "seconds", pts * time_base.numerator / time_base.denominator)
        _write_member(members, "verdicts", texts[:, 0])
        _write_member(members, "labels", texts[:, 1])
        _write_member(members, "taught", texts[:, 2])
        _write_member(members, "heard", texts[:, 3:])
        _write_member(members, "probabilities", shares)
        _write_member(members, "match_probabilities", np.array(self.matches, np.float32))


def table_row(seconds: float, localization: Localization, size: tuple[int, int]) -> tuple[Any, ...]:
    """The table row of the map at `seconds`; `size` is (width, height) of the image in pixels."""
    numbers = ("", "", "")
    if localization.verdict.has_sound:
        x, y = (position * side for position, side in zip(localization.peak, size, strict=True))
        numbers = f"{localization.score:.6f}", f"{x:.2f}", f"{y:.2f}"
    classes = (
        text
        for name, probability in _padded(localization)
        for text in (name, f"{probability:.4f}" if name else "")
    )
    words = localization.verdict.value, localization.label
    known = localization.verdict.has_sound and localization.match_probability is not None
    match = f"{localization.match_probability:.6f}" if known else ""
    return f"{seconds:.6f}", *numbers, *words, *classes, taught_text(localization), match


def taught_text(localization: Localization) -> str:
    """Return the names of the taught classes as a column contains them."""
    return TAUGHT_SEPARATOR.join(localization.taught)


def _padded(localization: Localization) -> list[tuple[str, float]]:
    """Return `HEARD` classes of the audio; those that are missing have no name."""
    heard = [(name, probability) for name, probability in localization.heard[:HEARD]]
    return heard + [("", 0.0)] * (HEARD - len(heard))


def load_origin(archive: Path) -> str:
    """Load the text about the origin of an archive; "" if it has none or is damaged."""
    try:
        # NumPy leaves a damaged archive open that is given as a path.
        with archive.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return str(arrays["origin"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return ""


def load_verdicts(table: Path) -> list[Verdict]:
    """Load the verdict of each row of a table; raises ValueError for an incomplete row."""
    text = table.read_text(encoding="utf-8")
    if not text.endswith("\n"):
        raise ValueError("the last row is incomplete")
    return [_load_verdict(row) for row in csv.DictReader(text.splitlines())]


def _load_verdict(row: dict[str, str | None]) -> Verdict:
    if None in row.values():
        raise ValueError("a row is incomplete")
    verdict = Verdict(row.get("verdict") or "")
    texts = [row.get(name) or "" for name in NUMBERS]
    empty = not verdict.has_sound and not any(texts)
    numbers = [row.get("pts_s") or "", *([] if empty else texts)]
    if not all(math.isfinite(float(number)) for number in numbers):
        raise ValueError(f"not finite: {numbers}")
    return verdict


def count_maps(archive: Path) -> int:
    """Return the number of maps in an archive that is complete; raises ValueError otherwise."""
    try:
        with zipfile.ZipFile(archive) as members:
            damaged = members.testzip()
            shapes = {name: _load_shape(members, name) for name in ("maps", "pts", "seconds")}
    except (KeyError, zipfile.BadZipFile) as error:
        raise ValueError(str(error)) from error
    count = shapes["maps"][0]
    if damaged or shapes != {
        "maps": (count, GRID_SIZE, GRID_SIZE), "pts": (count,), "seconds": (count,)
    }:  # fmt: skip
        raise ValueError(f"damaged: {damaged or shapes}")
    return count


def _load_shape(archive: zipfile.ZipFile, name: str) -> tuple[int, ...]:
    with archive.open(f"{name}.npy") as member:
        np.lib.format.read_magic(member)
        return np.lib.format.read_array_header_1_0(member)[0]


def _write_header(maps: IO[bytes], shape: tuple[int, ...]) -> None:
    """Write the NPY header of an array whose values follow map by map."""
    header = {"descr": "<f4", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(maps, header)


def _write_member(archive: zipfile.ZipFile, name: str, array: np.ndarray) -> None:
    with archive.open(f"{name}.npy", "w") as member:
        np.lib.format.write_array(member, array, allow_pickle=False)
