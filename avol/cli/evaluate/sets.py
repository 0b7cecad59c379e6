"""The command `avol evaluate sets`."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer


def sets(
    data: Annotated[Path, typer.Option(help="Folder with a MANIFEST.tsv, as for avol train.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the test sets.")],
    recipe: Annotated[
        str, typer.Option(help="Training config whose validation split is used: name or file.")
    ] = "avol",
) -> None:
    """Write test sets with boxes: composed scenes, rare classes, guitars in rooms, real clips.

    None of their media was used in training. Each set is a folder with boxes.json and its media.
    """
    from avol.cli.progress import stage_progress
    from avol.experiments.test_sets.clips import write_clips
    from avol.experiments.test_sets.guitars import write_guitars
    from avol.experiments.test_sets.held_out import load_held_out, load_reserved_cutouts
    from avol.experiments.test_sets.scenes import SceneSet

    held = load_held_out(data, recipe)
    rare = load_reserved_cutouts(data, recipe, held)
    with stage_progress() as progress:
        SceneSet(held, out / "scenes").write(progress)
        if rare:
            more = replace(held, objects=held.objects | rare)
            SceneSet(more, out / "breadth", labels=sorted(rare)).write(progress)
    write_guitars(data, held, out / "guitars")
    write_clips(data, out / "clips")
    for name in ("scenes", *(["breadth"] if rare else []), "guitars", "clips"):
        folder = out / name
        typer.echo(f"avol evaluate localization {folder / 'boxes.json'} --media {folder}")
