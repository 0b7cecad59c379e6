"""`avol train` by correspondence: photographs and audio files become a checkpoint."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from avol.cli.main import commands, run
from avol.errors import InputError
from avol.localizer import Localizer
from avol.models import build_network
from avol.models.correspondence import Correspondence
from avol.training.config_loader import load_config
from avol.training.correspondence.config import CorrespondenceTrainingConfig
from avol.training.correspondence.objective import Batch
from avol.training.correspondence.throughput import measure_throughput
from tests.avol.data.catalogue.test_class_pairs import write_catalogue

CONFIG = """
extends = "tiny"
name = "mine"
[network]
image_size = 32
[correspondence]
epochs = {epochs}
effective_batch = 32
average = 0.5
[pairs]
kind = "catalogue"
epoch = 64
catalogue_pairs = 12
validation_pairs = 20
"""


def _train(folder: Path, epochs: int) -> int:
    (folder / "mine.toml").write_text(CONFIG.format(epochs=epochs))
    options = ["--data", "data", "--out", "out", "--work", "work", "--json"]
    arguments = [
        str(folder / part) if part[0] != "-" else part for part in (*options, "report.json")
    ]
    return run(commands, ["train", str(folder / "mine.toml"), *arguments])


def test_train_resume_and_load(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_catalogue(tmp_path / "data", 40)
    assert _train(tmp_path, epochs=1) == 0
    output = capsys.readouterr().out
    assert "pairs/s" in output
    assert "of the device's peak; 2 of 2 steps" in output
    first = (tmp_path / "out" / "mine.safetensors").read_bytes()
    assert _train(tmp_path, epochs=2) == 0
    assert "step 4: loss" in capsys.readouterr().out
    assert (tmp_path / "out" / "mine.safetensors").read_bytes() != first
    assert list((tmp_path / "work" / "mine" / "board").glob("events.*"))
    card = json.loads((tmp_path / "report.json").read_text())
    assert card["training"]["licences"] == ["CC0"]
    assert card["figures"]["avc_accuracy"]["n"] == 32
    model = Localizer.load(tmp_path / "out" / "mine.safetensors", "torch")
    result = model(np.zeros((40, 60, 3), np.uint8), np.zeros(48_000, np.float32))
    assert result.map.shape == (4, 4)


@pytest.mark.parametrize(
    ("line", "reason"), [("epochs = 0", "epochs"), ('pooling = "mean"', "pooling"), ("x = 1", "x")]
)
def test_invalid_values_are_reported(tmp_path: Path, line: str, reason: str) -> None:
    table = "[network]" if "pooling" in line else "[correspondence]"
    path = tmp_path / "mine.toml"
    path.write_text(f'extends = "tiny"\n{table}\n{line}\n')
    with pytest.raises(InputError, match=f"not a valid training config .*{reason}"):
        load_config(CorrespondenceTrainingConfig, str(path))


def test_operations_per_pair_are_counted() -> None:
    model = Correspondence(build_network("avol", "tiny", "tiny"))  # pyright: ignore[reportArgumentType] - an AVOLNet
    batch = Batch(torch.rand(2, 3, 32, 32), torch.rand(2, 1, 64, 96), torch.ones(2))
    throughput = measure_throughput(model, batch, half=False)
    # Products of both encoders, the heads and the comparison; training costs three times as much.
    vision = 16 * 16 * 16 * 27 + 8 * 8 * 32 * 16 * 9 + 4 * 4 * 48 * 32 * 9
    audio = 23 * 48 * 64 * 5
    heads = 17 * (48 * 128 + 128 * 128)
    assert throughput.flops == pytest.approx(3 * 2 * (vision + audio + heads + 16 * 128))
    assert throughput.utilization(throughput.peak / throughput.flops) == pytest.approx(1)


def test_the_former_name_and_keys_of_the_tiny_config_load(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'extends = "lesson"\nname = "mine"\n[network]\nvision_tower = "vgg"\n[pairs]\npaired = 7\n'
    )
    config = load_config(CorrespondenceTrainingConfig, str(path))
    assert config.network.vision_encoder == "vgg"
    assert config.network.audio_encoder == "tiny"
    assert config.pairs.catalogue_pairs == 7
    assert load_config(CorrespondenceTrainingConfig, "lesson").name == "tiny"
