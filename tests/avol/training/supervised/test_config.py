"""Recipes are read whole or refused in a sentence; what they bar is not learnt from."""

from pathlib import Path

import pytest

from avol.errors import InputError
from avol.training.supervised.config import load_supervised_config
from avol.training.supervised.split_data import load_split_data

ROWS = [
    ("train/images/violin/1.jpg", "violin", "shop", "MIT"),
    ("train/images/violin/2.jpg", "violin", "board", "none stated: flag"),
    ("train/cutouts/animals/frog-1.webp", "frog-1", "stamps", "GPL-2+"),
    ("train/cutouts/animals/teapot.webp", "teapot", "stamps", "GPL-2+"),
    ("train/audio/violin/1.ogg", "violin", "orchestra", "CC0"),
    ("train/audio/violin/2.ogg", "violin", "Debian:musescore-general-soundfont", "MIT"),
    ("train/rir/1.ogg", "room", "rooms", "CC0"),
    ("clips/1.mp4", "dog", "tube", "research"),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    lines = ["path\tclass\tsource\tlicence\toriginal"]
    lines += ["\t".join([*row, f"{number}"]) for number, row in enumerate(ROWS)]
    (tmp_path / "MANIFEST.tsv").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def _names(data: Path, **changes: object) -> set[str]:
    recipe = load_supervised_config("avol").model_copy(update=changes)
    sides = [load_split_data(recipe, data, part) for part in ("train", "val")]
    paths = [p for s in sides for p in (*s.rooms, *(i.path for i in s.recordings))]
    paths += [i.path for s in sides for items in s.objects.values() for i in items]
    return {path.relative_to(data).as_posix() for path in paths}


def test_what_the_recipe_bars_is_not_learnt_from(data: Path) -> None:
    names = _names(data)
    assert names == {row[0] for row in ROWS} - {
        "train/cutouts/animals/teapot.webp",  # shows nothing that sounds
        "train/audio/violin/2.ogg",  # a source held out
        "clips/1.mp4",  # no training material
    }
    assert _names(data, include_flagged=False) == names - {"train/images/violin/2.jpg"}


def test_cutouts_get_the_label_that_they_show(data: Path) -> None:
    recipe = load_supervised_config("avol")
    labels = (
        load_split_data(recipe, data, "train").labels | load_split_data(recipe, data, "val").labels
    )
    assert labels == {"violin", "frog"}


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "Field required"), ("scenes = ", "no valid config"), ("colour = 'red'", "no valid")],
)
def test_a_bad_recipe_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=why):
        load_supervised_config(str(path))


def test_a_missing_recipe_is_refused() -> None:
    with pytest.raises(InputError, match="no config nowhere; use one of ave, avol, "):
        load_supervised_config("nowhere")
