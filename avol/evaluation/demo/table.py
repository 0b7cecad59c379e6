"""The demo evaluation as a table for a terminal of 80 columns."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from avol.evaluation.demo.evaluate import DemoScore
from avol.evaluation.demo.metrics import MapMetrics

_HEADINGS = ("frames", "source", "silent", "chance", "both", "area", "empty")


def demo_table(score: DemoScore) -> RenderableType:
    """A row for each segment, each kind of segment and the whole clip, in percent."""
    rows = Table(title="Localization on the demo clip (%)", title_justify="left", box=None)
    rows.add_column("segment", no_wrap=True)
    for heading in _HEADINGS:
        rows.add_column(heading, justify="right", no_wrap=True)
    for group in (score.segments, score.kinds):
        for row in group:
            rows.add_row(row.label, str(row.frames), *_cells(row.metrics))
        rows.add_section()
        rows.add_row()
    rows.add_row("with visible source", "", *_cells(score.overall), style="bold")
    return Group(rows, Text(_note(score)))


def _cells(metrics: MapMetrics) -> list[str]:
    baselines = (metrics.centre, metrics.random_cell, metrics.random_object)
    chance = "/".join(map(_percent, baselines)) if metrics.centre is not None else "·"
    own = (metrics.both, metrics.highlighted, metrics.empty)
    pointing = (metrics.pointing, metrics.silent_object)
    return [*map(_percent, pointing), chance, *map(_percent, own)]


def _percent(value: float | None) -> str:
    return "·" if value is None else f"{100 * value:.0f}"


def _note(score: DemoScore) -> str:
    return (
        "\nsource: frames whose peak lies on a sounding instrument; silent: on a silent one; "
        "chance: the same without a model, at the image centre / a random cell / a random "
        f"instrument (best fixed cell: {_percent(score.best_fixed)}); both: both sounding "
        f"instruments highlighted; area: cells with a score of {score.threshold:.2f} or more; "
        f"empty: frames without such a cell. {score.scored} frames scored; {score.skipped} "
        "skipped because their audio window spans two segments."
    )
