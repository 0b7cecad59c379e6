"""The command `avol evaluate sets`."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import Overwrite, check_command_outputs, save_json
from avol.core.output_mark import is_own
from avol.core.outputs import OutputFile

_MARK = "set.json"
"""File that marks a folder as written by this command."""


def sets(
    context: typer.Context,
    data: Annotated[Path, typer.Option(help="Folder with a MANIFEST.tsv, as for avol train.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the test sets.")],
    recipe: Annotated[
        str, typer.Option(help="Training config whose validation split is used: name or file.")
    ] = "avol",
    overwrite: Overwrite = False,
) -> None:
    """Write test sets with boxes: composed scenes, rare classes, guitars in rooms, real clips.

    None of their media was used in training. Each set is a folder with boxes.json and its media.
    """
    from avol.cli.progress import stage_progress
    from avol.experiments.test_sets.clips import write_clips
    from avol.experiments.test_sets.guitars import write_guitars
    from avol.experiments.test_sets.held_out import load_held_out, load_reserved_cutouts
    from avol.experiments.test_sets.scenes import SceneSet

    folders = {name: out / name for name in ("scenes", "breadth", "guitars", "clips")}
    check_command_outputs(
        context, [file for folder in folders.values() for file in _folder_outputs(folder)]
    )
    held = load_held_out(data, recipe)
    rare = load_reserved_cutouts(data, recipe, held)
    with stage_progress() as progress:
        SceneSet(held, folders["scenes"]).write(progress)
        if rare:
            more = replace(held, objects=held.objects | rare)
            SceneSet(more, folders["breadth"], labels=sorted(rare)).write(progress)
    write_guitars(data, held, folders["guitars"])
    write_clips(data, folders["clips"])
    for name in ("scenes", *(["breadth"] if rare else []), "guitars", "clips"):
        folder = folders[name]
        save_json(folder / _MARK, {"set": name})
        typer.echo(f"avol evaluate localization {folder / 'boxes.json'} --media {folder}")


def _folder_outputs(folder: Path) -> list[OutputFile]:
    """Return all files in the folder of a set: they are AVOL's if the folder is marked."""
    files = [path for path in folder.rglob("*") if not path.is_dir()] or [folder / "boxes.json"]
    return [OutputFile(file, lambda _: is_own(folder / _MARK, "json")) for file in files]
