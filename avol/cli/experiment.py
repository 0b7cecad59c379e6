"""`avol claim`: runs a small experiment on a claim of the paper."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import Json, Overwrite, Seed, choice_argument, save_json

CLAIMS = ("alignment", "shortcut", "accuracy", "mismatch")


def claim(
    name: Annotated[str, choice_argument(CLAIMS, "The claim.")],
    data: Annotated[
        Path | None,
        typer.Option(
            help="Data folder with a MANIFEST.tsv, as for avol train; without it, synthetic clips "
            "are used."
        ),
    ] = None,
    work: Annotated[
        Path, typer.Option(help="Folder for clips, features and trained weights.")
    ] = Path(".cache/claims"),
    seed: Seed = 0,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Test a claim of the paper with small networks, in minutes on one core."""
    import torch
    from rich.table import Table

    from avol.cli.console import print_table
    from avol.cli.train import echo_progress
    from avol.core.estimate import Estimate
    from avol.evaluation.localization.summary_table import format_estimate
    from avol.experiments.definitions import EXPERIMENTS
    from avol.experiments.real import RealBackend
    from avol.experiments.synthetic import SyntheticBackend

    torch.set_num_threads(1)  # layers this small gain nothing from more threads
    synthetic = SyntheticBackend(work, seed, echo_progress)
    backend = synthetic if data is None else RealBackend(work / "real", data, seed, echo_progress)
    rows = EXPERIMENTS[name](backend)
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    title = (EXPERIMENTS[name].__doc__ or "").strip()
    table = Table(title=title, title_justify="left", box=None)
    table.add_column("%", no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right")
    for label, row in rows.items():
        table.add_row(label, *(format_estimate(row.get(column, Estimate())) for column in columns))
    print_table(table)
    metrics = {label: {key: asdict(e) for key, e in row.items()} for label, row in rows.items()}
    source = "synthetic" if data is None else "real"
    save_json(json_file, {"claim": name, "seed": seed, "world": source, "rows": metrics})
