"""What is to be prepared: a folder of videos, a list of files, AudioSet's or VGG-Sound's CSV."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, get_args

from avol.data.shards.segment import VideoSegment
from avol.errors import InputError
from avol.media.file_types import VIDEOS

SEGMENT = 10.0  # seconds that a segment of VGG-Sound lasts
ID = 11  # characters of a video's id on YouTube

Split = Literal["all", "train", "val", "test"]

VALIDATION = 30 / 293
"""Share of the training videos held out for validation: the paper's 30 k of 293 k (§3.3)."""


def read_list(source: Path, videos: Path | None = None) -> list[VideoSegment]:
    """What `source` names, in its order; the path of what is not there leads to no file.

    Args:
        source: a folder, taken with all below it; a text file with one path a line; AudioSet's
            CSV (id, start, end, labels) or VGG-Sound's (id, start, label, train or test).
        videos: where the files lie that a list names; for a CSV anywhere below it, named ID.mp4,
            ID_30.mkv, ID_000030.webm or the like. Default: beside the list.

    Raises:
        InputError: there is no such folder or list, or the list has another layout.
    """
    folder = videos or (source if source.is_dir() else source.parent)
    if not folder.is_dir():
        raise InputError(f"“{folder}” is no folder; name the one that holds the videos.")
    if source.is_dir():
        paths = sorted(path for path in source.rglob("*") if path.suffix.lower() in VIDEOS)
        return [VideoSegment(path.relative_to(source).as_posix(), path) for path in paths]
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise InputError(f"“{source}” cannot be read; name a folder, a list or a CSV.") from error
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if source.suffix.lower() == ".csv":
        return _segments(source, lines, folder)
    return [VideoSegment(line.strip(), folder / line.strip()) for line in lines]


def choose(
    stretches: Iterable[VideoSegment], split: Split = "all", classes: frozenset[str] = frozenset()
) -> list[VideoSegment]:
    """The stretches of one split, and of these classes if any are named.

    A list that tells training from test itself is followed. Validation is held out of the rest by
    the name of the video, so that all clips of a video are on one side.

    Raises:
        InputError: there is no such split, or the test split of a list that knows none is asked.
    """
    chosen = list(stretches)
    if split not in get_args(Split):
        raise InputError(f"There is no split “{split}”; choose all, train, val or test.")
    if split == "test":
        if not any(stretch.part for stretch in chosen):
            raise InputError("The list names no test split; prepare AudioSet's evaluation list.")
        chosen = [stretch for stretch in chosen if stretch.part == "test"]
    elif split != "all":
        chosen = [
            stretch
            for stretch in chosen
            if stretch.part != "test" and _held_out(stretch.video) == (split == "val")
        ]
    return [s for s in chosen if not classes or classes.intersection(s.labels)]


def _held_out(video: str) -> bool:
    return int(hashlib.sha256(video.encode()).hexdigest()[:8], 16) / 2**32 < VALIDATION


def _segments(source: Path, lines: Sequence[str], folder: Path) -> list[VideoSegment]:
    files = _by_id(folder)
    found = []
    try:
        for row in csv.reader(lines, skipinitialspace=True, strict=True):
            video, start, stop, labels, part = _fields(row)
            path = _file(files.get(video, []), video, start) or folder / video
            found.append(VideoSegment(video, path, start, stop, labels, part))
    except (ValueError, csv.Error) as error:
        raise InputError(
            f"“{source.name}” has a line that is neither AudioSet's (id, start, end, labels) nor "
            f"VGG-Sound's (id, start, label, split): {error}."
        ) from error
    return found


def _fields(row: list[str]) -> tuple[str, float, float, tuple[str, ...], str]:
    if len(row) != 4:
        raise ValueError(f"{len(row)} fields in “{', '.join(row)}”")
    video, start, third, last = (field.strip() for field in row)
    if last in ("train", "test"):
        return video, float(start), float(start) + SEGMENT, (third,), last
    return video, float(start), float(third), tuple(last.split(",")), ""


def _by_id(folder: Path) -> dict[str, list[Path]]:
    files: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in VIDEOS:
            files.setdefault(path.stem[:ID], []).append(path)
    return files


def _file(files: list[Path], video: str, start: float) -> Path | None:
    """The file of a segment: the one whose name holds its start, else the plainest."""
    starts = (f"{start:g}", f"{start:.3f}", f"{round(start):06}", f"{round(start * 1000)}")
    for path in files:
        if path.stem[len(video) :].lstrip("_-").split("_")[0] in starts:
            return path
    plain = [path for path in files if path.stem == video]
    return plain[0] if plain else files[0] if len(files) == 1 else None
