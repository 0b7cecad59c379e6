"""The command `avol calibrate`."""

from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import DEFAULT_WEIGHTS, Engine, Folds, Weights, load_folds

CALIBRATE_EXAMPLE = "Example:  avol calibrate clips/boxes.json scenes/boxes.json --weights my"


def calibrate(
    boxes: Annotated[
        list[Path], typer.Argument(help="Box lists in AVOL's format.", show_default=False)
    ],
    media: Annotated[
        Path | None,
        typer.Option(help="Folder of the media; default: the folder of each box list."),
    ] = None,
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    folds: Folds = None,
) -> None:
    """Fit the scale of a checkpoint's scores and write it into its model card.

    0 means no evidence, the threshold is the score from which on more than half of the pairs of
    image and audio match. One half of the files is used for the fit, the other one for the
    reliability curve.
    """
    from avol.checkpoints import card_path, find_weights
    from avol.cli.console import print_table
    from avol.cli.progress import stage_progress
    from avol.evaluation.calibration import calibrate as fit
    from avol.evaluation.localization.boxes import load_box_list
    from avol.evaluation.localization.media_resolver import MediaFolder
    from avol.evaluation.localization.summary_table import reliability_table
    from avol.localizer import Localizer

    lists = [(load_box_list(path), MediaFolder(media or path.parent)) for path in boxes]
    model = Localizer.load(weights, engine)  # pyright: ignore[reportArgumentType] - it checks
    with stage_progress() as progress:
        result = fit(model, lists, load_folds(folds), progress)
    path = card_path(find_weights(weights))
    result.card.save(path)
    assert result.card.calibration is not None
    print_table(reliability_table(result.card.calibration))
    typer.echo(f"{path}: fitted on {result.fitted} images, tested on {result.held_out}.")
