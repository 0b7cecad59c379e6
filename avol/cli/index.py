"""The command `avol index`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import FAILED, Engine, Json, Overwrite, print_error, save_json
from avol.cli.search import LibraryWeights

INDEX_EXAMPLE = "Example:  avol index videos sounds --out library"


def index(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Videos, images, audio files, or folders of them.", show_default=False),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the library.")],
    weights: LibraryWeights = None,
    engine: Engine = "auto",
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Re-index all files with these weights.")
    ] = False,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Create or update a library for avol search.

    Videos and audio files are indexed second by second. Changed files are indexed again, deleted
    files are removed, and moved files are recognised by their content. After Ctrl-C the same
    command continues.
    """
    from avol.cli.progress import file_progress
    from avol.embedder import Embedder
    from avol.retrieval.checkpoint_choice import default_checkpoint, library_checkpoint
    from avol.retrieval.library.indexing import index_files

    name = (weights or default_checkpoint()) if rebuild else library_checkpoint(out, weights)
    embedder = Embedder.load(name, engine)  # pyright: ignore[reportArgumentType] - it checks
    with file_progress() as progress:
        result = index_files(paths, out, embedder, name, rebuild=rebuild, progress=progress)
    typer.echo(
        f"{out}: {result.added} files added ({result.segments} segments), {result.unchanged} "
        f"unchanged, {result.moved} moved, {result.removed} removed"
    )
    for error in result.errors.values():
        print_error(error)
    save_json(json_file, {"weights": embedder.card.name} | asdict(result))
    if result.errors:
        raise typer.Exit(FAILED)
