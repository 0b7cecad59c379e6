"""The command `avol evaluate changes`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avol.cli.options import (
    DEFAULT_WEIGHTS,
    Classes,
    Engine,
    Folds,
    Json,
    Overwrite,
    Weights,
    load_folds,
    save_json,
)
from avol.errors import InputError

if TYPE_CHECKING:
    from rich.table import Table

    from avol.evaluation.localization.sound_changes import Latency


def changes(
    boxes: Annotated[Path, typer.Argument(help="Box list of videos.", show_default=False)],
    media: Annotated[Path, typer.Option(help="Folder with the videos.")],
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    classes: Classes = None,
    folds: Folds = None,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Measure how fast maps follow when a sound ends or another begins, in files and live.

    The sound of each moment is cut; silence or the sound of another moment follows.
    """
    from avol.cli.console import print_table
    from avol.cli.progress import stage_progress
    from avol.evaluation.localization.boxes import load_box_list
    from avol.evaluation.localization.media_resolver import MediaFolder
    from avol.evaluation.localization.sound_changes import MODES, latencies, measure_changes
    from avol.localizer import Localizer

    items, folder = load_box_list(boxes), MediaFolder(media)
    model = Localizer.load(weights, engine, None, classes)  # pyright: ignore[reportArgumentType]
    with stage_progress() as progress:
        found = measure_changes(model, items, folder, load_folds(folds), progress)
    if not found:
        raise InputError(
            f"“{boxes.name}” has no moment of a video whose source is highlighted; choose "
            "another list or other weights."
        )
    rows = {mode: latencies(found, mode) for mode in MODES}
    print_table(_table(rows))
    values = {
        mode: {name: asdict(one) for name, one in latency.items()} for mode, latency in rows.items()
    }
    save_json(json_file, model.provenance | values)


def _table(rows: "dict[str, dict[str, Latency]]") -> "Table":
    from rich.table import Table

    table = Table(title="Seconds after the cut", title_justify="left", box=None)
    table.add_column("")
    for heading in ("", "changes", "median", "within", "%"):
        table.add_column(heading, justify="right")
    for mode, latency in rows.items():
        for name, one in latency.items():
            median = "never" if one.median is None else f"{one.median:.2f}"
            cells = (median, f"{one.limit} s", f"{100 * one.within:.0f}")
            table.add_row(name, mode, str(one.count), *cells)
    return table
