"""The tree of the ontology, and its subset AudioSet-Instruments."""

import json
import os
from pathlib import Path

import pytest

from avol.data.catalogue.ontology import instrument_classes, load_ontology
from avol.errors import InputError

TREE = {
    "m": ("Musical instrument", ["g", "d"]),
    "g": ("Guitar", ["b"]),
    "b": ("Bass guitar", []),
    "d": ("Drum", []),
    "v": ("Human voice", ["s"]),
    "s": ("Singing", ["c"]),
    "c": ("Choir", []),
    "t": ("Tools", ["h"]),
    "h": ("Hammer", []),
    "dog": ("Dog", []),
}


def write_ontology(path: Path) -> Path:
    nodes = [{"id": k, "name": n, "child_ids": c, "description": ""} for k, (n, c) in TREE.items()]
    path.write_text(json.dumps(nodes), encoding="utf-8")
    return path


def test_subtree_and_parents(tmp_path: Path) -> None:
    ontology = load_ontology(write_ontology(tmp_path / "o.json"))
    assert ontology.subtree("m") == {"m", "g", "b", "d"}
    assert ontology.parents["b"] == ("g",)
    assert ontology.parents["m"] == ()
    assert ontology.ids["Choir"] == "c"
    assert instrument_classes(ontology) == {"m", "g", "b", "d", "s", "c", "t", "h"}


def test_an_invalid_ontology_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "o.json"
    with pytest.raises(InputError, match="cannot be read"):
        load_ontology(path)
    path.write_text('[{"id": "a", "name": "A", "child_ids": ["lost"]}]', encoding="utf-8")
    with pytest.raises(InputError, match="lost is not described"):
        load_ontology(path)
    path.write_text('[{"id": "a", "name": "A", "child_ids": []}]', encoding="utf-8")
    with pytest.raises(InputError, match="Musical instrument"):
        instrument_classes(load_ontology(path))
    path.write_text("[3]", encoding="utf-8")
    with pytest.raises(InputError, match="is not AudioSet's ontology"):
        load_ontology(path)


@pytest.mark.skipif("AVOL_DATA" not in os.environ, reason="needs AudioSet's own ontology")
def test_the_published_ontology_gives_the_papers_110_classes() -> None:
    folder = Path(os.environ["AVOL_DATA"]) / "annotations"
    classes = instrument_classes(load_ontology(folder / "audioset_ontology.json"))
    assert len(classes) == 110
