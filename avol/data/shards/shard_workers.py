"""Writes shards in several processes."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path

import cv2

from avol.data.shards.clip_cutter import ClipFormat
from avol.data.shards.segment import VideoSegment
from avol.data.shards.shards import SegmentOutcome, write_rejection, write_shard
from avol.errors import EngineError

Progress = Callable[[float, float], None]
"""Receives (seconds of video done, seconds in total)."""

Job = Sequence[VideoSegment]
"""The segments of one shard."""

_PROGRESS_INTERVAL = 0.3  # seconds
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
    if processes == 1:
        return _write_in_this_process(jobs, out, form, lambda done: progress(done, total))
    pool = ShardPool(out, form, lambda done: progress(done, total))
    for segment in pool.write(jobs, processes):
        if pool.write([[segment]], 1):  # one segment per process identifies the one that crashes
            pool.check_start()
            pool.outcomes.append(write_rejection(segment, out, _CRASH_REASON))
    return pool.outcomes


def _write_in_this_process(
    jobs: Sequence[Job], out: Path, form: ClipFormat, progress: Callable[[float], None]
) -> list[SegmentOutcome]:
    done = 0.0

    def add_progress(seconds: float) -> None:
        nonlocal done
        done += seconds
        progress(done)

    return [outcome for job in jobs for outcome in write_shard(job, out, form, add_progress)]


class ShardPool:
    """Process pool that writes shards and collects the outcomes of their segments."""

    def __init__(self, out: Path, form: ClipFormat, progress: Callable[[float], None]) -> None:
        self.outcomes: list[SegmentOutcome] = []
        self._out, self._form, self._progress = out, form, progress
        # Spawned, not forked: a fork copies the locks of threads but not the threads.
        self._context = multiprocessing.get_context("spawn")
        self._seconds, self._stop = self._context.Value("d", 0.0), self._context.Event()

    def write(self, jobs: Sequence[Job], processes: int) -> list[VideoSegment]:
        """Writes the shards; returns the segments of the jobs whose process died."""
        pending, suspects = deque(jobs), []
        while pending:
            executor = ProcessPoolExecutor(
                min(processes, len(pending)),
                self._context,
                initializer=_initialize_worker,
                initargs=(self._seconds, self._stop),
            )
            with executor:
                suspects += self._run_jobs(executor, pending, processes)
        return suspects

    def check_start(self) -> None:
        """Raises EngineError if even an idle process dies."""
        try:
            with ProcessPoolExecutor(1, self._context) as executor:
                executor.submit(int).result()
        except BrokenProcessPool as error:
            raise EngineError(
                "No process can be started; free memory, or use --processes 1."
            ) from error

    def _run_jobs(
        self, executor: ProcessPoolExecutor, pending: deque[Job], processes: int
    ) -> Iterator[VideoSegment]:
        """Runs one job per process until all are done or a process dies; yields the suspects."""
        running: dict[Future[list[SegmentOutcome]], Job] = {}
        alive = True
        try:
            while running or (alive and pending):
                while alive and pending and len(running) < processes:
                    try:
                        future = executor.submit(_write_job, pending[0], self._out, self._form)
                        running[future] = pending.popleft()
                    except BrokenProcessPool:
                        alive = False
                for future in wait(running, _PROGRESS_INTERVAL, FIRST_COMPLETED).done:
                    job = running.pop(future)
                    if isinstance(future.exception(), BrokenProcessPool):
                        alive = False
                        yield from job
                    else:
                        self.outcomes += future.result()
                self._progress(self._seconds.value)
        except BaseException:
            self._stop.set()  # otherwise the workers finish their jobs first
            raise


_shared: "tuple[Synchronized[float], Event]"


def _initialize_worker(seconds: "Synchronized[float]", stop: Event) -> None:
    global _shared  # noqa: PLW0603 - a pool has no other way to share state with its workers
    _shared = seconds, stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process stops the workers
    cv2.setNumThreads(1)


class _Stopped(Exception):  # noqa: N818
    """The job is aborted; its incomplete shard is removed."""


def _write_job(job: Job, out: Path, form: ClipFormat) -> list[SegmentOutcome]:
    return write_shard(job, out, form, _add_progress)


def _add_progress(more_seconds: float) -> None:
    seconds, stop = _shared
    with seconds.get_lock():
        seconds.value += more_seconds
    if stop.is_set():
        raise _Stopped
