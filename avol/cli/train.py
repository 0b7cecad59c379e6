"""`avol train`: trains weights from a config."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avol.cli.options import Json, Overwrite, check_command_outputs, save_json

if TYPE_CHECKING:
    from avol.model_card import ModelCard
    from avol.training.supervised.config import SupervisedTrainingConfig

TRAIN_EXAMPLES = (
    "Examples:  avol train avol --data DATA --out weights"
    "  |  torchrun --nproc-per-node 8 --no-python avol train mine.toml --data SHARDS --out weights"
)


def train(
    context: typer.Context,
    config: Annotated[
        str,
        typer.Argument(
            metavar="CONFIG",
            help="Shipped config (avol, avol-free, avol-paper, ave, or tiny, formerly called "
            "lesson) or a TOML file.",
        ),
    ],
    data: Annotated[
        Path, typer.Option(help="Folder of the training data: shards, or a MANIFEST.tsv.")
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder for weights, model card and graphs.")
    ],
    work: Annotated[
        Path, typer.Option(help="Folder for intermediate results; needs some GB.")
    ] = Path(".cache/train"),
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Train weights from a config; run the command again to resume an interrupted training."""
    from avol.checkpoints import checkpoint_outputs
    from avol.training.config_loader import load_config, load_config_table
    from avol.training.correspondence.config import CorrespondenceTrainingConfig
    from avol.training.correspondence.run import train as train_by_correspondence
    from avol.training.supervised.config import load_supervised_config

    if "correspondence" in load_config_table(config):
        settings = load_config(CorrespondenceTrainingConfig, config)
    else:
        settings = load_supervised_config(config)
    check_command_outputs(context, checkpoint_outputs(out / f"{settings.name}.safetensors"))
    if isinstance(settings, CorrespondenceTrainingConfig):
        card = train_by_correspondence(settings, data, work / settings.name, out, echo_progress)
    else:
        card = _train_supervised(settings, data, work, out)
    if card is None:  # in all processes of torchrun but the main one
        return
    for key, figure in card.metrics.items():
        typer.echo(f"{key} {figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})")
    save_json(json_file, card.model_dump(mode="json", by_alias=True))


def echo_progress(completed: int, total: int, message: str) -> None:
    """Prints the progress of a training."""
    typer.echo(f"{message}; {completed} of {total} steps")


def _train_supervised(
    settings: "SupervisedTrainingConfig", data: Path, work: Path, out: Path
) -> "ModelCard":
    from avol.cli.progress import stage_progress
    from avol.training.supervised.build import build

    with stage_progress() as show_progress:
        stage_folder = work / (settings.encoders_from or settings.name)
        return build(settings, data, stage_folder, out, show_progress)
