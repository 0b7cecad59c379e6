"""What `avol train` does with a recipe that has a [correspondence] table."""

from pathlib import Path

import typer

from avol.cli.options import write_json


def train_by_correspondence(
    recipe: str, data: Path, out: Path, work: Path, json_file: Path | None
) -> None:
    """Train in this process, or in all that torchrun started; the first one tells."""
    from avol.training.config_file import read_as
    from avol.training.correspondence.config import Recipe
    from avol.training.correspondence.run import train

    chosen = read_as(Recipe, recipe)
    card = train(chosen, data, work / chosen.name, out, tell)
    if card is not None:
        for key, figure in card.figures.items():
            typer.echo(f"{key} {figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})")
        write_json(json_file, card.model_dump(mode="json"))


def tell(done: int, count: int, words: str) -> None:
    """Say how far a training is."""
    typer.echo(f"{words}; {done} of {count} steps")
