"""Prints tables whose cells are plain text."""

from rich.console import Console, RenderableType


def print_table(table: RenderableType) -> None:
    """Print a table; brackets, as in the name of a file or of an extra, are no styles."""
    Console(markup=False, emoji=False).print(table)
