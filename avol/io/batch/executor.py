"""Runs tasks one after the other, in several processes, or on Ray, with a progress bar."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from avol.io.batch.task import Task, TaskResult, run_task
from avol.io.localize import output_files

WORKER_DIED = "A worker process died at “{}”; if memory ran out, use fewer workers."
DUPLICATE_NAME = "“{}” has the name of an earlier input; choose another output folder for it."


def run_tasks(tasks: Sequence[Task], workers: int = 1, ray: bool = False) -> Iterator[TaskResult]:
    """Run tasks and yield each result when it is ready.

    If several tasks would write the same files, only the first one runs. Progress is shown on a
    terminal. Several workers and Ray yield results in any order.

    Raises:
        EngineError: `ray` is set and Ray is not installed.
    """
    duplicates = _find_duplicates(tasks)
    if not ray and workers == 1:
        yield from _run_serially(tasks, duplicates)
        return
    yield from map(_duplicate_error, duplicates)
    unique = [task for task in tasks if task not in duplicates]
    if ray:
        from avol.io.batch.ray_executor import run_with_ray

        yield from _with_progress(run_with_ray(unique), len(unique))
    else:
        yield from _with_progress(_run_in_processes(unique, workers), len(unique))


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


def _duplicate_error(task: Task) -> TaskResult:
    return TaskResult(task.source, 0.0, error=DUPLICATE_NAME.format(task.source))


def _run_serially(tasks: Sequence[Task], duplicates: Sequence[Task]) -> Iterator[TaskResult]:
    with _progress_bar() as bar:
        for task in tasks:
            if task in duplicates:
                yield _duplicate_error(task)
                continue
            line = bar.add_task(task.source.name, total=None)
            yield run_task(
                task,
                lambda done, total, line=line: bar.update(line, completed=done, total=total),
            )
            bar.remove_task(line)


def _run_in_processes(tasks: Sequence[Task], workers: int) -> Iterator[TaskResult]:
    threads = max(1, (os.cpu_count() or 1) // workers)
    context = multiprocessing.get_context("spawn")  # a fork would copy locks held by threads
    pool = ProcessPoolExecutor(workers, context, initializer=_ignore_interrupt)
    try:
        futures = {
            pool.submit(_run_in_worker, replace(task, threads=threads)): task for task in tasks
        }
        for future in as_completed(futures):
            try:
                yield future.result()
            except BrokenProcessPool:
                source = futures[future].source
                yield TaskResult(source, 0.0, error=WORKER_DIED.format(source.name))
    finally:
        pool.shutdown(cancel_futures=True)


def _ignore_interrupt() -> None:
    """Ignore Ctrl-C between two tasks; the main process handles it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run_in_worker(task: Task) -> TaskResult:
    """Run a task; Ctrl-C interrupts it and removes its files."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return run_task(task)
    finally:
        _ignore_interrupt()


def _with_progress(results: Iterator[TaskResult], total: int) -> Iterator[TaskResult]:
    with _progress_bar() as bar:
        line = bar.add_task("inputs", total=total)
        for result in results:
            yield result
            bar.advance(line)


def _progress_bar() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("remaining"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
