"""`avol claim`: options, table and file."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import Json, write_json
from avol.errors import InputError


def claim(
    name: Annotated[str, typer.Argument(help="alignment, shortcut, accuracy or mismatch.")],
    data: Annotated[
        Path | None,
        typer.Option(
            help="Try it on the photographs, recordings and clips of a folder with a MANIFEST.tsv, "
            "as for avol train, in place of the made world."
        ),
    ] = None,
    work: Annotated[
        Path, typer.Option(help="Folder that keeps clips, answers and what was trained.")
    ] = Path(".cache/claims"),
    seed: Annotated[int, typer.Option(help="Of the trainings.")] = 0,
    json_file: Json = None,
) -> None:
    """Try a claim of the paper with small networks, in minutes on one core."""
    import torch
    from rich.console import Console
    from rich.table import Table

    from avol.cli.train_correspondence import tell
    from avol.evaluation.bootstrap import Estimate
    from avol.evaluation.localization.summary_table import interval
    from avol.experiments.claims import CLAIMS
    from avol.experiments.real import RealBackend
    from avol.experiments.synthetic import SyntheticBackend

    if name not in CLAIMS:
        raise InputError(f"There is no claim “{name}”; choose {', '.join(CLAIMS)}.")
    torch.set_num_threads(1)  # such small layers gain nothing from more
    made = SyntheticBackend(work, seed, tell)
    rows = CLAIMS[name](made if data is None else RealBackend(work / "real", data, seed, tell))
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    table = Table(title=(CLAIMS[name].__doc__ or "").strip(), title_justify="left", box=None)
    table.add_column("%", no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right")
    for label, row in rows.items():
        table.add_row(label, *(interval(row.get(column, Estimate())) for column in columns))
    Console().print(table)
    figures = {label: {key: asdict(e) for key, e in row.items()} for label, row in rows.items()}
    told = {"claim": name, "seed": seed, "world": "made" if data is None else "real"}
    write_json(json_file, told | {"rows": figures})
