"""Localization metrics as tables for a terminal of 80 columns."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from avol.core.estimate import Estimate
from avol.evaluation.localization.summary import DESCRIPTIONS, EvaluationSummary
from avol.model_card import Calibration, ReliabilityBin

METRICS = ("pointing", "which_one", "adaptive_ciou", "ciou", "auc")
"""Metrics that baselines have as well."""
ROWS = {
    "model": "",
    "image only": "saliency_",
    "centre": "centre_",
    "best fixed cell": "fixed_",
    "random": "random_",
    "whole image": "whole_",
}
MODEL_METRICS = ("swap_gap", "match_auc", "score_auc", "ece", "absent_area", "silence_area")
"""Metrics of the model alone."""
_MAX_MISSING = 8


def summary_table(summary: EvaluationSummary) -> RenderableType:
    """Every metric with its interval, in percent, next to the baselines."""
    count = len(summary.evaluation.results)
    notes = Text(f"\n{count} items; intervals: 95 %, bootstrap by file.")
    return Group(
        _localization(summary), _model(summary), _classes(summary), notes, _missing(summary)
    )


def format_estimate(estimate: Estimate) -> str:
    """A value in percent with its interval, such as "71.9 (60–83)" or "0.1 (0.0–0.2)"."""
    if estimate.value is None:
        return "·"
    value = f"{100 * estimate.value:.1f}"
    if estimate.low is None or estimate.high is None:
        return value
    if max(abs(estimate.low), abs(estimate.high)) < 0.1:
        return f"{value} ({100 * estimate.low:.1f}–{100 * estimate.high:.1f})"
    return f"{value} ({round(100 * estimate.low)}–{round(100 * estimate.high)})"


def reliability_table(calibration: Calibration) -> RenderableType:
    """The share of matching pairs for each group of scores and of probabilities of a match."""
    tables = [_reliability("score", calibration.reliability)]
    if (curve := calibration.probability) is not None:
        tables.append(_reliability("probability", curve.reliability))
    return Group(*tables)


def _reliability(name: str, groups: Iterable[ReliabilityBin]) -> Table:
    rows = Table(title=f"Reliability of the {name}", title_justify="left", box=None)
    for heading in (name, "pairs that match", "pairs"):
        rows.add_column(heading, justify="right")
    for group in groups:
        rows.add_row(f"{group.score:.2f}", f"{100 * group.matching:.0f} %", str(group.n))
    return rows


def _localization(summary: EvaluationSummary) -> Table:
    rows = Table(title="Localization (%)", title_justify="left", box=None)
    rows.add_column("", no_wrap=True)
    for name in METRICS:
        rows.add_column(name, justify="right")
    for label, prefix in ROWS.items():
        cells = [format_estimate(summary.metrics.get(prefix + m, Estimate())) for m in METRICS]
        rows.add_row(label, *cells, style="" if prefix else "bold")
    return rows


def _model(summary: EvaluationSummary) -> Table:
    title = "\nDependence on audio (%)"
    rows = Table(title=title, title_justify="left", box=None, show_header=False)
    for key in MODEL_METRICS:
        rows.add_row(key, format_estimate(summary.metrics[key]), DESCRIPTIONS[key])
    return rows


def _classes(summary: EvaluationSummary) -> Table:
    keys = ("pointing", "which_one", "swap_gap", "match_auc", "absent_area")
    rows = Table(title="\nBy class (%)", title_justify="left", box=None)
    rows.add_column("class", no_wrap=True, max_width=16)
    rows.add_column("n", justify="right")
    for key in keys:
        rows.add_column(key, justify="right")
    for name, metrics in summary.per_class.items():
        cells = [format_estimate(metrics[key]) for key in keys]
        rows.add_row(name or "·", str(len(summary.classes[name])), *cells)
    return rows


def _missing(summary: EvaluationSummary) -> Text:
    missing = summary.evaluation.missing
    if not missing:
        return Text("No media are missing.")
    shown = "".join(f"\n  {line}" for line in missing[:_MAX_MISSING])
    more = f"\n  … and {len(missing) - _MAX_MISSING} more" if len(missing) > _MAX_MISSING else ""
    return Text(f"{len(missing)} items skipped, media missing:{shown}{more}", style="yellow")
