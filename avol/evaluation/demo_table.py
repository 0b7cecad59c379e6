"""The demo score as a table for the terminal."""

from dataclasses import fields
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from avol.evaluation.demo_shares import Shares

if TYPE_CHECKING:
    from avol.evaluation.demo import DemoScore

HEADINGS = {
    "pointing": "points\nright",
    "other": "at a\nsilent one",
    "centre": "picture\ncentre",
    "anywhere": "any\nplace",
    "anyone": "any\nplayer",
    "both": "both\nlit",
    "lit": "lit\narea",
    "dark": "dark\nframes",
}


def table(score: "DemoScore") -> RenderableType:
    """One row a segment, one a kind, and the whole; every share in per cent."""
    rows = Table(title="Demo clip: where does it point?", title_justify="left")
    rows.add_column("segment", no_wrap=True)
    rows.add_column("frames", justify="right")
    for field in fields(Shares):
        rows.add_column(HEADINGS[field.name], justify="right")
    for group in (score.segments, score.kinds):
        for row in group:
            rows.add_row(row.label, str(row.frames), *_cells(row.shares))
        rows.add_section()
    rows.add_row("something in the picture sounds", "", *_cells(score.overall), style="bold")
    return Group(rows, Text(_note(score)))


def _cells(shares: Shares) -> list[str]:
    return [_percent(getattr(shares, field.name)) for field in fields(Shares)]


def _percent(share: float | None) -> str:
    return "·" if share is None else f"{100 * share:.1f} %"


def _note(score: "DemoScore") -> str:
    return (
        f"{score.scored} frames scored; {score.straddling} are never scored because their second "
        f"of sound straddles a change of segment. Lit from {score.threshold:.2f} on. "
        f"The best fixed place, chosen afterwards, would point right in "
        f"{_percent(score.best_fixed)}. Centre, any place and any player need no model: they "
        "are computed from the boxes."
    )
