"""Options, exit codes and output helpers that the commands share."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from avol.errors import MediaError

FAILED = 2
"""Exit code for errors that the user can correct."""
DEFAULT_WEIGHTS = "avol"

Weights = Annotated[
    str, typer.Option(help="Checkpoint: a shipped name or the path of a .safetensors file.")
]
Engine = Annotated[str, typer.Option(help="Inference engine: auto, int8, fp32, torch or cuda.")]


def _check_writable(path: Path | None) -> Path | None:
    """The path if a file can be written there; checked before work that may take hours."""
    if path is not None:
        parent = next(folder for folder in path.absolute().parents if folder.exists())
        if path.is_dir() or not parent.is_dir() or not os.access(parent, os.W_OK):
            raise MediaError(f"“{path}” cannot be written; choose a file in a writable folder.")
    return path


ReportPath = Annotated[
    Path | None,
    typer.Option(callback=_check_writable, help="Write an HTML report with metrics and images."),
]
Json = Annotated[
    Path | None,
    typer.Option(
        "--json",
        callback=_check_writable,
        metavar="FILE",
        help="Write the results to this JSON file.",
    ),
]


def print_error(message: object) -> None:
    """Print an error on standard error."""
    typer.echo(f"avol: {message}", err=True)


def save_json(path: Path | None, values: Mapping[str, Any]) -> None:
    """Save values to a JSON file if a path is given; raises MediaError."""
    if path is not None:
        from avol.core.atomic import atomic_write, make_folder

        make_folder(path.parent)
        with atomic_write(path) as part:
            part.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
