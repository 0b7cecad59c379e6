"""`avol train` by correspondence: from photographs and sounds to weights that load."""

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

MINE = """
extends = "lesson"
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
paired = 12
validation_pairs = 20
"""


def _train(folder: Path, epochs: int) -> int:
    (folder / "mine.toml").write_text(MINE.format(epochs=epochs))
    places = ["--data", "data", "--out", "out", "--work", "work", "--json"]
    arguments = [str(folder / part) if part[0] != "-" else part for part in (*places, "told.json")]
    return run(commands, ["train", str(folder / "mine.toml"), *arguments])


def test_train_go_on_and_load(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_catalogue(tmp_path / "data", 40)
    assert _train(tmp_path, epochs=1) == 0
    told = capsys.readouterr().out
    assert "pairs/s" in told
    assert "of the device's peak; 2 of 2 steps" in told
    first = (tmp_path / "out" / "mine.safetensors").read_bytes()
    assert _train(tmp_path, epochs=2) == 0
    assert "step 4: loss" in capsys.readouterr().out
    assert (tmp_path / "out" / "mine.safetensors").read_bytes() != first
    assert list((tmp_path / "work" / "mine" / "board").glob("events.*"))
    card = json.loads((tmp_path / "told.json").read_text())
    assert card["training"]["licences"] == ["CC0"]
    assert card["figures"]["avc_accuracy"]["n"] == 32
    model = Localizer.load(tmp_path / "out" / "mine.safetensors", "torch")
    found = model(np.zeros((40, 60, 3), np.uint8), np.zeros(48_000, np.float32))
    assert found.map.shape == (4, 4)


@pytest.mark.parametrize(
    ("line", "why"), [("epochs = 0", "epochs"), ('pooling = "mean"', "pooling"), ("x = 1", "x")]
)
def test_what_no_recipe_may_say_is_named(tmp_path: Path, line: str, why: str) -> None:
    table = "[network]" if "pooling" in line else "[correspondence]"
    path = tmp_path / "mine.toml"
    path.write_text(f'extends = "lesson"\n{table}\n{line}\n')
    with pytest.raises(InputError, match=f"no valid config .*{why}"):
        load_config(CorrespondenceTrainingConfig, str(path))


def test_what_a_pair_costs_is_counted() -> None:
    model = Correspondence(build_network("avol", "tiny", "tiny"))  # pyright: ignore[reportArgumentType] - an AVOLNet
    batch = Batch(torch.rand(2, 3, 32, 32), torch.rand(2, 1, 64, 96), torch.ones(2))
    speed = measure_throughput(model, batch, half=False)
    # Products of the eye's layers, the ear's, the heads' and the comparison, both ways thrice.
    eye = 16 * 16 * 16 * 27 + 8 * 8 * 32 * 16 * 9 + 4 * 4 * 48 * 32 * 9
    ear = 23 * 48 * 64 * 5
    heads = 17 * (48 * 128 + 128 * 128)
    assert speed.flops == pytest.approx(3 * 2 * (eye + ear + heads + 16 * 128))
    assert speed.utilization(speed.peak / speed.flops) == pytest.approx(1)
