"""The learning curve as a PNG file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from avol.core.atomic import atomic_write
from avol.core.estimate import Estimate
from avol.experiments.teaching.curve import COUNTS, SHIPPED

_LINES = {"pointing": ("pointing", "#1f77b4", "o"), "match_auc": ("match AUC", "#d95f02", "s")}


def save_curve(path: Path, rows: Mapping[str, Mapping[str, Estimate]], title: str) -> None:
    """Draw pointing and match AUC over the number of examples, with 95 % intervals.

    Raises MediaError if the file cannot be written.
    """
    from matplotlib.figure import Figure

    counts = ["0", *map(str, COUNTS)]
    figure = Figure(figsize=(6.4, 3.8), dpi=120, layout="constrained")
    axes = figure.add_subplot()
    for number, (name, (label, colour, marker)) in enumerate(_LINES.items()):
        shipped = rows[SHIPPED][name].value
        if shipped is not None:
            axes.axhline(100 * shipped, color=colour, linestyle=":", linewidth=1)
            axes.text(
                0.1, 100 * shipped, f"shipped unit, {label}",
                color=colour, fontsize=8, va="bottom" if number else "top",
            )  # fmt: skip
        values = [_percent(rows[count][name]) for count in counts]
        places = [place + 0.06 * (number - 0.5) for place in range(len(counts))]
        errors = [[v - low for v, low, _ in values], [high - v for v, _, high in values]]
        axes.errorbar(
            places, [v for v, _, _ in values], errors,
            label=label, color=colour, marker=marker, capsize=3,
        )  # fmt: skip
    axes.set_xticks(range(len(counts)), counts)
    axes.set_xlabel("examples of the class")
    axes.set_ylabel("%")
    axes.set_ylim(0, 100)
    axes.grid(axis="y", alpha=0.3)
    axes.legend(loc="lower right")
    axes.set_title(title, fontsize=10)
    with atomic_write(path) as part:
        figure.savefig(part, format="png", metadata={"Software": "AVOL"})


def _percent(estimate: Estimate) -> tuple[float, float, float]:
    value = estimate.value or 0.0
    low = value if estimate.low is None else estimate.low
    high = value if estimate.high is None else estimate.high
    return 100 * value, 100 * low, 100 * high
