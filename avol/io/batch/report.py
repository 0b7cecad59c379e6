"""HTML report of a batch: one row per input with score curve and best moments, or its error."""

from __future__ import annotations

import os
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import atomic_write
from avol.core.paths import display_text
from avol.io.batch.task import TaskResult
from avol.io.localize import FileResult
from avol.media import probe
from avol.media.file_types import IMAGE_SUFFIXES

CURVE_WIDTH, CURVE_HEIGHT = 240, 36
"""Size of a curve in CSS pixels."""
MAX_MOMENTS, MIN_DISTANCE = 3, 1.0
"""Number of best moments per input, and the minimum of seconds between two of them."""

_PAGE = Template("""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>AVOL: $title</title>
<meta name="generator" content="AVOL"><meta name="viewport" content="width=device-width">
<style>
:root { color-scheme: light dark; --line: #8884; --accent: #1687a7; --bad: #c0392b; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: middle; padding: .5rem .75rem;
  border-bottom: 1px solid var(--line) }
td.number { text-align: right; font-variant-numeric: tabular-nums }
svg { display: block } polyline { fill: none; stroke: var(--accent); stroke-width: 1.5 }
.error { color: var(--bad) } .muted { opacity: .7 }
</style>
<h1>$title</h1>
<p class="muted">$summary</p>
<table><thead><tr><th>Input</th><th>Score over time, 0 to 1</th><th>Best moments</th>
<th>Verdicts</th><th>Maps</th></tr></thead><tbody>
$rows
</tbody></table></html>
""")


def write_report(path: Path, results: Sequence[TaskResult], model: str) -> None:
    """Write the report, a self-contained HTML file with links to the overlay videos.

    `model` is the name of the model in the summary. Raises MediaError if the file cannot be
    written.
    """
    succeeded = sum(item.result is not None for item in results)
    maps = sum(item.result.maps for item in results if item.result)
    summary = f"{succeeded} of {len(results)} inputs done, {maps} maps, by {model}."
    page = _PAGE.substitute(
        title=f"Sound localization in {len(results)} inputs",
        summary=escape(summary),
        rows="\n".join(_row(item, path.parent) for item in results),
    )
    with atomic_write(path) as part:
        part.write_text(page, encoding="utf-8")


def _row(item: TaskResult, folder: Path) -> str:
    source, name = (escape(display_text(text)) for text in (str(item.source), item.source.name))
    name = f'<td title="{source}">{name}</td>'
    if item.result is None:
        error = escape(display_text(item.error))
        return f'<tr>{name}<td colspan="4" class="error">{error}</td></tr>'
    overlay, _, archive = item.result.files
    with np.load(archive, allow_pickle=False) as arrays:
        scores, seconds = arrays["maps"].max(axis=(1, 2)), arrays["seconds"]
    start = _start(item.source, item.result)
    link = quote(os.fsencode(_relative(overlay, folder)))
    moments = ", ".join(
        f'<a href="{link}#t={max(0, seconds[i] - start):.2f}">{seconds[i]:.2f} s</a> '
        f"({scores[i]:.2f})"
        for i in best_moments(scores, seconds)
    )
    verdicts = ", ".join(f"{escape(word)} {n}" for word, n in item.result.verdicts.items())
    return (
        f"<tr>{name}<td>{_curve(scores)}</td><td>{moments}</td><td>{verdicts}</td>"
        f'<td class="number">{item.result.maps}</td></tr>'
    )


def _start(source: Path, result: FileResult) -> float:
    """Return the time of the source at which its overlay video starts."""
    if result.start_s is not None:
        return result.start_s
    return probe(source).start if source.suffix.lower() not in IMAGE_SUFFIXES else 0.0


def best_moments(scores: NDArray[np.float32], seconds: NDArray[np.float64]) -> list[int]:
    """Indices of the highest scores (n,) at least a second apart, best first."""
    best: list[int] = []
    for i in np.argsort(-scores, kind="stable").tolist():
        if all(abs(seconds[i] - seconds[j]) >= MIN_DISTANCE for j in best):
            best.append(i)
            if len(best) == MAX_MOMENTS:
                break
    return best


def _curve(scores: NDArray[np.float32]) -> str:
    """An SVG line of the maximum score in each of up to CURVE_WIDTH / 2 equal intervals."""
    intervals = np.array_split(scores, min(len(scores), CURVE_WIDTH // 2))
    maxima = [float(interval.max()) for interval in intervals]
    x = np.linspace(1, CURVE_WIDTH - 1, len(maxima))
    points = " ".join(
        f"{a:.1f},{CURVE_HEIGHT - 2 - b * (CURVE_HEIGHT - 4):.1f}"
        for a, b in zip(x, maxima, strict=True)
    )
    label = f"highest score {max(maxima):.2f}"
    return (
        f'<svg width="{CURVE_WIDTH}" height="{CURVE_HEIGHT}" role="img" aria-label="{label}">'
        f'<title>{label}</title><polyline points="{points}"/></svg>'
    )


def _relative(file: Path, folder: Path) -> str:
    try:
        return file.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return file.resolve().as_posix()
