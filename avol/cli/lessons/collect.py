"""The command `avol lessons collect`."""

from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import (
    DEFAULT_WEIGHTS,
    Overwrite,
    Weights,
    check_command_outputs,
    choice_option,
)
from avol.core.outputs import OutputFile

TABLE, PAGE = "class.csv", "class.html"
LANGUAGES = ("en", "de", "fr")
COLLECT_EXAMPLE = "Example:  avol lessons collect hand-ins --out results"


def collect(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Folder with the JSON files of the class.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder for table and page; default: the same folder."),
    ] = None,
    lesson: Annotated[
        list[Path] | None,
        typer.Option("--lesson", help="Lesson file of your own; may be repeated."),
    ] = None,
    language: Annotated[
        str, choice_option(LANGUAGES, help="Language of the lessons on the page.")
    ] = "en",
    weights: Weights = DEFAULT_WEIGHTS,
    recompute: Annotated[
        bool, typer.Option(help="Compute the checked numbers again; off: only collect.")
    ] = True,
    overwrite: Overwrite = False,
) -> None:
    """Collect the hand-ins of a class: class.csv with all entries, class.html with a summary.

    The page shows the entries of the class, the correct ones, and the most common
    misunderstandings. Files that are no hand-ins are named and left out.
    """
    from avol.lessons.collect.output import save_page, save_table
    from avol.lessons.collect.reader import read_folder
    from avol.lessons.collect.recompute import Recomputer
    from avol.lessons.collect.summary import summarize
    from avol.lessons.lesson import bundled_lessons, load_lesson

    target = out or folder
    table, page = target / TABLE, target / PAGE
    check_command_outputs(
        context, [OutputFile.of(table, "class_table"), OutputFile.of(page, "page")]
    )
    own = (load_lesson(path, language) for path in lesson or ())
    found = [*bundled_lessons(language), *own]
    read, faults = read_folder(folder)
    lessons = summarize(read, {each.name: each for each in found}, Recomputer(weights, recompute))
    save_table(table, lessons)
    save_page(page, lessons, faults)
    for fault in faults:
        typer.echo(f"avol: {fault}", err=True)
    typer.echo(f"{len(read)} hand-ins of {len(lessons)} lessons: {table}, {page}")
