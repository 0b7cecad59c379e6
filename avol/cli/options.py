"""Options and manners that the library's commands share."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from avol.errors import MediaError

FAILED = 2
"""Exit code where something went wrong that a person can mend."""
DEFAULT_WEIGHTS = "avol"

Weights = Annotated[
    str, typer.Option(help="Checkpoint: a shipped name or the path of a .safetensors file.")
]
Engine = Annotated[str, typer.Option(help="What runs it: auto, int8, fp32, torch or cuda.")]


def _may_be_written(path: Path | None) -> Path | None:
    """The path, if a file can be there; asked before the work, which may take hours."""
    if path is not None:
        there = next(folder for folder in path.absolute().parents if folder.exists())
        if path.is_dir() or not there.is_dir() or not os.access(there, os.W_OK):
            raise MediaError(f"“{path}” cannot be written; name a file in a folder of yours.")
    return path


ReportPath = Annotated[
    Path | None,
    typer.Option(callback=_may_be_written, help="Write a page of figures and pictures (HTML)."),
]
Json = Annotated[
    Path | None,
    typer.Option(
        "--json",
        callback=_may_be_written,
        metavar="FILE",
        help="Write the figures to this file.",
    ),
]


def complain(sentence: object) -> None:
    """Say what went wrong, on standard error."""
    typer.echo(f"avol: {sentence}", err=True)


def write_json(path: Path | None, figures: Mapping[str, Any]) -> None:
    """Write figures to a file if one is named; MediaError where that cannot be."""
    if path is not None:
        from avol.core.atomic import atomic_write, make_folder

        make_folder(path.parent)
        with atomic_write(path) as part:
            part.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
