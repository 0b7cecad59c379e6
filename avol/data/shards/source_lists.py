"""Source lists: a folder of videos, a list of files, or AudioSet's or VGG-Sound's CSV."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, get_args

from avol.data.shards.segment import VideoSegment
from avol.errors import InputError
from avol.media.file_types import VIDEO_SUFFIXES

VGGSOUND_SECONDS = 10.0
"""Duration of a segment of VGG-Sound."""
_ID_LENGTH = 11  # characters of a YouTube id

Split = Literal["all", "train", "val", "test"]

VALIDATION_FRACTION = 30 / 293
"""Fraction of the training videos in the validation split: 30 k of 293 k (paper §3.3)."""


def load_source_list(source: Path, videos: Path | None = None) -> list[VideoSegment]:
    """Loads the segments of a source in its order; the path of a missing file does not exist.

    Args:
        source: a folder, which is searched recursively; a text file with one path per line;
            AudioSet's CSV (id, start, end, labels) or VGG-Sound's (id, start, label, train or
            test).
        videos: folder of the files that a list names. The files of a CSV may be anywhere below it,
            with names such as ID.mp4, ID_30.mkv or ID_000030.webm. Default: the folder of the list.

    Raises:
        InputError: the folder or the list is missing, or the list has another format.
    """
    folder = videos or (source if source.is_dir() else source.parent)
    if not folder.is_dir():
        raise InputError(f"“{folder}” is no folder; select the folder of the videos.")
    if source.is_dir():
        paths = sorted(path for path in source.rglob("*") if path.suffix.lower() in VIDEO_SUFFIXES)
        return [VideoSegment(path.relative_to(source).as_posix(), path) for path in paths]
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise InputError(f"“{source}” cannot be read; select a folder, a list or a CSV.") from error
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if source.suffix.lower() == ".csv":
        return _csv_segments(source, lines, folder)
    return [VideoSegment(line.strip(), folder / line.strip()) for line in lines]


def select_segments(
    segments: Iterable[VideoSegment], split: Split = "all", classes: frozenset[str] = frozenset()
) -> list[VideoSegment]:
    """Returns the segments of one split and of the given classes (all if there are none).

    The split of the source list has priority. The hash of the video id selects the validation
    split from the rest, so that all clips of a video are in one split.

    Raises:
        InputError: the split is unknown, or the list does not specify a test split.
    """
    selected = list(segments)
    if split not in get_args(Split):
        raise InputError(f"There is no split “{split}”; use all, train, val or test.")
    if split == "test":
        if not any(segment.split for segment in selected):
            raise InputError("The list names no test split; prepare AudioSet's evaluation list.")
        selected = [segment for segment in selected if segment.split == "test"]
    elif split != "all":
        selected = [
            segment
            for segment in selected
            if segment.split != "test" and _in_validation(segment.video) == (split == "val")
        ]
    return [s for s in selected if not classes or classes.intersection(s.labels)]


def _in_validation(video: str) -> bool:
    return int(hashlib.sha256(video.encode()).hexdigest()[:8], 16) / 2**32 < VALIDATION_FRACTION


def _csv_segments(source: Path, lines: Sequence[str], folder: Path) -> list[VideoSegment]:
    files = _files_by_id(folder)
    segments = []
    try:
        for row in csv.reader(lines, skipinitialspace=True, strict=True):
            video, start, stop, labels, split = _parse_row(row)
            path = _select_file(files.get(video, []), video, start) or folder / video
            segments.append(VideoSegment(video, path, start, stop, labels, split))
    except (ValueError, csv.Error) as error:
        raise InputError(
            f"“{source.name}” has a line that is neither AudioSet's (id, start, end, labels) nor "
            f"VGG-Sound's (id, start, label, split): {error}."
        ) from error
    return segments


def _parse_row(row: list[str]) -> tuple[str, float, float, tuple[str, ...], str]:
    """Returns (video, start, stop, labels, split)."""
    if len(row) != 4:
        raise ValueError(f"{len(row)} fields in “{', '.join(row)}”")
    video, start, third, last = (field.strip() for field in row)
    if last in ("train", "test"):
        return video, float(start), float(start) + VGGSOUND_SECONDS, (third,), last
    return video, float(start), float(third), tuple(last.split(",")), ""


def _files_by_id(folder: Path) -> dict[str, list[Path]]:
    files: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in VIDEO_SUFFIXES:
            files.setdefault(path.stem[:_ID_LENGTH], []).append(path)
    return files


def _select_file(files: list[Path], video: str, start: float) -> Path | None:
    """The file whose name holds the start time, else the file without a start time."""
    starts = (f"{start:g}", f"{start:.3f}", f"{round(start):06}", f"{round(start * 1000)}")
    for path in files:
        if path.stem[len(video) :].lstrip("_-").split("_")[0] in starts:
            return path
    plain = [path for path in files if path.stem == video]
    return plain[0] if plain else files[0] if len(files) == 1 else None
