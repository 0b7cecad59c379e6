"""`avol claim`, and what `avol train` does with a recipe that has a [correspondence] table."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from avol.cli_options import Json, write_json
from avol.errors import InputError


def train_by_correspondence(
    recipe: str, data: Path, out: Path, work: Path, json_file: Path | None
) -> None:
    """Train in this process, or in all that torchrun started; the first one tells."""
    from avol.training.correspondence.recipe import Recipe
    from avol.training.correspondence.run import train
    from avol.training.reading import read_as

    chosen = read_as(Recipe, recipe)
    card = train(chosen, data, work / chosen.name, out, _tell)
    if card is not None:
        for key, figure in card.figures.items():
            typer.echo(f"{key} {figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})")
        write_json(json_file, card.model_dump(mode="json"))


def claim(
    name: Annotated[str, typer.Argument(help="alignment, shortcut, accuracy or mismatch.")],
    work: Annotated[
        Path, typer.Option(help="Folder that keeps the made clips and what was trained.")
    ] = Path(".cache/claims"),
    seed: Annotated[int, typer.Option(help="Of the trainings.")] = 0,
    json_file: Json = None,
) -> None:
    """Try a claim of the paper in a made world, with tiny networks, in minutes."""
    import torch
    from rich.console import Console
    from rich.table import Table

    from avol.evaluation.resampling import Estimate
    from avol.evaluation.score_table import interval
    from avol.training.correspondence.claims import CLAIMS, Bench

    if name not in CLAIMS:
        raise InputError(f"There is no claim “{name}”; choose {', '.join(CLAIMS)}.")
    torch.set_num_threads(1)  # such small layers gain nothing from more
    rows = CLAIMS[name](Bench(work, seed, _tell))
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    table = Table(title=(CLAIMS[name].__doc__ or "").strip(), title_justify="left", box=None)
    table.add_column("%", no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right")
    for label, row in rows.items():
        table.add_row(label, *(interval(row.get(column, Estimate())) for column in columns))
    Console().print(table)
    figures = {label: {key: asdict(e) for key, e in row.items()} for label, row in rows.items()}
    write_json(json_file, {"claim": name, "seed": seed, "rows": figures})


def _tell(done: int, count: int, words: str) -> None:
    typer.echo(f"{words}; {done} of {count} steps")
