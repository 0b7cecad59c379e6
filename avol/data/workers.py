"""Shards written by several processes at once."""

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path

import cv2

from avol.data.cut import Form, Stretch
from avol.data.shards import Outcome, write_shard
from avol.errors import AvolError

Progress = Callable[[float, float], None]
"""Hears how many seconds of video are done, and of how many."""

Jobs = Sequence[Sequence[Stretch]]

_BEAT = 0.3  # seconds between two reports of progress


def write_shards(
    jobs: Jobs, out: Path, form: Form, processes: int, progress: Progress
) -> list[Outcome]:
    """Write a shard for each of `jobs`.

    Raises:
        AvolError: a shard cannot be written, or a process has died.
    """
    total = sum(stretch.seconds for job in jobs for stretch in job)
    if processes > 1 and len(jobs) > 1:
        return _by_processes(jobs, out, form, processes, lambda done: progress(done, total))
    done = 0.0

    def more(seconds: float) -> None:
        nonlocal done
        done += seconds
        progress(done, total)

    return [outcome for job in jobs for outcome in write_shard(job, out, form, more)]


def _by_processes(
    jobs: Jobs, out: Path, form: Form, processes: int, progress: Callable[[float], None]
) -> list[Outcome]:
    # Not forked: a fork copies the locks of threads that it does not copy.
    fresh = multiprocessing.get_context("spawn")
    seconds, stop = fresh.Value("d", 0.0), fresh.Event()
    pool = ProcessPoolExecutor(
        min(processes, len(jobs)), fresh, initializer=_begin, initargs=(seconds, stop)
    )
    with pool:
        try:
            tasks = [pool.submit(_work, job, out, form) for job in jobs]
            left = set(tasks)
            while left:
                done, left = wait(left, _BEAT, FIRST_COMPLETED)
                for task in done:
                    task.result()
                progress(seconds.value)
        except BrokenProcessPool as error:
            raise AvolError(
                "A process has died, for want of memory or of a file that no decoder survives; "
                "run the same command again with fewer processes."
            ) from error
        finally:
            # Whether all is done or something went wrong: what is being cut is the last.
            stop.set()
            pool.shutdown(cancel_futures=True)
    return [outcome for task in tasks for outcome in task.result()]


_shared: "tuple[Synchronized[float], Event]"


def _begin(seconds: "Synchronized[float]", stop: Event) -> None:
    global _shared  # noqa: PLW0603 - a process of a pool is told things in no other way
    _shared = seconds, stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells the others
    cv2.setNumThreads(1)


class _Stopped(Exception):  # noqa: N818
    """The shard is given up, and nothing is left of it."""


def _work(job: Sequence[Stretch], out: Path, form: Form) -> list[Outcome]:
    return write_shard(job, out, form, _more)


def _more(seconds_more: float) -> None:
    seconds, stop = _shared
    with seconds.get_lock():
        seconds.value += seconds_more
    if stop.is_set():
        raise _Stopped
