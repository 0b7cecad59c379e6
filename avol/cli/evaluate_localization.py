"""`avol evaluate localization`: the command's options, and what it prints and writes."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import DEFAULT_WEIGHTS, Engine, Json, ReportPath, Weights, write_json


def localization(
    boxes: Annotated[
        list[Path], typer.Argument(help="Box lists: files, or folders of XML.", show_default=False)
    ],
    media: Annotated[Path, typer.Option(help="Folder with the pictures, videos and sounds.")],
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    form: Annotated[
        str, typer.Option("--format", help="auto, avol, flickr, vggss, dsol or slavc.")
    ] = "auto",
    card: ReportPath = None,
    json_file: Json = None,
) -> None:
    """Judge weights by boxes round what sounds, beside rows that need no model.

    Missing media are counted and named. Every figure has a 95 % interval.
    """
    from rich.console import Console

    from avol.cli.progress import bars
    from avol.evaluation.localization.box_formats import read_boxes
    from avol.evaluation.localization.evaluate import ask_all
    from avol.evaluation.localization.media_resolver import MediaFolder
    from avol.evaluation.localization.summary import Score
    from avol.evaluation.localization.summary_table import table
    from avol.localizer import Localizer

    folder = MediaFolder(media)
    items = [item for path in boxes for item in read_boxes(path, form)]
    model = Localizer.load(weights, engine)  # pyright: ignore[reportArgumentType] - it checks
    with bars() as progress:
        score = Score(ask_all(model, items, folder, progress))
    Console().print(table(score))
    figures = {"weights": model.card.name, "sha256": model.card.sha256}
    write_json(json_file, figures | {"engine": model.engine_name} | score.to_dict())
    if card is not None:
        from avol.evaluation.report.page import write_page

        write_page(card, model, score, [path.name for path in boxes])


def sets(
    data: Annotated[Path, typer.Option(help="Folder with a MANIFEST.tsv, as for avol train.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the sets.")],
    recipe: Annotated[
        str, typer.Option(help="Recipe whose validation side is taken: a shipped name or a file.")
    ] = "avol",
) -> None:
    """Write test sets with boxes: composed scenes, rare things, guitars in real rooms, real clips.

    Nothing in them was trained on. Each is a folder with a boxes.json and its media.
    """
    from avol.cli.progress import bars
    from avol.experiments.test_sets.clips import write_clips
    from avol.experiments.test_sets.guitars import write_guitars
    from avol.experiments.test_sets.held_out import load_held_out, load_reserved_cutouts
    from avol.experiments.test_sets.scenes import SceneSet

    held = load_held_out(data, recipe)
    rare = load_reserved_cutouts(data, recipe, held)
    with bars() as progress:
        SceneSet(held, out / "scenes").write(progress)
        if rare:
            more = replace(held, objects=held.objects | rare)
            SceneSet(more, out / "breadth", labels=sorted(rare)).write(progress)
    write_guitars(data, held, out / "guitars")
    write_clips(data, out / "clips")
    for name in ("scenes", *(["breadth"] if rare else []), "guitars", "clips"):
        folder = out / name
        typer.echo(f"avol evaluate localization {folder / 'boxes.json'} --media {folder}")
