"""The command `avol search`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from avol.cli.options import Engine, Json, Overwrite, choice_option, number_option, save_json
from avol.core.paths import path_to_text

if TYPE_CHECKING:
    from rich.table import Table

    from avol.retrieval.query.search import Hit

SEARCH_EXAMPLE = "Example:  avol search library --sound violin.wav -k 10"

_OLD_NAMES = {"pictures": "image", "sounds": "audio"}
"""Values of --for before version 0.2."""

LibraryWeights = Annotated[
    str | None,
    typer.Option(help="Checkpoint; default: the library's own, else the shipped AVE-Net."),
]


def search(
    library: Annotated[Path, typer.Argument(help="Folder made by avol index.")],
    sound: Annotated[Path | None, typer.Option(help="Audio file or video as query.")] = None,
    image: Annotated[
        Path | None, typer.Option("--image", "--picture", help="Image or video as query.")
    ] = None,
    start: Annotated[
        float | None,
        number_option(0, None, "--from", help="Start in the file in seconds; default: its middle."),
    ] = None,
    stop: Annotated[
        float | None,
        number_option(0, None, "--to", help="With --sound: end in seconds; default: one second."),
    ] = None,
    modality: Annotated[
        str | None,
        choice_option(
            ("image", "audio"),
            "--for",
            hidden=tuple(_OLD_NAMES),
            help="Default: the other modality.",
        ),
    ] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100_000, help="Number of results.")] = 30,
    weights: LibraryWeights = None,
    engine: Engine = "auto",
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Search a library with an image or audio, in the other or the same modality."""
    from avol.cli.console import print_table
    from avol.errors import InputError
    from avol.retrieval.query.run_query import search_library

    if (sound is None) == (image is None):
        raise InputError("Give one query: --sound FILE or --image FILE.")
    target = _OLD_NAMES.get(modality or "", modality) or ("image" if sound else "audio")
    hits = search_library(library, sound, image, target, start, stop, k, weights, engine)
    print_table(_table(hits))
    save_json(json_file, {"hits": [_row(hit) for hit in hits]})


def _table(hits: list[Hit]) -> Table:
    from rich.table import Table

    table = Table(box=None)
    for heading in ("", "score", "time"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in ("file", "folder"):
        table.add_column(heading, overflow="fold")
    for number, hit in enumerate(hits, 1):
        folder = str(hit.path.parent) if hit.path.is_file() else "missing; index its new location"
        table.add_row(str(number), f"{hit.score:.3f}", f"{hit.time:.1f} s", hit.path.name, folder)
    return table


def _row(hit: Hit) -> dict[str, Any]:
    return {
        "path": path_to_text(hit.path), "time": hit.time, "pts": hit.pts, "kind": hit.modality,
        "score": hit.score, "distance": hit.distance, "missing": not hit.path.is_file(),
    }  # fmt: skip
