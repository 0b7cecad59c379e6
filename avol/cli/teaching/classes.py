"""The commands `avol classes …`, which manage a file of taught classes."""

from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import Json, Overwrite, check_command_outputs, output_option, save_json

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="File of taught classes.", show_default=False)
]
Name = Annotated[str, typer.Argument(help="Name of the class.", show_default=False)]


def list_classes(file: File, json_file: Json = None, overwrite: Overwrite = False) -> None:
    """Print the card of every class and adaptation of a file."""
    from avol.cli.console import print_table
    from avol.cli.teaching.card import class_card, class_values
    from avol.evaluation.adaptation.table import adaptation_table, adaptation_values
    from avol.teaching import TaughtClasses

    taught = TaughtClasses.load(file)
    for one in taught:
        print_table(class_card(one))
    for adaptation in taught.adaptations:
        print_table(adaptation_table(adaptation))
    if not len(taught):
        typer.echo("No classes.")
    values = {
        "classes": [class_values(one) for one in taught],
        "adaptations": [adaptation_values(one) for one in taught.adaptations],
    }
    save_json(json_file, values)


def remove(file: File, name: Name) -> None:
    """Remove a class with its examples."""
    from avol.teaching import TaughtClasses

    TaughtClasses.load(file).remove(name).save(file)


def rename(
    file: File,
    name: Name,
    new: Annotated[str, typer.Argument(help="The new name.", show_default=False)],
) -> None:
    """Rename a class."""
    from avol.teaching import TaughtClasses

    TaughtClasses.load(file).rename(name, new).save(file)


def enable(file: File, name: Name) -> None:
    """Use a class again."""
    from avol.teaching import TaughtClasses

    TaughtClasses.load(file).enable(name).save(file)


def disable(file: File, name: Name) -> None:
    """Keep a class in the file without using it."""
    from avol.teaching import TaughtClasses

    TaughtClasses.load(file).enable(name, False).save(file)


def export(
    context: typer.Context,
    file: File,
    name: Name,
    out: Annotated[Path, output_option("taught_classes", "--out", "-o", help="The new file.")],
    overwrite: Overwrite = False,
) -> None:
    """Write one class to a file of its own."""
    from avol.teaching import TaughtClasses

    check_command_outputs(context)
    TaughtClasses.load(file).export(name, out)
    typer.echo(str(out))


def import_(
    file: File,
    other: Annotated[
        Path, typer.Argument(help="File with the classes to add.", show_default=False)
    ],
) -> None:
    """Add the classes of another file to a file, which need not exist."""
    from avol.core.paths import is_file
    from avol.teaching import TaughtClasses

    known = TaughtClasses.load(file) if is_file(file) else TaughtClasses()
    known.import_(other).save(file)
