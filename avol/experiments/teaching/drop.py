"""What taught classes cost the other classes, on a test set of composed scenes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from avol.core.estimate import Estimate
from avol.evaluation.localization.boxes import load_box_list
from avol.evaluation.localization.evaluate import evaluate_items
from avol.evaluation.localization.media_resolver import MediaFolder
from avol.evaluation.localization.summary import EvaluationSummary
from avol.localizer import Localizer
from avol.teaching import TaughtClass, TaughtClasses

COUNTS = (0, 1, 5, 20)
"""Numbers of taught classes."""
METRICS = ("pointing", "which_one", "score_auc", "absent_area", "silence_area")

Progress = Callable[[str, int, int], None]


def measure_drop(
    model: Localizer,
    taught: Sequence[TaughtClass],
    folder: Path,
    progress: Progress = lambda stage, done, total: None,
) -> dict[str, dict[str, Estimate]]:
    """Evaluate a test set by `avol evaluate sets` with more and more taught classes."""
    items = load_box_list(folder / "boxes.json")
    rows: dict[str, dict[str, Estimate]] = {}
    for count in COUNTS:
        tested = model.with_classes(TaughtClasses(tuple(taught[:count])))
        results = evaluate_items(tested, items, MediaFolder(folder), progress)
        metrics = EvaluationSummary(results).metrics
        rows[str(count)] = {name: metrics[name] for name in METRICS if name in metrics}
    return rows
