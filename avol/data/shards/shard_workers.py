"""Writes shards in several processes."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from avol.core.opencv import cv2
from avol.core.worker_pool import Report, WorkerDiedError, run_jobs
from avol.data.shards.clip_encoding import ClipFormat
from avol.data.shards.segment import VideoSegment
from avol.data.shards.shards import SegmentOutcome, load_outcomes, write_rejection, write_shard

Progress = Callable[[float, float], None]
"""Receives (seconds of video done, seconds in total)."""

Job = Sequence[VideoSegment]
"""The segments of one shard."""

_CRASH_REASON = (
    "A process has died while reading it, in the decoder or for lack of memory; convert it to MP4."
)


def write_shards(
    jobs: Sequence[Job], out: Path, form: ClipFormat, processes: int, progress: Progress
) -> list[SegmentOutcome]:
    """Writes one shard per job.

    With several processes, a segment that crashes its process is rejected, and the others are cut.

    Raises:
        AvolError: a shard cannot be written, or no process can be started.
    """
    total = sum(segment.seconds for job in jobs for segment in job)
    seconds_done = 0.0

    def add_progress(seconds: float) -> None:
        nonlocal seconds_done
        seconds_done += seconds
        progress(seconds_done, total)

    if processes == 1:
        return [outcome for job in jobs for outcome in write_shard(job, out, form, add_progress)]
    outcomes, suspects = _write_in_processes(jobs, out, form, processes, add_progress)
    written = {outcome.key for outcome in load_outcomes(out)} if suspects else set()
    for segment in suspects:
        if segment.key in written:  # its process died after it had written the shard
            continue
        # One segment per process identifies the one that crashes.
        more, dead = _write_in_processes([[segment]], out, form, 1, add_progress)
        outcomes += more
        outcomes += (write_rejection(each, out, _CRASH_REASON) for each in dead)
    return outcomes


def _write_in_processes(
    jobs: Sequence[Job],
    out: Path,
    form: ClipFormat,
    processes: int,
    add_progress: Callable[[float], None],
) -> tuple[list[SegmentOutcome], list[VideoSegment]]:
    """Writes the shards; returns the outcomes, and the segments of the jobs whose process died."""
    outcomes: list[SegmentOutcome] = []
    suspects: list[VideoSegment] = []
    write = partial(_write_job, out=out, form=form)
    for done in run_jobs(write, jobs, processes, lambda job, seconds: add_progress(seconds)):
        if isinstance(done.error, WorkerDiedError):
            suspects += done.job
        elif done.error is not None:
            raise done.error
        else:
            outcomes += done.result or []
    return outcomes, suspects


def _write_job(job: Job, report: Report, out: Path, form: ClipFormat) -> list[SegmentOutcome]:
    cv2.setNumThreads(1)
    return write_shard(job, out, form, report)
