"""Both sides of a training at once, each in a process of its own.

What one core does for an eye and another for an ear is done sooner than what both do by turns.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from ctypes import c_byte
from multiprocessing.queues import Queue

import cv2
import torch

from avol.errors import EngineError
from avol.training.stages import Course, Progress

_BEAT = 0.3  # seconds between two reports of progress
_Said = tuple[str, int, int]


def at_once(
    sides: Sequence[Callable[[Course, Progress], object]], course: Course, progress: Progress
) -> None:
    """Let each of `sides` do its work, for what it keeps in the course's folder.

    Raises:
        EngineError: a process died.
        AvolError: what one of them raised; the others are stopped.
    """
    # Not forked: a fork copies the locks of threads that it does not copy.
    context = multiprocessing.get_context("spawn")
    # The flag has no lock: a process that is killed could take it along.
    said, stop = context.Queue(), context.RawValue("b", 0)
    told = said, stop, max(1, (os.cpu_count() or 1) // len(sides))
    with ProcessPoolExecutor(len(sides), context, initializer=_begin, initargs=told) as pool:
        tasks = [pool.submit(_work, side, course) for side in sides]
        try:
            working = set(tasks)
            while working:
                finished, working = wait(working, _BEAT, FIRST_EXCEPTION)
                _pass_on(said, progress)
                for task in finished:
                    task.result()
        except BrokenProcessPool as error:
            raise EngineError(
                "A process of the training died, probably for want of memory; free some and give "
                "the command again: it goes on where it was."
            ) from error
        finally:
            stop.value = 1
    _pass_on(said, progress)  # what was still under way when they ended


def _pass_on(said: "Queue[_Said]", progress: Progress) -> None:
    while not said.empty():
        progress(*said.get())


_told: "tuple[Queue[_Said], c_byte]"


def _begin(said: "Queue[_Said]", stop: c_byte, threads: int) -> None:
    global _told  # noqa: PLW0603 - a process of a pool is told things in no other way
    _told = said, stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells the others
    cv2.setNumThreads(1)
    torch.set_num_threads(threads)


class _Stopped(Exception):  # noqa: N818
    """The work is given up; what it kept stays."""


def _work(side: Callable[[Course, Progress], object], course: Course) -> None:
    said, stop = _told
    spoken = 0.0

    def tell(stage: str, done: int, count: int) -> None:
        nonlocal spoken
        if stop.value:
            raise _Stopped
        if done == count or time.monotonic() > spoken + _BEAT:
            said.put((stage, done, count))
            spoken = time.monotonic()

    side(course, tell)
