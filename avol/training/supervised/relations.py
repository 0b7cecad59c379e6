"""Relations between classes: match, mismatch, or unclear for confusable classes."""

import numpy as np
from numpy.typing import NDArray

from avol.data.catalogue.confusable_classes import COMMON_CLASSES, is_mismatch

MATCH, MISMATCH, UNCLEAR = 1, 0, -1


def label_relations(labels: list[str]) -> NDArray[np.int8]:
    """(labels, labels): MATCH on the diagonal, UNCLEAR if confusable, MISMATCH elsewhere."""
    table = np.full((len(labels), len(labels)), MISMATCH, np.int8)
    for row, label in enumerate(labels):
        for column, other in enumerate(labels):
            if label == other:
                table[row, column] = MATCH
            elif not is_mismatch(label, other):
                table[row, column] = UNCLEAR
    return table


def exclusive_labels(labels: list[str]) -> NDArray[np.bool_]:
    """(labels, labels): whether a scene of the one certainly does not show the other.

    False for confusable classes and for classes that any background may show.
    """
    common = np.array([label in COMMON_CLASSES for label in labels])
    return (label_relations(labels) == MISMATCH) & ~common


def absent_labels(shown: NDArray[np.int16], exclusive: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(S, labels): the classes that scenes certainly do not show.

    Args:
        shown: (S, 4) label indices of the scenes, -1 for none.
        exclusive: `exclusive_labels` of the labels.
    """
    excluded_by_each = exclusive[shown] | (shown < 0)[..., None]  # (S, 4, labels)
    return np.all(excluded_by_each, axis=1) & exclusive.any(axis=0)
