"""How well a library answers where its files are labelled: nDCG@30 in four directions.

Measure, protocol and intervals are those of `avol.evaluation.retrieval.evaluate` (paper §3.3): one random
moment of each file; within one kind a moment is left out of its own list.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.errors import InputError
from avol.evaluation.bootstrap import Estimate, Resampler
from avol.evaluation.retrieval.chance import chance
from avol.evaluation.retrieval.label_relevance import by_label
from avol.evaluation.retrieval.ndcg import DEPTH, ndcg
from avol.retrieval.library.library import KINDS, Collection, Kind, Library
from avol.retrieval.query.search import Searcher

MOST = 4000
"""Files that are compared, at most; of more, this many are drawn."""
LABELS = "label", "labels", "class"


@dataclass(frozen=True)
class Figure:
    """nDCG@30 of one direction, and what a random order would reach."""

    query: Kind
    base: Kind
    reached: Estimate
    at_random: Estimate
    queries: int


@dataclass(frozen=True, eq=False)
class _Side:
    """One kind: a moment of each file, by file."""

    collection: Collection
    files: list[str]
    labels: list[frozenset[str]]


def folder_labels(library: Library) -> dict[Path, frozenset[str]]:
    """Each file's label: the name of the folder that it lies in."""
    return {entry.path: frozenset({entry.path.parent.name}) for entry in library.entries()}


def read_labels(path: Path) -> dict[Path, frozenset[str]]:
    """Labels from a CSV with the columns path and label; several labels parted by semicolons.

    Paths may be relative to the CSV's folder. Raises InputError for a file that is no such table.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"“{path}” cannot be read ({error}); name a CSV file.") from error
    heading = next((name for name in LABELS if rows and name in rows[0]), None)
    if heading is None or "path" not in rows[0]:
        raise InputError(f"“{path.name}” has no columns path and label; add them.")
    return {
        (path.parent / row["path"]).resolve(): frozenset(
            label.strip() for label in (row[heading] or "").split(";") if label.strip()
        )
        for row in rows
    }


def judge(searcher: Searcher, labels: Mapping[Path, frozenset[str]], seed: int = 0) -> list[Figure]:
    """nDCG@30 of the directions that the library has files for.

    Args:
        searcher: asks the library.
        labels: of its files; those without are left out.
        seed: of which moment is taken of each file.

    Raises:
        InputError: there is nothing to compare.
    """
    sides: dict[Kind, _Side] = {kind: _side(searcher.library, kind, labels, seed) for kind in KINDS}
    figures = [
        figure
        for query in KINDS
        for base in KINDS
        if (figure := _direction(searcher, sides, query, base)) is not None
    ]
    if not figures:
        raise InputError("No two files of the library share a label; put them into named folders.")
    return figures


def _side(library: Library, kind: Kind, labels: Mapping[Path, frozenset[str]], seed: int) -> _Side:
    moments = library.items(library.numbers(kind))
    chosen: dict[Path, list[int]] = {}
    for moment in moments:
        if labels.get(moment.path):
            chosen.setdefault(moment.path, []).append(moment.id)
    paths = sorted(chosen)
    random = np.random.default_rng(seed)
    if len(paths) > MOST:
        paths = sorted(random.choice(np.array(paths, object), MOST, replace=False))
    drawn = {_of_file(path, chosen[path], seed): path for path in paths}
    collection = library.vectors_of(kind, drawn)
    files = [str(drawn[int(number)]) for number in collection.ids]
    return _Side(collection, files, [labels[Path(file)] for file in files])


def _of_file(path: Path, moments: list[int], seed: int) -> int:
    """A random moment of a file: the same place in it for both kinds."""
    place = np.random.default_rng([seed, *path.name.encode()]).random()
    return sorted(moments)[int(place * len(moments))]


def _direction(
    searcher: Searcher, sides: Mapping[Kind, _Side], query: Kind, base: Kind
) -> Figure | None:
    asked, among, alike = sides[query], sides[base], query == base
    if not asked.files or len(among.files) < 1 + alike:
        return None
    relevance = by_label(asked.labels, among.labels)
    scores = _scores(searcher, asked.collection, among.collection, alike)
    if scores is None:
        return None
    if alike:  # nothing for a moment that finds itself, and last in its own list
        np.fill_diagonal(relevance, 0)
        np.fill_diagonal(scores, -np.inf)
    ranking = np.argsort(-scores, axis=1, kind="stable")[:, : len(among.files) - alike]
    resampled = Resampler(asked.files)
    values = ndcg(relevance, ranking, DEPTH)
    if np.isnan(values).all():
        return None
    chances = chance(relevance, alike)
    return Figure(
        query, base, resampled.mean(values), resampled.mean(chances), int((~np.isnan(values)).sum())
    )


def _scores(
    searcher: Searcher, asked: Collection, among: Collection, alike: bool
) -> NDArray[np.float64] | None:
    """(Q, N) similarities; None where the two kinds have no common space."""
    try:
        rows = [searcher.space.similarity(q, among.vectors, alike) for q in asked.vectors]
    except InputError:
        return None
    return np.stack(rows).astype(np.float64)
