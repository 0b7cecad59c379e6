"""Runs the training of both encoders at once, each in its own process.

One core per encoder is faster than both cores for one encoder after the other.
"""

import os
import time
from collections.abc import Callable, Sequence
from functools import partial

import torch

from avol.core.opencv import cv2
from avol.core.worker_pool import Report, WorkerDiedError, run_jobs
from avol.errors import EngineError
from avol.training.supervised.context import Progress, TrainingContext

_PROGRESS_INTERVAL = 0.3  # seconds

Task = Callable[[TrainingContext, Progress], object]


def run_in_parallel(tasks: Sequence[Task], context: TrainingContext, progress: Progress) -> None:
    """Runs each task in its own process; results are exchanged through the work folder.

    Raises:
        EngineError: a process died.
        AvolError: a task raised it; the other tasks are stopped.
    """
    threads = max(1, (os.cpu_count() or 1) // len(tasks))
    run = partial(_run_task, context=context, threads=threads)
    for done in run_jobs(run, tasks, len(tasks), lambda task, *values: progress(*values)):
        if isinstance(done.error, WorkerDiedError):
            raise EngineError(
                "A training process died, for lack of memory unless another reason is shown "
                "above. Free memory and run the command again to resume."
            )
        if done.error is not None:
            raise done.error


def _run_task(task: Task, report: Report, context: TrainingContext, threads: int) -> None:
    cv2.setNumThreads(1)
    torch.set_num_threads(threads)
    last_sent = 0.0

    def send_progress(stage: str, done: int, count: int) -> None:
        nonlocal last_sent
        if done == count or time.monotonic() > last_sent + _PROGRESS_INTERVAL:
            report(stage, done, count)
            last_sent = time.monotonic()

    task(context, send_progress)
