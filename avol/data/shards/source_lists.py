"""Source lists: a folder of videos, a list of files, or AudioSet's or VGG-Sound's CSV."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from avol.core.input_files import file_fault, load_lines, load_table, parse_number
from avol.core.paths import find_files, is_folder, path_to_text
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
    folder = videos or (source if is_folder(source) else source.parent)
    if not is_folder(folder):
        raise InputError(f"“{folder}” is no folder; select the folder of the videos.")
    if is_folder(source):
        paths = find_files(source, VIDEO_SUFFIXES)
        if not paths:
            raise InputError(f"“{source}” contains no video; select another folder.")
        return [_whole_file(path.relative_to(source), source) for path in paths]
    if source.suffix.lower() == ".csv":
        return _csv_segments(source, folder)
    lines = load_lines(source, "a list of videos", paths=True)
    if not lines:
        raise file_fault(source, "a list of videos", "it names no file", "select another file")
    return [_whole_file(Path(line.strip()), folder) for _, line in lines]


def _whole_file(name: Path, folder: Path) -> VideoSegment:
    return VideoSegment(path_to_text(name).replace(os.sep, "/"), folder / name)


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


def _csv_segments(source: Path, folder: Path) -> list[VideoSegment]:
    files = _files_by_id(folder)

    def parse(row: list[str]) -> VideoSegment:
        video, start, stop, labels, split = _parse_row(row)
        path = _select_file(files.get(video, []), video, start) or folder / video
        return VideoSegment(video, path, start, stop, labels, split)

    return load_table(source, "a list of AudioSet or VGG-Sound", parse)


def _parse_row(row: list[str]) -> tuple[str, float, float, tuple[str, ...], str]:
    """Returns (video, start, stop, labels, split)."""
    if len(row) != 4:
        raise ValueError(
            f"{len(row)} fields are neither AudioSet's (id, start, end, labels) nor VGG-Sound's "
            "(id, start, label, split)"
        )
    video, first, third, last = (field.strip() for field in row)
    if not video:
        raise ValueError("the id is empty")
    start = parse_number(first, "the start", 0)
    if last in ("train", "test"):
        return video, start, start + VGGSOUND_SECONDS, (third,), last
    stop = parse_number(third, "the end", 0)
    if stop <= start:
        raise ValueError(f"the end {stop:g} is not after the start {start:g}")
    return video, start, stop, tuple(last.split(",")), ""


def _files_by_id(folder: Path) -> dict[str, list[Path]]:
    files: dict[str, list[Path]] = {}
    for path in find_files(folder, VIDEO_SUFFIXES):
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
