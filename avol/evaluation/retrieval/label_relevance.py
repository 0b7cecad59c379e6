"""How much two recordings have to do with one another, by their labels (paper §3.3)."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.data.catalogue.ontology import Ontology, load_ontology
from avol.errors import InputError

Floats = NDArray[np.float64]
Labels = Sequence[frozenset[str]]
MOST = 20.0
"""Relevance of two recordings of one class; a step in the ontology's tree takes 1 off."""


def relevance_of(labels: Labels, ontology: Path | None) -> Floats:
    """(n, n) between clips: by AudioSet's ontology.json where it is named, else by plain labels.

    A label may be a class's id or its name. Raises InputError as `by_ontology` and
    `load_ontology` do.
    """
    if ontology is None:
        return by_label(labels, labels)
    tree = load_ontology(ontology)
    known = [frozenset(tree.ids.get(label, label) for label in own) for own in labels]
    return by_ontology(known, known, tree)


def by_ontology(queries: Labels, base: Labels, ontology: Ontology) -> Floats:
    """(queries, base): 20 - d, d the shortest path between a label of one and one of the other.

    The classes at the top hang from one root, as in the paper's tree. Ours: where a class has two
    parents either path counts.

    Raises:
        InputError: the ontology lacks a label.
    """
    names = sorted(frozenset().union(*queries, *base))
    if unknown := [name for name in names if name not in ontology.names]:
        raise InputError(
            f"The ontology knows no “{unknown[0]}”; leave it out to compare plain labels."
        )
    return _nearest(queries, base, names, MOST - _distances(ontology, names))


def by_label(queries: Labels, base: Labels) -> Floats:
    """(queries, base): 1 where two recordings share a label, else 0."""
    names = sorted(frozenset().union(*queries, *base))
    return _nearest(queries, base, names, np.eye(len(names)))


def _nearest(queries: Labels, base: Labels, names: list[str], table: Floats) -> Floats:
    """The largest entry of the table over all pairs of labels."""
    numbers = {name: number for number, name in enumerate(names)}
    kinds = sorted({tuple(sorted(numbers[n] for n in labels)) for labels in (*queries, *base)})
    place = {kind: row for row, kind in enumerate(kinds)}
    # The few different sets of labels are compared, not the many recordings.
    to_label = np.stack([table[list(kind)].max(axis=0) for kind in kinds])
    between = np.stack([to_label[:, list(kind)].max(axis=1) for kind in kinds], axis=1)

    def rows(labels: Labels) -> list[int]:
        return [place[tuple(sorted(numbers[n] for n in own))] for own in labels]

    return between[np.ix_(rows(queries), rows(base))]


def _distances(ontology: Ontology, wanted: Sequence[str]) -> Floats:
    """(wanted, wanted) steps between classes, up and down the tree."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import shortest_path

    keys = list(ontology.names)
    place = {key: number for number, key in enumerate(keys)}
    root = len(keys)
    edges = [(place[p], place[c]) for p, below in ontology.children.items() for c in below]
    edges += [(root, place[key]) for key, above in ontology.parents.items() if not above]
    rows, columns = np.array(edges).T
    graph = coo_array((np.ones(len(edges)), (rows, columns)), shape=(root + 1, root + 1)).tocsr()
    asked = [place[key] for key in wanted]
    steps = shortest_path(graph, directed=False, unweighted=True, indices=asked)
    return steps[:, asked]
