"""`avol train` with class labels: from photographs and sounds to weights."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from avol.cli.main import commands, run
from avol.localizer import Localizer
from tests.avol.data.catalogue.test_class_pairs import COLOURS, write_catalogue

CONFIG = """
extends = "avol-paper"
name = "mine"
scenes = 40
validation_scenes = 40
audio_windows = 40
validation_audio_windows = 40
[scratch.vision]
steps = 3
batch = 4
crop_fraction = 0.5
[scratch.audio]
steps = 3
batch = 4
crop_fraction = 0.5
"""


def _cut_outs(data: Path) -> None:
    """Replaces the photographs by cut-out discs with exact masks."""
    for label, colour in COLOURS.items():
        for path in (data / "train" / "images" / label).iterdir():
            disc = np.zeros((60, 60, 4), np.uint8)
            cv2.circle(disc, (30, 30), 28, (*colour, 255), -1)
            cv2.imwrite(str(path), disc)


def _train(folder: Path, out: Path) -> int:
    (folder / "mine.toml").write_text(CONFIG)
    work, report = str(folder / "work"), str(folder / "told.json")
    options = ["--data", str(folder / "data"), "--out", str(out), "--work", work, "--json", report]
    return run(commands, ["train", str(folder / "mine.toml"), *options])


def test_build_from_scratch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol.training.supervised.build._CALIBRATION_SAMPLES", 8)
    (tmp_path / "data").mkdir()
    assert _train(tmp_path, tmp_path / "out") == 2
    assert "holds no MANIFEST.tsv" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    (tmp_path / "data").rmdir()
    _cut_outs(write_catalogue(tmp_path / "data", 24))
    (tmp_path / "taken").write_text("a file where a folder should be")
    assert _train(tmp_path, tmp_path / "taken") == 2
    assert "Cannot create folder" in capsys.readouterr().err
    assert not (tmp_path / "work" / "mine" / "vision-encoder.safetensors").exists()

    assert _train(tmp_path, tmp_path / "out") == 0
    card = json.loads((tmp_path / "told.json").read_text())
    assert (card["vision_tower"], card["sound_tower"], card["heads"]) == ("vgg", "vgg", "shares")
    assert card["figures"]["pointing"]["n"] > 10
    image = np.full((90, 160, 3), 128, np.uint8)
    for engine in ("torch", "int8"):
        model = Localizer.load(tmp_path / "out" / "mine.safetensors", engine)
        found = model(image, np.zeros(48_000, np.float32))
        assert found.map.shape == (14, 14)
