"""The command `avol lesson`."""

from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import (
    OptionalEngine,
    OptionalWeights,
    Overwrite,
    Screenshot,
    StopAfter,
)

LESSON_EXAMPLE = "Example:  avol lesson hearing;  avol lessons list  shows the names."


def lesson(
    name: Annotated[str, typer.Argument(help="Name or number of a lesson, or a lesson file.")],
    seconds: StopAfter = None,
    screenshot: Screenshot = None,
    weights: OptionalWeights = None,
    engine: OptionalEngine = None,
    overwrite: Overwrite = False,
) -> None:
    """Open a lesson in the studio."""
    from avol.lessons.lesson import find_lesson, load_lesson
    from avol_studio.core.system.system_check import check_display

    path: Path = find_lesson(name)
    load_lesson(path)  # an error is one sentence in the terminal
    check_display()
    from avol_studio.app import FAILED, Options, run

    options = Options(
        lesson=path, quit_after=seconds, screenshot=screenshot, weights=weights, engine=engine
    )
    if run(options):
        raise typer.Exit(FAILED)
