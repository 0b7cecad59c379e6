"""The localisation figures as tables for a terminal of 80 columns."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from avol.evaluation.bootstrap import Estimate
from avol.evaluation.localization.summary import MEANINGS, Score

METRICS = ("pointing", "which_one", "adaptive_ciou", "ciou", "auc")
"""What rows without a model can be given for, too."""
ROWS = {
    "the model": "",
    "image only": "saliency_",
    "centre": "centre_",
    "best fixed place": "fixed_",
    "random place": "random_",
    "whole picture": "whole_",
}
ALONE = ("swap_gap", "match_auc", "ece", "absent_area", "silence_area")
_MISSING = 8


def table(score: Score) -> RenderableType:
    """Every figure with its interval, in per cent, beside the rows that need no model."""
    notes = Text(f"\n{len(score.asked.answers)} questions; intervals: 95 %, resampled by file.")
    return Group(_places(score), _alone(score), _classes(score), notes, _missing(score))


def interval(figure: Estimate) -> str:
    """A figure in per cent and its interval, such as "71.9 (60–83)" or "0.1 (0.0–0.2)"."""
    if figure.value is None:
        return "·"
    value = f"{100 * figure.value:.1f}"
    if figure.low is None or figure.high is None:
        return value
    if max(abs(figure.low), abs(figure.high)) < 0.1:
        return f"{value} ({100 * figure.low:.1f}–{100 * figure.high:.1f})"
    return f"{value} ({round(100 * figure.low)}–{round(100 * figure.high)})"


def _places(score: Score) -> Table:
    rows = Table(title="Where is the sound made? (%)", title_justify="left", box=None)
    rows.add_column("", no_wrap=True)
    for name in METRICS:
        rows.add_column(name, justify="right")
    for label, prefix in ROWS.items():
        cells = [interval(score.figures.get(prefix + name, Estimate())) for name in METRICS]
        rows.add_row(label, *cells, style="" if prefix else "bold")
    return rows


def _alone(score: Score) -> Table:
    rows = Table(title="\nDoes it listen? (%)", title_justify="left", box=None, show_header=False)
    for key in ALONE:
        rows.add_row(key, interval(score.figures[key]), MEANINGS[key])
    return rows


def _classes(score: Score) -> Table:
    keys = ("pointing", "which_one", "swap_gap", "match_auc", "absent_area")
    rows = Table(title="\nBy class (%)", title_justify="left", box=None)
    rows.add_column("class", no_wrap=True, max_width=16)
    rows.add_column("n", justify="right")
    for key in keys:
        rows.add_column(key, justify="right")
    for name, found in score.per_class.items():
        cells = [interval(found[key]) for key in keys]
        rows.add_row(name or "·", str(len(score.classes[name])), *cells)
    return rows


def _missing(score: Score) -> Text:
    missing = score.asked.missing
    if not missing:
        return Text("Nothing is missing.")
    shown = "".join(f"\n  {line}" for line in missing[:_MISSING])
    more = f"\n  … and {len(missing) - _MISSING} more" if len(missing) > _MISSING else ""
    return Text(f"{len(missing)} could not be asked about:{shown}{more}", style="yellow")
