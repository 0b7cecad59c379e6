"""Compares a localizer before and after an adaptation on the same held-out moments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from avol.core.estimate import Estimate
from avol.evaluation.bootstrap import FileBootstrap
from avol.evaluation.localization.evaluate import ItemResult
from avol.evaluation.localization.summary import fixed_pointing, match_pairs
from avol.evaluation.metrics import calibration_error, roc_auc
from avol.teaching.adaptation import Measurement

MEANS = ("pointing", "which_one", "adaptive_ciou", "absent_area")
PAIR_METRICS = {"match_auc": roc_auc, "ece": calibration_error}
Outcome = Literal["better", "same", "worse", "dark"]
"""“dark”: the room lights nothing in the first place."""
MAX_LOSS = 0.01
"""Share of known sounds that an adaptation may lose."""
LOWER_IS_BETTER = frozenset({"ece", "absent_area", "room_area", "room_lit"})
"""Metrics of which a smaller value is better."""
BASELINES = {
    "image only": "saliency_",
    "image centre": "centre_",
    "best fixed cell": "fixed_",
    "random cell": "random_",
}
"""Methods without a model, with the prefix of their metrics."""
LABELS = {
    "pointing": "pointing",
    "which_one": "one of two objects",
    "adaptive_ciou": "adaptive cIoU ≥ 0.5",
    "match_auc": "match AUC",
    "ece": "calibration error",
    "absent_area": "area above threshold, absent sounds",
    "room_area": "area above threshold, the room alone",
    "room_lit": "moments of the room with any cell above threshold",
    "known_found": "known sounds found over the room",
}
"""Names of the metrics for people."""


@dataclass(frozen=True)
class Comparison:
    """Metrics before and after, and those of methods without a model."""

    measurements: tuple[Measurement, ...]
    baselines: Mapping[str, Estimate]
    """By method and metric, such as “image only: pointing”."""
    moments: int
    files: int


def compare(before: Sequence[ItemResult], after: Sequence[ItemResult]) -> Comparison:
    """Compare the results of the same items; the change is that of each moment."""
    bootstrap = _bootstrap(before)
    rows = [_mean_change(bootstrap, key, before, after) for key in MEANS]
    rows += [_pair_change(bootstrap, key, before, after) for key in PAIR_METRICS]
    baselines = {
        f"{name}: {metric}": bootstrap.mean(_values(before, prefix + metric))
        for name, prefix in BASELINES.items()
        for metric in ("pointing", "adaptive_ciou")
    }
    if any(not result.item.absent for result in before):
        fixed = np.array(fixed_pointing(before), float)
        baselines["best fixed cell: pointing"] = bootstrap.mean(fixed)
    return Comparison(
        tuple(row for row in rows if row.before.value is not None),
        {key: value for key, value in baselines.items() if value.value is not None},
        len(before),
        len({result.resolved.image.path for result in before}),
    )


def compare_match(
    before: Sequence[ItemResult], after: Sequence[ItemResult]
) -> tuple[Estimate, Estimate]:
    """The changes of match AUC and of pointing."""
    bootstrap = _bootstrap(before)
    auc = _pair_change(bootstrap, "match_auc", before, after).change
    return auc, _mean_change(bootstrap, "pointing", before, after).change


def _bootstrap(results: Sequence[ItemResult]) -> FileBootstrap:
    return FileBootstrap([str(result.resolved.image.path) for result in results])


def _mean_change(
    bootstrap: FileBootstrap, key: str, before: Sequence[ItemResult], after: Sequence[ItemResult]
) -> Measurement:
    first, second = _values(before, key), _values(after, key)
    return Measurement(key, *(bootstrap.mean(values) for values in (first, second, second - first)))


def _pair_change(
    bootstrap: FileBootstrap, key: str, before: Sequence[ItemResult], after: Sequence[ItemResult]
) -> Measurement:
    """Compare a metric of the scores of pairs, which an adaptation changes."""
    pairs, new = match_pairs(before), match_pairs(after).scores
    rows, old, match, weights = pairs.rows, pairs.scores, pairs.match, pairs.weights
    metric = PAIR_METRICS[key]
    if match.all() or not match.any():
        return Measurement(key, Estimate(), Estimate())
    estimates = bootstrap.change(
        lambda counts: metric(old, match, weights * counts),
        lambda counts: metric(new, match, weights * counts),
        rows,
    )
    return Measurement(key, *estimates)


def change_of(measurement: Measurement) -> int:
    """1 if a metric became better by more than chance, -1 if worse, else 0."""
    low, high = measurement.change.low, measurement.change.high
    if low is None or high is None or low <= 0 <= high:
        return 0
    return 1 if (low > 0) != (measurement.metric in LOWER_IS_BETTER) else -1


def outcome(measurements: Sequence[Measurement]) -> Outcome:
    """Whether an adaptation helps, by what was held out."""
    rows = _by_metric(measurements)
    changes = [change_of(row) for row in measurements if row.metric != "known_found"]
    if _lost(rows) > MAX_LOSS or min(changes, default=0) < 0:
        return "worse"
    if "room_lit" in rows and not rows["room_lit"].before.value:
        return "dark"
    return "better" if max(changes, default=0) > 0 else "same"


def verdict(measurements: Sequence[Measurement]) -> str:
    """One sentence: whether the adaptation helps, by what was held out."""
    match outcome(measurements):
        case "worse":
            lost = _lost(_by_metric(measurements))
            parts = [_change_text(one) for one in measurements if change_of(one) < 0]
            if lost > MAX_LOSS:
                parts = [f"{100 * lost:.1f} % of the known sounds are lost"]
            return f"It makes this worse: {', '.join(parts)}; revert it."
        case "dark":
            return "The room alone lights no cell already; there is little to gain."
        case "better":
            parts = [_change_text(one) for one in measurements if change_of(one) > 0]
            return f"It helps: {', '.join(parts)}."
    more = "record for longer" if "room_lit" in _by_metric(measurements) else "add more files"
    return f"It does not help: no change is larger than chance; revert it, or {more}."


def _by_metric(measurements: Sequence[Measurement]) -> dict[str, Measurement]:
    return {row.metric: row for row in measurements}


def _lost(rows: Mapping[str, Measurement]) -> float:
    """The share of known sounds that are no longer found."""
    found = rows.get("known_found")
    return 0.0 if found is None else (found.before.value or 0.0) - (found.after.value or 0.0)


def _change_text(one: Measurement) -> str:
    before, after = (100 * (value.value or 0.0) for value in (one.before, one.after))
    return f"{LABELS[one.metric]} {before:.1f} → {after:.1f} %"


def _values(results: Sequence[ItemResult], key: str) -> np.ndarray:
    return np.array([result.metrics.get(key, np.nan) for result in results], float)
