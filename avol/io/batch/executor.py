"""Runs tasks one after the other, in several processes, or on Ray."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from avol.core.worker_pool import Report, WorkerDiedError, run_jobs
from avol.io.batch.task import Task, TaskResult, dead_worker_result, run_task
from avol.io.localize import output_files

DUPLICATE_NAME = "“{}” has the name of an earlier input; choose another output folder for it."

TaskProgress = Callable[[Path, int, int], None]
"""Receives an input, the number of its finished images and their total."""


def run_tasks(
    tasks: Sequence[Task],
    workers: int = 1,
    ray: bool = False,
    progress: TaskProgress = lambda source, done, total: None,
) -> Iterator[TaskResult]:
    """Run tasks and yield each result when it is ready.

    If several tasks would write the same files, only the first one runs. Several workers and Ray
    yield results in any order; Ray reports no progress. A task whose worker process dies is tried
    again alone, after the others.

    Raises:
        EngineError: no process can be started.
        MissingPackageError: `ray` is set and Ray is not installed.
    """
    duplicates = _find_duplicates(tasks)
    for task in duplicates:
        yield TaskResult(task.source, 0.0, error=DUPLICATE_NAME.format(task.source))
    unique = [task for task in tasks if task not in duplicates]
    if ray:
        from avol.io.batch.ray_executor import run_with_ray

        yield from run_with_ray(unique)
    elif workers == 1:
        for task in unique:
            yield run_task(task, lambda done, total, task=task: progress(task.source, done, total))
    else:
        yield from _run_in_processes(unique, workers, progress)


def _find_duplicates(tasks: Sequence[Task]) -> list[Task]:
    """Tasks that would write the files of an earlier task."""
    archives: set[Path] = set()
    duplicates: list[Task] = []
    for task in tasks:
        archive = output_files(task.source, task.out)[2]
        if archive in archives:
            duplicates.append(task)
        archives.add(archive)
    return duplicates


def _run_in_processes(
    tasks: Sequence[Task], workers: int, progress: TaskProgress
) -> Iterator[TaskResult]:
    workers = max(1, min(workers, len(tasks)))
    threads = max(1, (os.cpu_count() or 1) // workers)
    # A process may have died because others took its memory, so its task gets a second chance.
    suspects: list[Task] = []
    yield from _run_pass(tasks, workers, threads, progress, suspects)
    for task in suspects:
        dead: list[Task] = []
        yield from _run_pass([task], 1, threads, progress, dead)
        yield from map(dead_worker_result, dead)


def _run_pass(
    tasks: Sequence[Task], workers: int, threads: int, progress: TaskProgress, dead: list[Task]
) -> Iterator[TaskResult]:
    """Run each task once; those whose process died go to `dead`."""
    jobs = [replace(task, threads=threads) for task in tasks]

    def report(task: Task, done: int, total: int) -> None:
        progress(task.source, done, total)

    for done in run_jobs(_run_in_worker, jobs, workers, report):
        if isinstance(done.error, WorkerDiedError):
            dead.append(done.job)
        elif done.error is not None:
            raise done.error
        elif done.result is not None:
            yield done.result


def _run_in_worker(task: Task, report: Report) -> TaskResult:
    logging.getLogger("avol.engines").setLevel(logging.ERROR)  # the main process has warned
    return run_task(task, report)
