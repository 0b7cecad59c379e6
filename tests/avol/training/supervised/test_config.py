"""Configs are validated, former keys load, and excluded items are not used."""

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
    config = load_supervised_config("avol").model_copy(update=changes)
    splits = [load_split_data(config, data, part) for part in ("train", "val")]
    paths = [p for s in splits for p in (*s.rooms, *(i.path for i in s.recordings))]
    paths += [i.path for s in splits for items in s.objects.values() for i in items]
    return {path.relative_to(data).as_posix() for path in paths}


def test_excluded_items_are_not_used(data: Path) -> None:
    names = _names(data)
    assert names == {row[0] for row in ROWS} - {
        "train/cutouts/animals/teapot.webp",  # shows nothing that sounds
        "train/audio/violin/2.ogg",  # a source held out
        "clips/1.mp4",  # no training material
    }
    assert _names(data, include_flagged=False) == names - {"train/images/violin/2.jpg"}


def test_cutouts_get_the_label_that_they_show(data: Path) -> None:
    config = load_supervised_config("avol")
    labels = (
        load_split_data(config, data, "train").labels | load_split_data(config, data, "val").labels
    )
    assert labels == {"violin", "frog"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Field required"),
        ("scenes = ", "not a valid training config"),
        ("colour = 'red'", "not a valid"),
    ],
)
def test_an_invalid_config_is_rejected(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        load_supervised_config(str(path))


def test_a_missing_config_is_rejected() -> None:
    with pytest.raises(InputError, match="no config nowhere; use one of ave, avol, "):
        load_supervised_config("nowhere")


LEGACY_CONFIG = """
extends = "avol-paper"
name = "mine"
flagged = false
seconds = 7
validation_seconds = 5
seeds = { scenes = 1, seconds = 2 }
ear = "yamnet.tflite"
unseen_cutouts = ["hammer"]
named = false
[tune_eye]
pretrained = 0.5
[[tune_eye.tunings]]
steps = 1
batch = 2
rate = 0.1
naming_rate = 0.2
keep = 0.3
averaging = 0.4
[softness]
eye = 1.5
[grounds]
cat = ["sofa"]
[heads]
dark = 2.0
places = 3.0
contrast = 4.0
[scratch.eye]
part = 0.25
[scratch.ear]
rate = 0.01
"""


def test_former_keys_load(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(LEGACY_CONFIG, encoding="utf-8")
    config = load_supervised_config(str(path))
    assert not config.include_flagged
    assert (config.audio_windows, config.validation_audio_windows) == (7, 5)
    assert config.seeds.audio_windows == 2
    assert config.pretrained_audio == "yamnet.tflite"
    assert config.held_out_cutouts == ["hammer"]
    assert not config.class_heads
    (run,) = config.finetune_vision.runs
    assert (run.learning_rate, run.classifier_learning_rate) == (0.1, 0.2)
    assert (run.distillation, run.ema_decay) == (0.3, 0.4)
    assert config.finetune_vision.pretrained_fraction == 0.5
    assert (config.temperature.vision, config.temperature.audio) == (1.5, 1.25)
    assert config.background_labels["cat"] == ["sofa"]
    heads = config.heads
    assert (heads.negative_weight, heads.cell_weight, heads.contrastive_weight) == (2, 3, 4)
    assert config.scratch is not None
    assert config.scratch.vision.crop_fraction == 0.25
    assert config.scratch.audio.learning_rate == 0.01
