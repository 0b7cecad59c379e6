"""The command `avol evaluate teaching`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avol.cli.options import (
    DEFAULT_WEIGHTS,
    Engine,
    Json,
    Overwrite,
    Seed,
    Weights,
    check_command_outputs,
    output_option,
    save_json,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.table import Table

    from avol.core.estimate import Estimate


def teaching(
    context: typer.Context,
    data: Annotated[Path, typer.Option(help="Folder with a MANIFEST.tsv, as for avol train.")],
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    sets: Annotated[
        Path | None,
        typer.Option(
            help="Test set by avol evaluate sets, such as SETS/scenes; measures the other classes."
        ),
    ] = None,
    plot: Annotated[
        Path | None, output_option("image", help="Draw the learning curve into this PNG file.")
    ] = None,
    seed: Seed = 0,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Measure taught classes after 0, 1, 5 and 20 examples, and the classes beside them.

    While a class is tested, the weights lack the unit that they ship for it.
    """
    from avol.cli.console import print_table
    from avol.cli.progress import stage_progress
    from avol.engines.remembering import RememberingEngine
    from avol.experiments.teaching.class_media import LABELS, PROP_EXAMPLES, PROPS, MediaMaker
    from avol.experiments.teaching.curve import METRICS, learning_curve
    from avol.experiments.teaching.drop import METRICS as DROP_METRICS
    from avol.experiments.teaching.drop import measure_drop
    from avol.experiments.teaching.plot import save_curve
    from avol.localizer import Localizer

    check_command_outputs(context)
    shipped = Localizer.load(weights, engine)  # pyright: ignore[reportArgumentType] - it checks
    model = shipped.with_engine(RememberingEngine(shipped.engine))
    values = model.provenance | {"seed": seed, "labels": LABELS}
    with stage_progress() as progress:
        media = MediaMaker(data, model.audio_window)
        classes = []
        for number, label in enumerate(LABELS):
            classes.append(media.of_class(label, seed + number))
            progress("scenes", number + 1, len(LABELS))
        rows = learning_curve(model, classes, progress)
    card = shipped.card
    title = f"{len(LABELS)} classes, unit removed, taught to {card.name} {card.version}"
    print_table(_table(title, "examples", rows, list(METRICS)))
    values["curve"] = _as_dict(rows)
    if plot is not None:
        save_curve(plot, rows, title)
    if sets is not None:
        with stage_progress() as progress:
            taught = []
            for number, (name, sound) in enumerate(PROPS.items()):
                examples = media.of_prop(name, sound, PROP_EXAMPLES, seed + number)
                taught.append(model.teach(name, examples))
                progress("teaching", number + 1, len(PROPS))
            drop = measure_drop(model, taught, sets, progress)
        print_table(_table(f"Other classes, {sets.name}", "taught", drop, list(DROP_METRICS)))
        values["drop"] = _as_dict(drop)
    save_json(json_file, values)


def _table(
    title: str,
    heading: str,
    rows: "Mapping[str, Mapping[str, Estimate]]",
    metrics: "Sequence[str]",
) -> "Table":
    from rich.table import Table

    from avol.evaluation.localization.summary_table import format_estimate

    table = Table(title=f"{title} (%)", title_justify="left", box=None)
    table.add_column(heading)
    for name in metrics:
        table.add_column(name, justify="right")
    for key, row in rows.items():
        table.add_row(key, *(format_estimate(row[n]) if n in row else "·" for n in metrics))
    return table


def _as_dict(
    rows: "Mapping[str, Mapping[str, Estimate]]",
) -> dict[str, dict[str, dict[str, float | None]]]:
    return {key: {name: asdict(e) for name, e in row.items()} for key, row in rows.items()}
