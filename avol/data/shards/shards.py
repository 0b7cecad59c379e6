"""Shards: WebDataset tar files of clips, each with an index of its segments."""

import csv
import hashlib
import tarfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from avol.core.atomic import atomic_write
from avol.core.input_files import load_table, parse_number
from avol.core.optional_packages import optional_packages
from avol.core.paths import display_text
from avol.data.shards.clip_cutter import cut_clips
from avol.data.shards.clip_encoding import ClipFormat
from avol.data.shards.clips import Clip, parse_clip
from avol.data.shards.segment import VideoSegment
from avol.errors import InputError, MediaError, describe_error


class _EmptyShard(Exception):  # noqa: N818
    """No clip was added: only the index is kept."""


@dataclass(frozen=True)
class SegmentOutcome:
    """Result of cutting a segment: the number of clips, or the `reason` why there are none."""

    key: str
    clips: int
    reason: str = ""


def write_shard(
    segments: Sequence[VideoSegment],
    folder: Path,
    form: ClipFormat,
    progress: Callable[[float], None] = lambda seconds: None,
) -> list[SegmentOutcome]:
    """Cuts segments into one shard in `folder`; the file name is a hash of the segment keys.

    A segment that cannot be cut yields its reason and no clip. The index is written before the
    shard gets its final name, so a shard with its final name is complete and has an index.

    Args:
        segments: segments of the shard.
        folder: existing folder of shards.
        form: storage format of the clips.
        progress: receives the additional seconds of video that are done.

    Raises:
        MediaError: the shard cannot be written.
    """
    shard = _shard_path(segments, folder)
    outcomes: list[SegmentOutcome] = []
    with suppress(_EmptyShard), atomic_write(shard) as part:
        with tarfile.open(part, "w") as tar:
            for segment in segments:
                outcomes.append(_add_segment(tar, segment, form, progress))
        save_outcomes(shard.with_suffix(".tsv"), outcomes)
        if not any(outcome.clips for outcome in outcomes):
            raise _EmptyShard
    return outcomes


def write_rejection(segment: VideoSegment, folder: Path, reason: str) -> SegmentOutcome:
    """Writes an index that marks a segment as rejected."""
    outcome = SegmentOutcome(segment.key, 0, reason)
    save_outcomes(_shard_path([segment], folder).with_suffix(".tsv"), [outcome])
    return outcome


def _shard_path(segments: Sequence[VideoSegment], folder: Path) -> Path:
    keys = "\n".join(segment.key for segment in segments)
    return folder / f"clips-{hashlib.sha256(keys.encode()).hexdigest()[:12]}.tar"


def is_outcomes_file(path: Path) -> bool:
    """Return whether a file has the form of `save_outcomes`, or is empty."""
    try:
        with path.open(newline="", encoding="utf-8") as lines:
            rows = list(csv.reader(lines, delimiter="\t"))
    except (OSError, ValueError, csv.Error):
        return False
    return all(len(row) == 3 and row[1].isdecimal() for row in rows)


def save_outcomes(path: Path, outcomes: Iterable[SegmentOutcome]) -> None:
    """Saves outcomes as tab-separated values; raises MediaError if that fails."""
    with atomic_write(path) as part, part.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines, delimiter="\t", lineterminator="\n")
        writer.writerows((row.key, row.clips, display_text(row.reason)) for row in outcomes)


def _add_segment(
    tar: tarfile.TarFile,
    segment: VideoSegment,
    form: ClipFormat,
    progress: Callable[[float], None],
) -> SegmentOutcome:
    clips: list[Clip] = []
    try:
        for clip in cut_clips(segment, form):
            clips.append(clip)
            progress(clip.seconds)
    except Exception as error:  # a fault of AVOL in one file must not end the others
        progress(segment.seconds - sum(clip.seconds for clip in clips))
        return SegmentOutcome(segment.key, 0, describe_error(segment.path, error))
    for clip in clips:
        for extension, data in clip.members().items():
            member = tarfile.TarInfo(f"{clip.key}.{extension}")
            member.size = len(data)
            tar.addfile(member, BytesIO(data))
    return SegmentOutcome(segment.key, len(clips))


def load_outcomes(folder: Path) -> list[SegmentOutcome]:
    """Loads the outcomes of all segments that have been processed in a folder of shards."""
    outcomes: list[SegmentOutcome] = []
    for index in sorted(folder.glob("clips-*.tsv")):
        listed = load_table(
            index, "an index of avol prepare", _parse_outcome, delimiter="\t", comments=False
        )
        # An interrupted run may leave an index without its shard.
        if index.with_suffix(".tar").exists() or not any(outcome.clips for outcome in listed):
            outcomes += listed
    return outcomes


def _parse_outcome(row: list[str]) -> SegmentOutcome:
    if len(row) != 3:
        raise ValueError(f"it has {len(row)} fields instead of 3")
    return SegmentOutcome(row[0], int(parse_number(row[1], "the number of clips", 0)), row[2])


def list_shards(folder: Path) -> list[Path]:
    """The shards in a folder, sorted by name.

    Raises:
        InputError: the folder holds no shards.
    """
    found = sorted(folder.glob("*.tar"))
    if not found:
        raise InputError(f"“{folder}” holds no shards; create them with avol prepare.")
    return found


def load_shard(path: Path) -> Iterator[Clip]:
    """Yields the clips of a shard in stored order.

    Raises:
        MediaError: the shard cannot be read, or holds something else.
        MissingPackageError: WebDataset is not installed.
    """
    with optional_packages("Reading shards"):
        from webdataset import tariterators
    try:
        with path.open("rb") as stream:
            files = tariterators.tar_file_expander([{"url": str(path), "stream": stream}])
            for sample in tariterators.group_by_keys(files):
                yield parse_clip(sample)
    except (OSError, tarfile.TarError) as error:
        raise MediaError(
            f"“{path.name}” cannot be read; delete it and run the same avol prepare again."
        ) from error
