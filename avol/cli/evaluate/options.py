"""Options of the commands that evaluate checkpoints on clips."""

from pathlib import Path
from typing import Annotated

import typer

Source = Annotated[
    Path,
    typer.Argument(
        help="Folder of shards by `avol prepare`, or a folder with a MANIFEST.tsv, whose "
        "validation split is paired by class.",
        show_default=False,
    ),
]
Compared = Annotated[
    list[str], typer.Option("--weights", help="Checkpoint; repeat to compare several.")
]
