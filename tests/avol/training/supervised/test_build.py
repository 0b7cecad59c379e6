"""`avol train` with class labels: photographs and audio files become a checkpoint."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from avol.cli.main import commands, run
from avol.engines import EngineKind
from avol.localizer import Localizer
from tests.avol.data.catalogue.test_class_pairs import COLOURS, write_catalogue
from tests.support.int8 import patch_compilation, skip_without_int8

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
    """Replace the photographs with cut-out discs with exact masks."""
    for label, colour in COLOURS.items():
        for path in (data / "train" / "images" / label).iterdir():
            disc = np.zeros((60, 60, 4), np.uint8)
            cv2.circle(disc, (30, 30), 28, (*colour, 255), -1)
            cv2.imwrite(str(path), disc)


def _train(folder: Path, out: Path) -> int:
    (folder / "mine.toml").write_text(CONFIG)
    work, report = str(folder / "work"), str(folder / "report.json")
    options = ["--data", str(folder / "data"), "--out", str(out), "--work", work, "--json", report]
    return run(commands, ["train", str(folder / "mine.toml"), *options])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the trained checkpoint in `out` and its model card in report.json."""
    folder = tmp_path_factory.mktemp("build")
    _cut_outs(write_catalogue(folder / "data", 24))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("avol.training.supervised.build._CALIBRATION_SAMPLES", 8)
        patch_compilation(patch)
        assert _train(folder, folder / "out") == 0
    return folder


def test_folder_without_catalogue_is_rejected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    assert _train(tmp_path, tmp_path / "out") == 2
    assert "holds no MANIFEST.tsv" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_unusable_output_folder_is_rejected_before_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_catalogue(tmp_path / "data", 24)
    (tmp_path / "file").write_text("a file instead of a folder")
    assert _train(tmp_path, tmp_path / "file") == 2
    assert "choose a writable folder" in capsys.readouterr().err
    assert not (tmp_path / "work" / "mine" / "vision-encoder.safetensors").exists()


@pytest.mark.slow
def test_model_card_of_a_training_from_scratch(built: Path) -> None:
    card = json.loads((built / "report.json").read_text())
    assert (card["vision_tower"], card["sound_tower"], card["heads"]) == ("vgg", "vgg", "shares")
    assert card["figures"]["pointing"]["n"] > 10


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["torch", "fp32", "int8"])
def test_trained_checkpoint_localizes(built: Path, engine: EngineKind) -> None:
    if engine == "int8":
        skip_without_int8()
    model = Localizer.load(built / "out" / "mine.safetensors", engine)
    result = model(np.full((90, 160, 3), 128, np.uint8), np.zeros(48_000, np.float32))
    assert result.map.shape == (14, 14)
