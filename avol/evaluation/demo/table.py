"""The demo score as a table for a terminal of 80 columns."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from avol.evaluation.demo.evaluate import DemoScore
from avol.evaluation.demo.metrics import MapMetrics

_HEADINGS = ("frames", "right", "wrong", "chance", "both", "lit", "dark")


def table(score: DemoScore) -> RenderableType:
    """One row a segment, one a kind, and the whole; every share in per cent."""
    rows = Table(title="Demo clip: where does it point? (%)", title_justify="left", box=None)
    rows.add_column("segment", no_wrap=True)
    for heading in _HEADINGS:
        rows.add_column(heading, justify="right", no_wrap=True)
    for group in (score.segments, score.kinds):
        for row in group:
            rows.add_row(row.label, str(row.frames), *_cells(row.shares))
        rows.add_section()
        rows.add_row()
    rows.add_row("all that sounds", "", *_cells(score.overall), style="bold")
    return Group(rows, Text(_note(score)))


def _cells(shares: MapMetrics) -> list[str]:
    chances = (shares.centre, shares.anywhere, shares.anyone)
    chance = "/".join(map(_percent, chances)) if shares.centre is not None else "·"
    own = (shares.both, shares.lit, shares.dark)
    return [_percent(shares.pointing), _percent(shares.other), chance, *map(_percent, own)]


def _percent(share: float | None) -> str:
    return "·" if share is None else f"{100 * share:.0f}"


def _note(score: DemoScore) -> str:
    return (
        "\nright: frames whose peak lies on a sounding instrument; wrong: on a silent one; "
        "chance: right by pointing at the centre / any place / any instrument, without a model "
        f"(the best fixed place, chosen afterwards: {_percent(score.best_fixed)}); both: both "
        f"sounding instruments lit; lit: share of the picture from {score.threshold:.2f} on; dark: "
        f"frames with nothing lit. {score.scored} frames scored; {score.straddling} left out, "
        "whose second of sound straddles two segments."
    )
