"""Retrieval metrics of a library with labelled files: nDCG@30 in four directions.

Metric, protocol and intervals are those of `avol.evaluation.retrieval.evaluate` (paper §3.3): one
random segment per file; within a modality a segment is left out of its own list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.estimate import Estimate
from avol.core.input_files import load_records
from avol.core.modality import MODALITIES, Modality
from avol.errors import InputError
from avol.evaluation.bootstrap import FileBootstrap
from avol.evaluation.retrieval.label_relevance import by_label
from avol.evaluation.retrieval.ndcg import DEPTH, ndcg, random_order_ndcg
from avol.retrieval.library.library import Library, VectorSet
from avol.retrieval.query.search import Searcher

SEED = 0
MAX_FILES = 4000
"""Maximum number of files; a larger library is sampled."""
LABEL_COLUMNS = "label", "labels", "class"


@dataclass(frozen=True)
class DirectionScore:
    """nDCG@30 of one direction, and that of a random order."""

    query: Modality
    base: Modality
    ndcg: Estimate
    chance: Estimate
    queries: int


@dataclass(frozen=True, eq=False)
class _LabelledVectors:
    """One segment per file, in one modality."""

    vector_set: VectorSet
    files: list[str]
    labels: list[frozenset[str]]


def folder_labels(library: Library) -> dict[Path, frozenset[str]]:
    """The label of each file: the name of its folder."""
    return {file.path: frozenset({file.path.parent.name}) for file in library.files()}


def load_labels(path: Path) -> dict[Path, frozenset[str]]:
    """Labels from a CSV file with the columns path and label; separate labels with semicolons.

    Paths may be relative to the folder of the CSV file. Raises InputError for another file.
    """
    records = load_records(path, "a list of labels", ("path",), dict)
    column = next((name for name in LABEL_COLUMNS if records and name in records[0]), None)
    if column is None:
        raise InputError(f"“{path.name}” lacks the columns path and label; add them.")
    return {
        (path.parent / row["path"]).resolve(): frozenset(
            label.strip() for label in row[column].split(";") if label.strip()
        )
        for row in records
    }


def evaluate_library(
    searcher: Searcher, labels: Mapping[Path, frozenset[str]]
) -> list[DirectionScore]:
    """nDCG@30 of the directions that the library has files for.

    Args:
        searcher: searches the library.
        labels: labels of its files; files without labels are ignored.

    Raises:
        InputError: no two files share a label.
    """
    library = searcher.library
    vectors: dict[Modality, _LabelledVectors] = {
        modality: _draw_segments(library, modality, labels) for modality in MODALITIES
    }
    scores = [
        score
        for query in MODALITIES
        for base in MODALITIES
        if (score := _evaluate_direction(searcher, vectors, query, base)) is not None
    ]
    if not scores:
        raise InputError("No two files of the library share a label; sort them into folders.")
    return scores


def _draw_segments(
    library: Library, modality: Modality, labels: Mapping[Path, frozenset[str]]
) -> _LabelledVectors:
    segments: dict[Path, list[int]] = {}
    for item in library.items(library.segment_ids(modality)):
        if labels.get(item.path):
            segments.setdefault(item.path, []).append(item.id)
    paths = sorted(segments)
    random = np.random.default_rng(SEED)
    if len(paths) > MAX_FILES:
        paths = sorted(random.choice(np.array(paths, object), MAX_FILES, replace=False))
    drawn = {_draw_segment(path, segments[path]): path for path in paths}
    vector_set = library.vectors_of(modality, drawn)
    files = [str(drawn[int(number)]) for number in vector_set.ids]
    return _LabelledVectors(vector_set, files, [labels[Path(file)] for file in files])


def _draw_segment(path: Path, segments: list[int]) -> int:
    """A random segment of a file, at the same position for both modalities."""
    position = np.random.default_rng([SEED, *path.name.encode()]).random()
    return sorted(segments)[int(position * len(segments))]


def _evaluate_direction(
    searcher: Searcher,
    vectors: Mapping[Modality, _LabelledVectors],
    query: Modality,
    base: Modality,
) -> DirectionScore | None:
    queries, candidates, same = vectors[query], vectors[base], query == base
    if not queries.files or len(candidates.files) < 1 + same:
        return None
    relevance = by_label(queries.labels, candidates.labels)
    scores = _scores(searcher, queries.vector_set, candidates.vector_set, same)
    if scores is None:
        return None
    if same:  # leave the query out of its own list
        np.fill_diagonal(relevance, 0)
        np.fill_diagonal(scores, -np.inf)
    ranking = np.argsort(-scores, axis=1, kind="stable")[:, : len(candidates.files) - same]
    values = ndcg(relevance, ranking, DEPTH)
    if np.isnan(values).all():
        return None
    bootstrap = FileBootstrap(queries.files)
    chance = bootstrap.mean(random_order_ndcg(relevance, same))
    return DirectionScore(
        query, base, bootstrap.mean(values), chance, int((~np.isnan(values)).sum())
    )


def _scores(
    searcher: Searcher, queries: VectorSet, candidates: VectorSet, same: bool
) -> NDArray[np.float64] | None:
    """(Q, N) similarities; None if the modalities have no common space."""
    try:
        rows = [
            searcher.similarity.compare(query, candidates.vectors, same)
            for query in queries.vectors
        ]
    except InputError:
        return None
    return np.stack(rows).astype(np.float64)
