"""Both sides of a training at once, each in a process of its own.

What one core does for an eye and another for an ear is done sooner than what both do by turns.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Sequence
from ctypes import c_byte
from multiprocessing.connection import wait
from multiprocessing.queues import Queue

import cv2
import torch

from avol.errors import AvolError, EngineError
from avol.training.supervised.context import Progress, TrainingContext

_BEAT = 0.3  # seconds between two reports of progress
_PATIENCE = 10.0  # seconds that a process has to stop; what it kept stays in any case
_Side = Callable[[TrainingContext, Progress], object]
_Said = tuple[str, int, int] | AvolError


def at_once(sides: Sequence[_Side], course: TrainingContext, progress: Progress) -> None:
    """Let each of `sides` do its work, for what it keeps in the course's folder.

    Raises:
        EngineError: a process died.
        AvolError: what one of them raised; the others are stopped.
    """
    # Not forked: a fork copies the locks of threads that it does not copy.
    context = multiprocessing.get_context("spawn")
    # The flag has no lock: a process that is killed could take it along.
    said, stop = context.Queue(), context.RawValue("b", 0)
    told = course, said, stop, max(1, (os.cpu_count() or 1) // len(sides))
    crew = [context.Process(target=_work, args=(side, *told), daemon=True) for side in sides]
    for process in crew:
        process.start()
    try:
        working = crew
        while working:
            wait([process.sentinel for process in working], _BEAT)
            working = [process for process in crew if process.is_alive()]
            _pass_on(said, progress)
            if any(process.exitcode for process in crew):
                raise EngineError(
                    "A process of the training died; where no reason stands above, memory was "
                    "short. Free some and give the command again: it goes on where it was."
                )
    finally:
        stop.value = 1
        for process in crew:
            process.join(_PATIENCE)
            process.kill()
            process.join()


def _pass_on(said: "Queue[_Said]", progress: Progress) -> None:
    """Pass on how far they are; raises what one of them has raised."""
    while not said.empty():
        news = said.get()
        if isinstance(news, AvolError):
            raise news
        progress(*news)


class _Stopped(Exception):  # noqa: N818
    """The work is given up; what it kept stays."""


def _work(
    side: _Side, course: TrainingContext, said: "Queue[_Said]", stop: c_byte, threads: int
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells the others
    cv2.setNumThreads(1)
    torch.set_num_threads(threads)
    spoken = 0.0

    def tell(stage: str, done: int, count: int) -> None:
        nonlocal spoken
        if stop.value:
            raise _Stopped
        if done == count or time.monotonic() > spoken + _BEAT:
            said.put((stage, done, count))
            spoken = time.monotonic()

    try:
        side(course, tell)
    except _Stopped:
        pass
    except AvolError as error:
        said.put(error)
