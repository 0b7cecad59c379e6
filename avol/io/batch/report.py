"""A page about a batch: a row for each input, with its curve, its best moments or its error."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import atomic_write
from avol.io.batch.task import Done

WIDTH, HIGH = 240, 36  # of a curve
MOMENTS, APART = 3, 1.0  # best moments told, and seconds between any two

_PAGE = Template("""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>AVOL: $title</title>
<meta name="viewport" content="width=device-width">
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


def write_report(path: Path, results: Sequence[Done], model: str) -> None:
    """Write the page, an HTML file that needs no other; it links to the films beside it.

    `model` says in words what was asked. Raises MediaError where it cannot be written.
    """
    good = sum(done.found is not None for done in results)
    maps = sum(done.found.maps for done in results if done.found)
    summary = f"{good} of {len(results)} inputs done, {maps} maps, by {model}."
    page = _PAGE.substitute(
        title=f"What makes the sound in {len(results)} inputs",
        summary=escape(summary),
        rows="\n".join(_row(done, path.parent) for done in results),
    )
    with atomic_write(path) as part:
        part.write_text(page, encoding="utf-8")


def _row(done: Done, beside: Path) -> str:
    name = f'<td title="{escape(str(done.source))}">{escape(done.source.name)}</td>'
    if done.found is None:
        return f'<tr>{name}<td colspan="4" class="error">{escape(done.error)}</td></tr>'
    film, _, archive = done.found.files
    with np.load(archive, allow_pickle=False) as kept:
        scores, seconds = kept["maps"].max(axis=(1, 2)), kept["seconds"]
    link = quote(_relative(film, beside))
    moments = ", ".join(
        f'<a href="{link}#t={seconds[i]:.2f}">{seconds[i]:.2f} s</a> ({scores[i]:.2f})'
        for i in best_moments(scores, seconds)
    )
    verdicts = ", ".join(f"{escape(word)} {n}" for word, n in done.found.verdicts.items())
    return (
        f"<tr>{name}<td>{_curve(scores)}</td><td>{moments}</td><td>{verdicts}</td>"
        f'<td class="number">{done.found.maps}</td></tr>'
    )


def best_moments(scores: NDArray[np.float32], seconds: NDArray[np.float64]) -> list[int]:
    """Places of the highest scores (n,) that are at least a second apart, best first."""
    best: list[int] = []
    for i in np.argsort(-scores, kind="stable").tolist():
        if all(abs(seconds[i] - seconds[j]) >= APART for j in best):
            best.append(i)
            if len(best) == MOMENTS:
                break
    return best


def _curve(scores: NDArray[np.float32]) -> str:
    """The highest score of each of up to WIDTH / 2 equal stretches, as a line."""
    stretches = np.array_split(scores, min(len(scores), WIDTH // 2))
    tops = [float(stretch.max()) for stretch in stretches]
    x = np.linspace(1, WIDTH - 1, len(tops))
    points = " ".join(
        f"{a:.1f},{HIGH - 2 - b * (HIGH - 4):.1f}" for a, b in zip(x, tops, strict=True)
    )
    words = f"highest score {max(tops):.2f}"
    return (
        f'<svg width="{WIDTH}" height="{HIGH}" role="img" aria-label="{words}">'
        f'<title>{words}</title><polyline points="{points}"/></svg>'
    )


def _relative(film: Path, beside: Path) -> str:
    try:
        return film.resolve().relative_to(beside.resolve()).as_posix()
    except ValueError:
        return film.resolve().as_posix()
