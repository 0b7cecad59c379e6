"""Progress bars on standard error, hidden unless it is a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from avol.core.paths import display_text


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
def time_progress(title: str) -> Iterator[Callable[[float, float], None]]:
    """Yield a callback (done, total) that shows one bar."""
    columns = (
        TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(),
        TextColumn("remaining"), TimeRemainingColumn(),
    )  # fmt: skip
    with progress_bar(*columns) as bars:
        task = bars.add_task(title, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


@contextmanager
def file_progress() -> Iterator[Callable[[int, int, str], bool]]:
    """Yield a callback (done, total, file name) that shows one bar and returns True."""
    columns = (
        TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(),
        TextColumn("files, remaining"), TimeRemainingColumn(),
    )  # fmt: skip
    with progress_bar(*columns) as bars:
        task = bars.add_task("Scanning…", total=None)

        def update(done: int, total: int, name: str) -> bool:
            bars.update(task, completed=done, total=total, description=name)
            return True

        yield update


class BatchProgress:
    """One bar for all inputs, and one for each input in progress."""

    def __init__(self, bars: Progress, total: int) -> None:
        self._bars = bars
        self._inputs: dict[Path, TaskID] = {}
        self._all = bars.add_task("inputs", total=total, visible=total > 1)

    def update(self, source: Path, done: int, total: int) -> None:
        """Show the progress of an input."""
        if source not in self._inputs:
            self._inputs[source] = self._bars.add_task(display_text(source.name))
        self._bars.update(self._inputs[source], completed=done, total=total)

    def finish(self, source: Path) -> None:
        """Remove the bar of an input."""
        if source in self._inputs:
            self._bars.remove_task(self._inputs.pop(source))
        self._bars.advance(self._all)


@contextmanager
def batch_progress(total: int) -> Iterator[BatchProgress]:
    """Show the progress of inputs that may run at the same time."""
    columns = (
        TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(),
        TextColumn("remaining"), TimeRemainingColumn(),
    )  # fmt: skip
    with progress_bar(*columns) as bars:
        yield BatchProgress(bars, total)
