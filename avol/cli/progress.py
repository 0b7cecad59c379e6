"""Bars on a terminal for work that goes through stages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TaskID


@contextmanager
def bars() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function to be told (stage, done, of how many); on standard error, one bar a stage."""
    console = Console(stderr=True)
    shown = Progress(
        *Progress.get_default_columns(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    stages: dict[str, TaskID] = {}

    def show(stage: str, done: int, count: int) -> None:
        if stage not in stages:
            stages[stage] = shown.add_task(stage, total=count)
        shown.update(stages[stage], completed=done)

    with shown:
        yield show
