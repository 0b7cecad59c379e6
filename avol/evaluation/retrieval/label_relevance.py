"""Relevance of two recordings by their labels (paper §3.3)."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.data.catalogue.ontology import Ontology, load_ontology
from avol.errors import InputError

Floats = NDArray[np.float64]
Labels = Sequence[frozenset[str]]
MAX_RELEVANCE = 20.0
"""Relevance of two recordings of one class; each step in the ontology's tree subtracts 1."""


def label_relevance(labels: Labels, ontology: Path | None) -> Floats:
    """(n, n) between clips, by AudioSet's ontology.json if given, else by equal labels.

    Every clip has a label (`check_labels`), which may be a class id or a class name. Raises
    InputError as `by_ontology` and `load_ontology` do.
    """
    if ontology is None:
        return by_label(labels, labels)
    tree = load_ontology(ontology)
    ids = [frozenset(tree.ids.get(label, label) for label in own) for own in labels]
    return by_ontology(ids, ids, tree)


def check_labels(labels: Labels) -> None:
    """Raise InputError if a clip has no label, as those of videos in a folder."""
    if missing := sum(not own for own in labels):
        raise InputError(
            f"{missing} of {len(labels)} clips have no label, but retrieval is judged by labels; "
            "prepare the videos from a list with labels, such as a VGG-Sound CSV."
        )


def by_ontology(queries: Labels, base: Labels, ontology: Ontology) -> Floats:
    """(queries, base): 20 - d, d the shortest path between a label of each.

    The top classes have a common root, as in the paper's tree. A class with two parents counts
    along either path (not in the paper).

    Raises:
        InputError: the ontology lacks a label.
    """
    names = sorted(frozenset().union(*queries, *base))
    if unknown := [name for name in names if name not in ontology.names]:
        raise InputError(
            f"The ontology has no class “{unknown[0]}”; omit it to compare labels directly."
        )
    return _max_over_labels(queries, base, names, MAX_RELEVANCE - _distances(ontology, names))


def by_label(queries: Labels, base: Labels) -> Floats:
    """(queries, base): 1 where two recordings share a label, else 0."""
    names = sorted(frozenset().union(*queries, *base))
    return _max_over_labels(queries, base, names, np.eye(len(names)))


def _max_over_labels(queries: Labels, base: Labels, names: list[str], table: Floats) -> Floats:
    """The largest entry of the table over all pairs of labels of two recordings."""
    index = {name: number for number, name in enumerate(names)}
    label_sets = sorted({tuple(sorted(index[n] for n in own)) for own in (*queries, *base)})
    row_of = {label_set: row for row, label_set in enumerate(label_sets)}
    # There are far fewer different label sets than recordings.
    to_label = np.stack([table[list(label_set)].max(axis=0) for label_set in label_sets])
    between = np.stack(
        [to_label[:, list(label_set)].max(axis=1) for label_set in label_sets], axis=1
    )

    def rows(labels: Labels) -> list[int]:
        return [row_of[tuple(sorted(index[n] for n in own))] for own in labels]

    return between[np.ix_(rows(queries), rows(base))]


def _distances(ontology: Ontology, names: Sequence[str]) -> Floats:
    """(names, names) steps between classes, up and down the tree."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import shortest_path

    keys = list(ontology.names)
    index = {key: number for number, key in enumerate(keys)}
    root = len(keys)
    edges = [(index[p], index[c]) for p, children in ontology.children.items() for c in children]
    edges += [(root, index[key]) for key, parents in ontology.parents.items() if not parents]
    rows, columns = np.array(edges).T
    graph = coo_array((np.ones(len(edges)), (rows, columns)), shape=(root + 1, root + 1)).tocsr()
    selected = [index[key] for key in names]
    steps = shortest_path(graph, directed=False, unweighted=True, indices=selected)
    return steps[:, selected]
