"""HTML report of an evaluation: one self-contained file with a light and a dark theme."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avol.core.atomic import atomic_write, make_folder
from avol.core.estimate import Estimate
from avol.evaluation.localization.summary import DESCRIPTIONS, EvaluationSummary
from avol.evaluation.localization.summary_table import (
    METRICS,
    MODEL_METRICS,
    ROWS,
    format_estimate,
)
from avol.evaluation.report.gallery import best_results, report_images, worst_results

if TYPE_CHECKING:
    from avol.localizer import Localizer

TITLES = {
    "pointing": "Pointing game",
    "which_one": "Source chosen from two objects",
    "adaptive_ciou": "Overlap with boxes (adaptive cIoU)",
    "ciou": "Overlap with boxes (50 % area cIoU)",
    "auc": "Overlap at all thresholds (AUC)",
    "swap_gap": "Gap to mismatched audio",
    "match_auc": "Match of image and audio (ROC AUC)",
    "score_auc": "Match by the score (ROC AUC)",
    "ece": "Calibration error",
    "absent_area": "Highlighted without visible source",
    "silence_area": "Highlighted by silence and room noise",
}
LOWER_IS_BETTER = ("ece", "absent_area", "silence_area")
CLASS_METRICS = (
    "pointing", "saliency_pointing", "which_one", "swap_gap", "match_auc", "absent_area",
)  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """One value as a bar; length and interval in percent of its width."""

    label: str
    text: str
    length: float
    low: float | None
    high: float | None
    is_model: bool


@dataclass(frozen=True)
class BarGroup:
    """One metric: the model and its baselines."""

    title: str
    description: str
    bars: list[Bar]
    lower_is_better: bool


def save_page(
    path: Path, model: "Localizer", summary: EvaluationSummary, lists: Sequence[str]
) -> None:
    """Save the report; raises MediaError.

    Args:
        path: the HTML file.
        model: the evaluated localizer; encodes the audio of the examples.
        summary: its metrics.
        lists: names of the box lists.
    """
    from jinja2 import Environment, FileSystemLoader

    templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    results = summary.evaluation.results
    text = templates.get_template("page.html.jinja").render(
        card=model.card,
        engine=model.engine_name,
        taught=model.taught_descriptions,
        lists=lists,
        count=len(results),
        files=len({result.resolved.image.path for result in results}),
        groups=list(_groups(summary.metrics)),
        class_metrics=CLASS_METRICS,
        classes=[
            (
                name or "·",
                len(summary.classes[name]),
                [format_estimate(metrics[key]) for key in CLASS_METRICS],
            )
            for name, metrics in summary.per_class.items()
        ],
        galleries=[
            ("Errors with the highest scores", list(report_images(model, worst_results(results)))),
            ("Best results", list(report_images(model, best_results(results)))),
        ],
        missing=summary.evaluation.missing,
        descriptions=DESCRIPTIONS,
    )
    make_folder(path.parent)
    with atomic_write(path) as part:
        part.write_text(text, encoding="utf-8")


def _groups(metrics: dict[str, Estimate]) -> Iterator[BarGroup]:
    for key in (*METRICS, *MODEL_METRICS):
        if metrics[key].value is not None:
            rows = ROWS.items() if key in METRICS else [("model", "")]
            bars = [
                _bar(label, metrics[prefix + key], not prefix)
                for label, prefix in rows
                if prefix + key in metrics
            ]
            yield BarGroup(TITLES[key], DESCRIPTIONS[key], bars, key in LOWER_IS_BETTER)


def _bar(label: str, estimate: Estimate, is_model: bool) -> Bar:
    value, low, high = (
        None if side is None else 100 * min(max(side, 0.0), 1.0)
        for side in (estimate.value, estimate.low, estimate.high)
    )
    return Bar(label, format_estimate(estimate), value or 0.0, low, high, is_model)
