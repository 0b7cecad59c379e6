"""The command `avol evaluate localization`."""

from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import (
    DEFAULT_WEIGHTS,
    FAILED,
    Classes,
    Engine,
    Fine,
    Folds,
    Json,
    Overwrite,
    ReportPath,
    Weights,
    choice_option,
    load_folds,
    save_json,
)

FORMATS = ("auto", "avol", "flickr", "vggss", "dsol", "slavc")


def localization(
    boxes: Annotated[
        list[Path], typer.Argument(help="Box lists: files, or folders of XML.", show_default=False)
    ],
    media: Annotated[Path, typer.Option(help="Folder with the images, videos and audio files.")],
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    classes: Classes = None,
    fine: Fine = False,
    form: Annotated[
        str, choice_option(FORMATS, "--format", help="Format of the box lists.")
    ] = "auto",
    folds: Folds = None,
    card: ReportPath = None,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Evaluate a checkpoint with boxes around the sound sources, next to baselines.

    Missing media are counted and listed; if there are any, the exit code is 2. Every metric has a
    95 % interval.
    """
    from avol.cli.console import print_table
    from avol.cli.progress import stage_progress
    from avol.evaluation.localization.box_formats import load_boxes
    from avol.evaluation.localization.media_resolver import MediaFolder
    from avol.evaluation.localization.summary import EvaluationSummary
    from avol.evaluation.localization.summary_table import summary_table
    from avol.localizer import Localizer

    folder = MediaFolder(media)
    items = [item for path in boxes for item in load_boxes(path, form)]
    model = Localizer.load(weights, engine, None, classes, fine)  # pyright: ignore[reportArgumentType]
    with stage_progress() as progress:
        summary = EvaluationSummary(load_folds(folds).evaluate(model, items, folder, progress))
    print_table(summary_table(summary))
    save_json(json_file, model.provenance | summary.to_dict())
    if card is not None:
        from avol.evaluation.report.page import save_page

        save_page(card, model, summary, [path.name for path in boxes])
    if summary.evaluation.missing:
        raise typer.Exit(FAILED)
