"""Cuts videos into shards in several processes; an interrupted run can be resumed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from avol.core.atomic import make_folder
from avol.core.paths import is_file
from avol.data.shards.clip_encoding import ClipFormat
from avol.data.shards.segment import VideoSegment
from avol.data.shards.shard_workers import Progress, write_shards
from avol.data.shards.shards import SegmentOutcome, load_outcomes, save_outcomes
from avol.errors import InputError, MediaError
from avol.media.decoding.container import media_errors, open_container

MAX_SEGMENT_SECONDS = 300.0
"""Longer files are split into segments of this length, which several processes cut."""
MAX_SHARD_SECONDS = 600.0
"""Approximate maximum of video in a shard, about 200 MB."""
REJECTED = "rejected.tsv"
"""File of the segments without clips, which is written last."""


@dataclass(frozen=True)
class PrepareResult:
    """Summary of a run.

    seconds: video processed in this run. clips: clips cut in this run. skipped: segments that an
    earlier run has cut. rejected: segments without clips, in this or an earlier run.
    """

    seconds: float
    clips: int
    skipped: int
    rejected: int


def prepare(
    segments: Sequence[VideoSegment],
    out: Path,
    form: ClipFormat,
    *,
    processes: int = 1,
    part: tuple[int, int] = (1, 1),
    retry: bool = False,
    progress: Progress = lambda done, total: None,
) -> PrepareResult:
    """Cuts segments into shards in `out` and lists those without clips in `rejected.tsv`.

    Segments that the shards already hold are skipped, so the same call resumes an interrupted run,
    which loses at most the shards that it was writing.

    Args:
        segments: segments to cut, each once however often it occurs; of a whole file, only the
            header is read in advance.
        out: folder of shards; created if it is missing.
        form: storage format of the clips.
        processes: number of worker processes.
        part: (i, n) for job arrays: cuts only the i-th of n equal parts of the list.
        retry: whether to process rejected segments again.
        progress: receives the progress.

    Raises:
        AvolError: a shard cannot be written, or a process has died.
    """
    part_number, part_count = part
    if processes < 1 or not 1 <= part_number <= part_count:
        raise InputError("The number of processes is at least 1, and part i of n is from 1 to n.")
    make_folder(out)
    segments = _merge_repeated(segments)
    exists = {segment: is_file(segment.path) for segment in segments}
    pieces = [piece for s in segments if exists[s] for piece in _split_long(s)]
    # Neighbours in a list are similar; the hash order gives every shard a mixture.
    pieces.sort(key=lambda piece: sha256(piece.key.encode()).digest())
    selected = pieces[part_number - 1 :: part_count]
    done = {outcome.key for outcome in load_outcomes(out) if outcome.clips or not retry}
    pending = [segment for segment in selected if segment.key not in done]
    new = write_shards(list(_shard_jobs(pending, processes)), out, form, processes, progress)
    rejected = _save_rejected([s for s in segments if not exists[s]], out)
    return PrepareResult(
        seconds=sum(segment.seconds for segment in pending),
        clips=sum(outcome.clips for outcome in new),
        skipped=len(selected) - len(pending),
        rejected=len(rejected),
    )


def is_prepared(out: Path) -> bool:
    """Return whether `prepare` has come to its end in a folder; an interrupted run has not."""
    return is_file(out / REJECTED)


def _merge_repeated(segments: Sequence[VideoSegment]) -> list[VideoSegment]:
    """Each segment once, with the labels of all its lines in the list."""
    merged: dict[str, VideoSegment] = {}
    for segment in segments:
        first = merged.setdefault(segment.key, segment)
        if more := tuple(label for label in segment.labels if label not in first.labels):
            merged[segment.key] = replace(first, labels=first.labels + more)
    return list(merged.values())


def _save_rejected(missing: Sequence[VideoSegment], out: Path) -> list[SegmentOutcome]:
    """Saves `rejected.tsv`: all segments without clips, with the reason."""
    outcomes = load_outcomes(out)
    accepted = {outcome.key for outcome in outcomes if outcome.clips}
    failed = {o.key: o for o in outcomes if not o.clips and o.key not in accepted}
    absent = (SegmentOutcome(s.key, 0, f"There is no file “{s.path}”.") for s in missing)
    rejected = [*failed.values(), *absent]
    save_outcomes(out / REJECTED, rejected)
    return rejected


def _split_long(segment: VideoSegment) -> Iterator[VideoSegment]:
    """Splits a whole file into consecutive segments; the last one is the longest."""
    if segment.stop is not None:
        yield segment
        return
    seconds = _header_duration(segment.path)
    count = max(1, int(seconds // MAX_SEGMENT_SECONDS))
    for k in range(count):
        stop = (k + 1) * MAX_SEGMENT_SECONDS if k < count - 1 else None
        start = k * MAX_SEGMENT_SECONDS
        yield replace(segment, start=start, stop=stop, reported_seconds=seconds)


def _header_duration(path: Path) -> float:
    """Duration in the file header in seconds; 0 if it is unknown."""
    try:
        with media_errors(path), open_container(path) as container:
            return (container.duration or 0) / 1e6
    except MediaError:
        return 0.0  # the cutter reports the error


def _shard_jobs(segments: Sequence[VideoSegment], processes: int) -> Iterator[list[VideoSegment]]:
    """Groups segments into shards that are small enough to give every process one."""
    max_seconds = min(MAX_SHARD_SECONDS, sum(s.seconds for s in segments) / processes)
    job: list[VideoSegment] = []
    seconds = 0.0
    for segment in segments:
        if job and seconds + segment.seconds > max_seconds + 1e-6:
            yield job
            job, seconds = [], 0.0
        job.append(segment)
        seconds += segment.seconds
    if job:
        yield job
