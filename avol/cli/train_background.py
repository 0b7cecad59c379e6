"""`avol train-background`: prepares weights for teaching classes."""

from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import (
    DEFAULT_WEIGHTS,
    Engine,
    Overwrite,
    Weights,
    check_command_outputs,
)

TRAIN_BACKGROUND_EXAMPLE = "Example:  avol train-background --data DATA --weights avol"


def train_background(
    context: typer.Context,
    data: Annotated[Path, typer.Option(help="Folder with a MANIFEST.tsv, as for avol train.")],
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    recipe: Annotated[
        str, typer.Option(help="Training config whose training split is used: name or file.")
    ] = "avol",
    overwrite: Overwrite = False,
) -> None:
    """Write what images and sounds are like in general, for avol teach, beside the weights."""
    from avol.checkpoints import find_weights
    from avol.cli.progress import stage_progress
    from avol.core.outputs import OutputFile
    from avol.localizer import Localizer
    from avol.teaching.background import background_path
    from avol.training.teaching_background import make_backgrounds

    path = find_weights(weights)
    out = background_path(path)
    check_command_outputs(context, [OutputFile.of(out, "background")])
    model = Localizer.load(path, engine)  # pyright: ignore[reportArgumentType] - it checks
    with stage_progress() as progress:
        backgrounds = make_backgrounds(model, data, recipe, progress)
    backgrounds.save(path, model.card.sha256)
    typer.echo(str(out))
