"""Splits are by origin: no recording or small source is in both splits."""

from pathlib import Path

import pytest

from avol.data.catalogue.confusable_classes import is_mismatch
from avol.data.catalogue.manifest import CatalogueItem, load_catalogue, split_items
from avol.errors import InputError


def _items() -> list[CatalogueItem]:
    large = [
        CatalogueItem(Path(f"l{i}"), "dog", "large", "MIT", f"take{i // 4}.wav#{i % 4}")
        for i in range(400)
    ]
    small = [
        CatalogueItem(Path(f"s{i}"), "cat", f"small{i // 5}", "NC", f"{i}.wav") for i in range(300)
    ]
    return large + small


def test_the_split_keeps_origins_together() -> None:
    items = _items()
    train, val = split_items(items, "train"), split_items(items, "val")
    assert len(train) + len(val) == len(items)
    assert 0.05 < len(val) / len(items) < 0.3
    takes = [
        {i.original.split("#")[0] for i in part if i.source == "large"} for part in (train, val)
    ]
    assert not takes[0] & takes[1]
    sources = [{i.source for i in part if i.source != "large"} for part in (train, val)]
    assert not sources[0] & sources[1]


def test_the_manifest_is_loaded_with_flags(tmp_path: Path) -> None:
    (tmp_path / "MANIFEST.tsv").write_text(
        "path\tclass\tsource\tlicence\toriginal\n"
        "a.jpg\tviolin\tx\tMIT\tone.jpg\n"
        'b.jpg\tcat\ty\tnone stated ("board": flag)\ttwo.jpg\n',
        encoding="utf-8",
    )
    one, two = load_catalogue(tmp_path)
    assert (one.path, one.label, one.flagged) == (tmp_path / "a.jpg", "violin", False)
    assert two.flagged


def test_an_invalid_manifest_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no MANIFEST\.tsv"):
        load_catalogue(tmp_path)
    (tmp_path / "MANIFEST.tsv").write_text("file\tlabel\na\tb\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column"):
        load_catalogue(tmp_path)
    header = "path\tclass\tsource\tlicence\toriginal\n"
    for row, fault in (
        ("/a.png\tb\tc\td\te", "line 2: the path “/a.png” is not in the folder"),
        ("../a.png\tb\tc\td\te", "line 2: the path “../a.png” is not in the folder"),
        ("\tb\tc\td\te", "line 2: the path “” is not in the folder"),
        ("a.png\tb", "line 2: it has 2 of 5 fields"),
    ):
        (tmp_path / "MANIFEST.tsv").write_text(header + row, encoding="utf-8")
        with pytest.raises(InputError, match=fault):
            load_catalogue(tmp_path)


def test_confusable_classes_are_no_mismatch() -> None:
    assert not is_mismatch("violin", "violin")
    assert not is_mismatch("violin", "cello")
    assert is_mismatch("violin", "dog")
