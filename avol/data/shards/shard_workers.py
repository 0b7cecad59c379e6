"""Shards written by several processes at once."""

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

from avol.data.shards.clip_cutter import Form
from avol.data.shards.segment import VideoSegment
from avol.data.shards.shards import Outcome, reject, write_shard
from avol.errors import EngineError

Progress = Callable[[float, float], None]
"""Hears how many seconds of video are done, and of how many."""

Jobs = Sequence[Sequence[VideoSegment]]

_BEAT = 0.3  # seconds between two reports of progress
_DEADLY = "A process has died of it, in the decoder or for want of memory; convert it to MP4."


def write_shards(
    jobs: Jobs, out: Path, form: Form, processes: int, progress: Progress
) -> list[Outcome]:
    """Write a shard for each of `jobs`.

    With several processes, a stretch on which a process dies is rejected, and the rest is cut.

    Raises:
        AvolError: a shard cannot be written, or no process can be started.
    """
    total = sum(stretch.seconds for job in jobs for stretch in job)
    if processes == 1:
        return _here(jobs, out, form, lambda done: progress(done, total))
    crew = ShardPool(out, form, lambda done: progress(done, total))
    for stretch in crew.work(jobs, processes):
        if crew.work([[stretch]], 1):  # alone, it is plain which one it was
            crew.check()
            crew.outcomes.append(reject(stretch, out, _DEADLY))
    return crew.outcomes


def _here(jobs: Jobs, out: Path, form: Form, progress: Callable[[float], None]) -> list[Outcome]:
    done = 0.0

    def more(seconds: float) -> None:
        nonlocal done
        done += seconds
        progress(done)

    return [outcome for job in jobs for outcome in write_shard(job, out, form, more)]


class ShardPool:
    """Processes that write shards; `outcomes` is what became of the stretches."""

    def __init__(self, out: Path, form: Form, progress: Callable[[float], None]) -> None:
        self.outcomes: list[Outcome] = []
        self._out, self._form, self._progress = out, form, progress
        # Not forked: a fork copies the locks of threads that it does not copy.
        self._context = multiprocessing.get_context("spawn")
        self._seconds, self._stop = self._context.Value("d", 0.0), self._context.Event()

    def work(self, jobs: Jobs, processes: int) -> list[VideoSegment]:
        """Write the shards; gives the stretches at one of which a process has died."""
        waiting, suspects = deque(jobs), []
        while waiting:
            pool = ProcessPoolExecutor(
                min(processes, len(waiting)),
                self._context,
                initializer=_begin,
                initargs=(self._seconds, self._stop),
            )
            with pool:
                suspects += self._hand_out(pool, waiting, processes)
        return suspects

    def check(self) -> None:
        """Raise EngineError where no process lives, whatever it is given."""
        try:
            with ProcessPoolExecutor(1, self._context) as pool:
                pool.submit(int).result()
        except BrokenProcessPool as error:
            raise EngineError(
                "No process can be started here; free memory, or take --processes 1."
            ) from error

    def _hand_out(
        self, pool: ProcessPoolExecutor, waiting: deque[Sequence[VideoSegment]], processes: int
    ) -> Iterator[VideoSegment]:
        """Give each process a job at a time, until all are done or a process has died."""
        flying: dict[Future[list[Outcome]], Sequence[VideoSegment]] = {}
        alive = True
        try:
            while flying or (alive and waiting):
                while alive and waiting and len(flying) < processes:
                    try:
                        flying[pool.submit(_work, waiting[0], self._out, self._form)] = waiting[0]
                        waiting.popleft()
                    except BrokenProcessPool:
                        alive = False
                for task in wait(flying, _BEAT, FIRST_COMPLETED).done:
                    job = flying.pop(task)
                    if isinstance(task.exception(), BrokenProcessPool):
                        alive = False
                        yield from job
                    else:
                        self.outcomes += task.result()
                self._progress(self._seconds.value)
        except BaseException:
            self._stop.set()  # or they would first finish what they have
            raise


_shared: "tuple[Synchronized[float], Event]"


def _begin(seconds: "Synchronized[float]", stop: Event) -> None:
    global _shared  # noqa: PLW0603 - a process of a pool is told things in no other way
    _shared = seconds, stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells the others
    cv2.setNumThreads(1)


class _Stopped(Exception):  # noqa: N818
    """The shard is given up, and nothing is left of it."""


def _work(job: Sequence[VideoSegment], out: Path, form: Form) -> list[Outcome]:
    return write_shard(job, out, form, _more)


def _more(seconds_more: float) -> None:
    seconds, stop = _shared
    with seconds.get_lock():
        seconds.value += seconds_more
    if stop.is_set():
        raise _Stopped
