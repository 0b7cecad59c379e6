"""Cards and weights: what is written is read, and every misfit is refused in one sentence."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from avol.checkpoints import (
    load_calibration,
    load_card,
    load_checkpoint,
    load_network,
    load_weights,
    save_weights,
)
from avol.errors import WeightsError
from tests.support import checkpoints


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkpoints.write_checkpoint(tmp_path_factory.mktemp("weights"))


@pytest.fixture
def path(shared: Path, tmp_path: Path) -> Path:
    for suffix in (".safetensors", ".card.json"):
        copy = tmp_path / shared.with_suffix(suffix).name
        copy.write_bytes(shared.with_suffix(suffix).read_bytes())
    return tmp_path / shared.name


def refusal(path: Path) -> str:
    with pytest.raises(WeightsError) as refused:
        load_network(path)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def edit_card(path: Path, **changes: object) -> None:
    file = path.with_suffix(".card.json")
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def edit_weights(path: Path, **changes: torch.Tensor | None) -> None:
    """Change tensors (None removes one) and sign the card anew, so that only the fit is wrong."""
    state = {**load_file(path), **{k.replace("__", "."): v for k, v in changes.items()}}
    save_weights(path, load_card(path), {k: v for k, v in state.items() if v is not None})


def test_what_is_written_is_read(path: Path) -> None:
    card, state = load_weights(path)
    expected = checkpoints.tiny_network(checkpoints.tiny_card()).state_dict()
    assert card == checkpoints.tiny_card(sha256=card.sha256)
    for key, value in state.items():
        torch.testing.assert_close(value, expected[key], rtol=0, atol=0)
    assert load_calibration(load_checkpoint(path)) == pytest.approx((128**-0.5, -2.0))


def test_a_name_without_a_folder_is_a_shipped_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol.checkpoints.weights", lambda: path.parent)
    assert load_checkpoint("tiny").path == path


def test_half_precision_is_loaded_as_float32(path: Path) -> None:
    _, whole = load_weights(path)
    size = path.stat().st_size
    save_weights(path, load_card(path), whole, half=True)
    _, halved = load_weights(path)
    assert path.stat().st_size < 0.6 * size
    assert {value.dtype for value in halved.values()} == {torch.float32}
    for key, value in halved.items():
        np.testing.assert_allclose(value, whole[key], rtol=1e-3, atol=1e-6)


def test_a_missing_file_is_named(path: Path) -> None:
    assert "nowhere.safetensors" in refusal(path.with_name("nowhere.safetensors"))


def test_a_missing_card_is_named(path: Path) -> None:
    path.with_suffix(".card.json").unlink()
    assert "tiny.card.json" in refusal(path)


def test_a_card_of_another_file_is_refused(path: Path) -> None:
    edit_card(path, sha256="0" * 64)
    assert "SHA-256" in refusal(path)


def test_a_card_from_a_newer_version_is_refused(path: Path) -> None:
    edit_card(path, format=2, novelty=True)
    assert "newer AVOL" in refusal(path)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"image_size": 0}, "image_size"),
        ({"surprise": 1}, "surprise"),
        ({"spectrogram": {"window": 480}}, "spectrogram"),
        ({"network": "magic"}, "network"),
    ],
)
def test_an_invalid_card_names_the_place(path: Path, changes: dict, named: str) -> None:
    edit_card(path, **changes)
    assert named in refusal(path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"card"'])
def test_a_damaged_card_is_refused(path: Path, text: str) -> None:
    path.with_suffix(".card.json").write_text(text)
    assert "no valid card" in refusal(path)


def test_what_is_no_safetensors_file_is_refused(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 a pickle, perhaps")
    assert "SHA-256" in refusal(path)
    edit_card(path, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    assert "no whole safetensors file" in refusal(path)


def test_a_missing_tensor_is_named(path: Path) -> None:
    edit_weights(path, conv7__bias=None)
    assert "lacks the tensor conv7.bias" in refusal(path)


def test_an_unexpected_tensor_is_named(path: Path) -> None:
    edit_weights(path, conv8__bias=torch.zeros(1))
    assert "unexpected tensor conv8.bias" in refusal(path)


def test_a_tensor_of_another_shape_is_named(path: Path) -> None:
    edit_weights(path, sound_head__fc2__bias=torch.zeros(64))
    assert "sound_head.fc2.bias of shape (64,)" in refusal(path)


def test_an_unknown_tower_is_refused(path: Path) -> None:
    edit_card(path, vision_tower="resnet")
    assert "resnet" in refusal(path)


def test_a_network_without_a_map_has_no_calibration(path: Path) -> None:
    edit_weights(path, conv7__scale=None)
    with pytest.raises(WeightsError, match="gives no map"):
        load_calibration(load_checkpoint(path))
