"""Checkpoints: round trip of card and weights, rejection of everything that does not match."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from avol.checkpoints import (
    load_checkpoint,
    load_conv7,
    load_model_card,
    load_network,
    load_weights,
    save_weights,
)
from avol.errors import WeightsError
from avol.model_card import ModelCard
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


def error_message(path: Path) -> str:
    with pytest.raises(WeightsError) as raised:
        load_network(path)
    message = str(raised.value)
    assert message.endswith(".")
    assert "\n" not in message
    return message


def edit_card(path: Path, **changes: object) -> None:
    file = path.with_suffix(".card.json")
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def edit_weights(path: Path, **changes: torch.Tensor | None) -> None:
    """Change tensors (None removes one) and update the hash in the card."""
    state = {**load_file(path), **{k.replace("__", "."): v for k, v in changes.items()}}
    save_weights(path, load_model_card(path), {k: v for k, v in state.items() if v is not None})


def test_round_trip(path: Path) -> None:
    card, state = load_weights(path)
    expected = checkpoints.tiny_network(checkpoints.tiny_card()).state_dict()
    assert card == checkpoints.tiny_card(sha256=card.sha256)
    for key, value in state.items():
        torch.testing.assert_close(value, expected[key], rtol=0, atol=0)
    assert load_conv7(load_checkpoint(path)) == pytest.approx((128**-0.5, -2.0))


def test_name_without_folder_is_a_bundled_checkpoint(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol.checkpoints.weights_folder", lambda: path.parent)
    assert load_checkpoint("tiny").path == path


def test_half_precision_is_loaded_as_float32(path: Path) -> None:
    _, whole = load_weights(path)
    size = path.stat().st_size
    save_weights(path, load_model_card(path), whole, half=True)
    _, halved = load_weights(path)
    assert path.stat().st_size < 0.6 * size
    assert {value.dtype for value in halved.values()} == {torch.float32}
    for key, value in halved.items():
        np.testing.assert_allclose(value, whole[key], rtol=1e-3, atol=1e-6)


def test_packed_filters_are_loaded_as_float32(path: Path) -> None:
    """Each weight is at most half a step, 1/254 of its filter's largest, from its value."""
    card, whole = load_weights(path)
    save_weights(path, card, whole, half=True, packed=True)
    stored, (_, loaded) = load_file(path), load_weights(path)
    packed = {name for name, value in stored.items() if value.dtype == torch.int8}
    assert packed
    for name in packed:
        assert loaded[name].dtype == torch.float32
        peaks = whole[name].abs().flatten(1).amax(1)
        errors = (loaded[name] - whole[name]).abs().flatten(1).amax(1)
        assert (errors <= 0.501 * peaks / 127).all()
    for name in loaded.keys() - packed:
        np.testing.assert_allclose(loaded[name], whole[name], rtol=1e-3, atol=1e-6)


def test_missing_file(path: Path) -> None:
    assert "nowhere.safetensors" in error_message(path.with_name("nowhere.safetensors"))


@pytest.mark.parametrize("place", [".", "/", "", ".."])
def test_a_path_without_a_name(place: str) -> None:
    assert "Checkpoint not found" in error_message(Path(place))


def test_missing_card(path: Path) -> None:
    path.with_suffix(".card.json").unlink()
    assert "tiny.card.json" in error_message(path)


def test_card_of_another_file(path: Path) -> None:
    edit_card(path, sha256="0" * 64)
    assert "SHA-256" in error_message(path)


def test_card_of_a_newer_version(path: Path) -> None:
    edit_card(path, format=3, novelty=True)
    assert "newer AVOL" in error_message(path)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"image_size": 0}, "image_size"),
        ({"surprise": 1}, "surprise"),
        ({"spectrogram": {"window": 480}}, "spectrogram"),
        ({"network": "magic"}, "network"),
    ],
)
def test_invalid_card_names_the_field(path: Path, changes: dict, field: str) -> None:
    edit_card(path, **changes)
    assert field in error_message(path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"card"'])
def test_damaged_card(path: Path, text: str) -> None:
    path.with_suffix(".card.json").write_text(text)
    assert "not a valid model card" in error_message(path)


def test_damaged_safetensors_file(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 a pickle, perhaps")
    assert "SHA-256" in error_message(path)
    edit_card(path, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    assert "not a complete safetensors file" in error_message(path)


def test_missing_tensor(path: Path) -> None:
    edit_weights(path, conv7__bias=None)
    assert "lacks the tensor conv7.bias" in error_message(path)


def test_unexpected_tensor(path: Path) -> None:
    edit_weights(path, conv8__bias=torch.zeros(1))
    assert "unexpected tensor conv8.bias" in error_message(path)


def test_tensor_of_another_shape(path: Path) -> None:
    edit_weights(path, sound_head__fc2__bias=torch.zeros(64))
    assert "sound_head.fc2.bias of shape (64,)" in error_message(path)


def test_unknown_encoder(path: Path) -> None:
    edit_card(path, vision_tower="resnet")
    assert "resnet" in error_message(path)


def test_network_without_map_has_no_calibration(path: Path) -> None:
    edit_weights(path, conv7__scale=None)
    with pytest.raises(WeightsError, match="has no localization map"):
        load_conv7(load_checkpoint(path))


def test_card_keeps_the_keys_of_format_1(path: Path) -> None:
    data = json.loads(path.with_suffix(".card.json").read_text())
    assert data["vision_tower"] == load_model_card(path).vision_encoder
    assert {"sound_tower", "figures"} <= data.keys()
    assert "recipe" in data["training"]
    assert ModelCard.model_validate(data) == load_model_card(path)
