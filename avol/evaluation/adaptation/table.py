"""An adaptation as a table for a terminal and as values for JSON."""

from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from avol.evaluation.adaptation.comparison import BASELINES, LABELS
from avol.evaluation.localization.summary_table import format_estimate
from avol.teaching.adaptation import Adaptation


def adaptation_table(adaptation: Adaptation) -> RenderableType:
    """Return before and after with intervals, methods without a model, and the verdict."""
    rows = Table(title=f"Adapted to {adaptation.target} (%)", title_justify="left", box=None)
    for heading in ("", "before", "after", "change"):
        rows.add_column(heading, justify="right" if heading else "left")
    for one in adaptation.measurements:
        values = (format_estimate(value) for value in (one.before, one.after, one.change))
        rows.add_row(LABELS.get(one.metric, one.metric), *values)
    for name in BASELINES:
        key = f"{name}: pointing"
        if key in adaptation.baselines:
            rows.add_row(f"pointing, {name}", format_estimate(adaptation.baselines[key]))
    notes = [f"{adaptation.data}; intervals: 95 %, bootstrap by file.", *_parts(adaptation)]
    return Group(rows, Text("\n" + "\n".join(notes)), Text(adaptation.verdict, style="bold"))


def adaptation_values(adaptation: Adaptation) -> dict[str, Any]:
    """Return the card of an adaptation for JSON."""
    return {
        "kind": adaptation.kind,
        "weights": adaptation.weights,
        "sha256": adaptation.weights_sha256,
        "fingerprint": adaptation.fingerprint,
        "created": adaptation.created,
        "data": adaptation.data,
        "verdict": adaptation.verdict,
        "silence_dbfs": adaptation.silence_dbfs,
        "evidence": adaptation.evidence,
        "has_noise": adaptation.noise is not None,
        "has_class_factors": adaptation.class_factors is not None,
        "metrics": {
            one.metric: {
                "before": asdict(one.before),
                "after": asdict(one.after),
                "change": asdict(one.change),
            }
            for one in adaptation.measurements
        },
        "baselines": {key: asdict(value) for key, value in adaptation.baselines.items()},
    }


def _parts(adaptation: Adaptation) -> list[str]:
    """Return a line for each part that it changes."""
    parts = []
    if adaptation.silence_dbfs is not None:
        parts.append(f"Silence: below {adaptation.silence_dbfs:.1f} dBFS.")
    if adaptation.noise is not None:
        parts.append("The noise of the room is a class of the audio head.")
    if adaptation.evidence != 1.0:
        parts.append(f"Evidence counts {adaptation.evidence:.2f} times.")
    if adaptation.class_factors is not None:
        parts.append("The known classes have factors.")
    return parts
