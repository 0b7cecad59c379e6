"""Runs the training of both encoders at once, each in its own process.

One core per encoder is faster than both cores for one encoder after the other.
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

_PROGRESS_INTERVAL = 0.3  # seconds
_STOP_TIMEOUT = 10.0  # seconds; saved states remain in any case
Task = Callable[[TrainingContext, Progress], object]
_Message = tuple[str, int, int] | AvolError


def run_in_parallel(tasks: Sequence[Task], context: TrainingContext, progress: Progress) -> None:
    """Runs each task in its own process; results are exchanged through the work folder.

    Raises:
        EngineError: a process died.
        AvolError: a task raised it; the other tasks are stopped.
    """
    # Spawned, not forked: a fork copies the locks of threads but not the threads.
    spawn = multiprocessing.get_context("spawn")
    # The flag has no lock, because a killed process could hold it for ever.
    messages, stop = spawn.Queue(), spawn.RawValue("b", 0)
    arguments = context, messages, stop, max(1, (os.cpu_count() or 1) // len(tasks))
    processes = [
        spawn.Process(target=_run_task, args=(task, *arguments), daemon=True) for task in tasks
    ]
    for process in processes:
        process.start()
    try:
        running = processes
        while running:
            wait([process.sentinel for process in running], _PROGRESS_INTERVAL)
            running = [process for process in processes if process.is_alive()]
            _forward_messages(messages, progress)
            if any(process.exitcode for process in processes):
                raise EngineError(
                    "A training process died, for lack of memory unless another reason is shown "
                    "above. Free memory and run the command again to resume."
                )
    finally:
        stop.value = 1
        for process in processes:
            process.join(_STOP_TIMEOUT)
            process.kill()
            process.join()


def _forward_messages(messages: "Queue[_Message]", progress: Progress) -> None:
    """Forwards progress; raises the error of a task."""
    while not messages.empty():
        message = messages.get()
        if isinstance(message, AvolError):
            raise message
        progress(*message)


class _Stopped(Exception):  # noqa: N818
    """The task is aborted; saved states remain."""


def _run_task(
    task: Task, context: TrainingContext, messages: "Queue[_Message]", stop: c_byte, threads: int
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process stops the others
    cv2.setNumThreads(1)
    torch.set_num_threads(threads)
    last_sent = 0.0

    def send_progress(stage: str, done: int, count: int) -> None:
        nonlocal last_sent
        if stop.value:
            raise _Stopped
        if done == count or time.monotonic() > last_sent + _PROGRESS_INTERVAL:
            messages.put((stage, done, count))
            last_sent = time.monotonic()

    try:
        task(context, send_progress)
    except _Stopped:
        pass
    except AvolError as error:
        messages.put(error)
