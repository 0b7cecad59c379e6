"""Label relevance: values computed by hand, real lists, and the chance level."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from avol.data.catalogue.ontology import Ontology, instrument_classes, load_ontology
from avol.errors import InputError
from avol.evaluation.retrieval.label_relevance import by_label, by_ontology, check_labels
from avol.evaluation.retrieval.ndcg import ndcg, random_order_ndcg

TREE = Ontology(
    dict.fromkeys(("music", "strings", "violin", "cello", "drum", "animal", "dog"), ""),
    {
        "music": ("strings", "drum"), "strings": ("violin", "cello"), "animal": ("dog",),
        "violin": (), "cello": (), "drum": (), "dog": (),
    },
)  # fmt: skip


def _sets(*labels: str) -> list[frozenset[str]]:
    return [frozenset(label.split()) for label in labels]


def test_relevance_is_twenty_minus_path_length() -> None:
    queries = _sets("violin", "dog violin")
    base = _sets("violin", "cello", "strings", "drum", "animal", "dog cello")
    # violin, strings, music, the root, animal: four steps
    expected = [[20, 18, 19, 17, 16, 18], [20, 18, 19, 17, 19, 20]]
    assert by_ontology(queries, base, TREE).tolist() == expected
    assert by_ontology(_sets("violin"), _sets("dog"), TREE).item() == 15


def test_shared_labels_are_relevant() -> None:
    table = by_label(_sets("violin dog", "drum"), _sets("dog", "violin drum", "cello"))
    assert table.tolist() == [[1, 1, 0], [0, 1, 0]]


def test_clips_without_labels_are_counted() -> None:
    check_labels(_sets("violin", "dog"))
    with pytest.raises(InputError, match="1 of 3 clips have no label"):
        check_labels(_sets("violin", "", "dog"))


def test_label_missing_from_ontology_is_named() -> None:
    with pytest.raises(InputError, match="has no class “zither”"):
        by_ontology(_sets("zither"), _sets("dog"), TREE)


@pytest.mark.parametrize("own", [False, True])
def test_chance_level_is_mean_of_random_orders(own: bool) -> None:
    random = np.random.default_rng(0)
    relevance = random.integers(0, 4, (10, 10)).astype(float)
    kept = relevance * (1 - np.eye(10)) if own else relevance
    tried = np.zeros(10)
    for _ in range(3000):
        scores = random.random((10, 10)) - (2 * np.eye(10) if own else 0)
        ranking = np.argsort(-scores, axis=1)[:, : 9 if own else 10]
        tried += ndcg(kept, ranking, 5) / 3000
    np.testing.assert_allclose(random_order_ndcg(kept, own, 5), tried, atol=0.015)


@pytest.mark.skipif("AVOL_DATA" not in os.environ, reason="needs the real lists")
def test_chance_level_on_the_papers_test_list() -> None:
    folder = Path(os.environ["AVOL_DATA"]) / "annotations"
    ontology = load_ontology(folder / "audioset_ontology.json")
    wanted = instrument_classes(ontology)
    with (folder / "audioset_eval_segments.csv").open(newline="") as lines:
        rows = [row for row in csv.reader(lines, skipinitialspace=True) if row[0][0] != "#"]
    labels = [frozenset(row[3].split(",")) for row in rows]
    labels = [own for own in labels if own & wanted]
    assert len(labels) == 4361
    relevance = by_ontology(labels[::10], labels, ontology)
    assert 0.33 < np.nanmean(random_order_ndcg(relevance, excludes_self=False)) < 0.36
    assert (
        0.83 < np.nanmean(random_order_ndcg(relevance, excludes_self=False, gain="linear")) < 0.90
    )
