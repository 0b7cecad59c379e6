"""Progress bars on standard error, hidden unless it is a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)


def progress_bar(*columns: ProgressColumn) -> Progress:
    """A progress display that disappears when it ends."""
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def stage_progress() -> Iterator[Callable[[str, int, int], None]]:
    """Yield a callback (stage, done, total) that shows one bar per stage."""
    stages: dict[str, TaskID] = {}
    with progress_bar(*Progress.get_default_columns(), MofNCompleteColumn()) as bars:

        def update(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bars.add_task(stage, total=total)
            bars.update(stages[stage], completed=done)

        yield update


@contextmanager
def file_progress() -> Iterator[Callable[[int, int, str], bool]]:
    """Yield a callback (done, total, file name) that shows one bar and returns True."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("files, remaining"), TimeRemainingColumn(),
    )  # fmt: skip
    with progress_bar(*columns) as bars:
        task = bars.add_task("Scanning…", total=None)

        def update(done: int, total: int, name: str) -> bool:
            bars.update(task, completed=done, total=total, description=name)
            return True

        yield update
