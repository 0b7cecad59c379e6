"""Doing tasks: one after the other under a bar, by several processes, or by Ray."""

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

from avol.io.batch.task import Done, Task, carry_out
from avol.io.localize import names

DIED = "A worker died over “{}”, perhaps for want of memory; try again with fewer workers."
TWICE = "“{}” has the name of an earlier input; give it another folder."


def localize_all(tasks: Sequence[Task], workers: int = 1, ray: bool = False) -> Iterator[Done]:
    """Do each task as `carry_out` does, and tell of each as it is done.

    Of tasks that would write the same files only the first is done. Progress is shown on a
    terminal. With several workers or Ray the order is theirs.

    Raises:
        EngineError: Ray is asked for and not there.
    """
    twice = _twice(tasks)
    if not ray and workers == 1:
        yield from _in_turn(tasks, twice)
        return
    yield from map(_refused, twice)
    once = [task for task in tasks if task not in twice]
    if ray:
        from avol.io.batch.ray_executor import by_ray

        yield from _counted(by_ray(once), len(once))
    else:
        yield from _counted(_by_processes(once, workers), len(once))


def _twice(tasks: Sequence[Task]) -> list[Task]:
    """Tasks that would write what an earlier one writes."""
    taken: set[Path] = set()
    twice: list[Task] = []
    for task in tasks:
        archive = names(task.source, task.out)[2]
        if archive in taken:
            twice.append(task)
        taken.add(archive)
    return twice


def _refused(task: Task) -> Done:
    return Done(task.source, 0.0, error=TWICE.format(task.source))


def _in_turn(tasks: Sequence[Task], twice: Sequence[Task]) -> Iterator[Done]:
    with _bar() as bar:
        for task in tasks:
            if task in twice:
                yield _refused(task)
                continue
            line = bar.add_task(task.source.name, total=None)
            yield carry_out(
                task,
                lambda done, total, line=line: bar.update(line, completed=done, total=total),
            )
            bar.remove_task(line)


def _by_processes(tasks: Sequence[Task], workers: int) -> Iterator[Done]:
    threads = max(1, (os.cpu_count() or 1) // workers)
    spawning = multiprocessing.get_context("spawn")  # a fork would copy the threads' locks
    pool = ProcessPoolExecutor(workers, spawning, initializer=_rest)
    try:
        asked = {pool.submit(_work, replace(task, threads=threads)): task for task in tasks}
        for future in as_completed(asked):
            try:
                yield future.result()
            except BrokenProcessPool:
                yield Done(asked[future].source, 0.0, error=DIED.format(asked[future].source.name))
    finally:
        pool.shutdown(cancel_futures=True)


def _rest() -> None:
    """Between two tasks Ctrl-C is for the process that gives them out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(task: Task) -> Done:
    """Within a task Ctrl-C ends it, and nothing of it is left."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return carry_out(task)
    finally:
        _rest()


def _counted(results: Iterator[Done], total: int) -> Iterator[Done]:
    with _bar() as bar:
        line = bar.add_task("inputs", total=total)
        for done in results:
            yield done
            bar.advance(line)


def _bar() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
