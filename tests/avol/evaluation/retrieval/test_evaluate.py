"""Retrieval and correspondence metrics of networks with known embeddings."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from avol.audio.log_spectrogram import YAMNET
from avol.cli.main import commands, run
from avol.errors import InputError
from avol.evaluation.retrieval.clip_embeddings import ClipEmbeddings, embed_clips, load_clips
from avol.evaluation.retrieval.correspondence import avc_accuracy, mismatched_clips
from avol.evaluation.retrieval.evaluate import (
    ClipVectors,
    align_with_cca,
    evaluate_random_order,
    evaluate_retrieval,
)
from avol.evaluation.retrieval.label_relevance import by_label
from avol.models import AVENet, build_network
from avol.models.correspondence import Correspondence
from tests.avol.data.catalogue.test_class_pairs import write_catalogue
from tests.support.checkpoints import tiny_card, write_checkpoint

LABELS = [frozenset({name}) for name in "abcd" * 10]
VIDEOS = [str(number) for number in range(40)]
CLASSES = np.eye(4)[[i % 4 for i in range(40)]]
NOISE = np.random.default_rng(0).normal(size=(40, 4))


def _embeddings(image: np.ndarray, audio: np.ndarray) -> ClipEmbeddings:
    network = build_network("ave", "tiny", "tiny")
    assert isinstance(network, AVENet)
    sides = (torch.from_numpy(side.astype(np.float32)) for side in (image, audio))
    return ClipEmbeddings("Tiny", Correspondence(network), tuple(VIDEOS), tuple(LABELS), *sides)


def test_class_vectors_are_perfect_and_noise_is_chance() -> None:
    relevance = by_label(LABELS, LABELS)
    perfect = evaluate_retrieval(ClipVectors(CLASSES, CLASSES), relevance, VIDEOS)
    assert len(perfect) == 4
    assert all(row.value == pytest.approx(1) for row in perfect.values())
    half = evaluate_retrieval(ClipVectors(CLASSES, NOISE), relevance, VIDEOS)
    chance = evaluate_random_order(relevance, VIDEOS)
    assert half["image to image"].value == pytest.approx(1)
    for direction in ("image to audio", "audio to audio"):
        assert half[direction].value == pytest.approx(chance[direction].value, abs=0.1)


def test_clip_is_excluded_from_its_own_results() -> None:
    alone = [frozenset({str(n)}) for n in range(40)]
    row = evaluate_retrieval(ClipVectors(CLASSES, CLASSES), by_label(alone, alone), VIDEOS)
    assert row["image to image"].value is None
    assert row["image to audio"].value is not None


def test_vectors_without_audio_give_image_direction_only() -> None:
    assert list(evaluate_retrieval(ClipVectors(CLASSES), by_label(LABELS, LABELS), VIDEOS)) == [
        "image to image"
    ]


def test_cca_aligns_rotated_vectors() -> None:
    random = np.random.default_rng(1)
    rotation = np.linalg.qr(random.normal(size=(4, 4)))[0]
    image = CLASSES + 0.1 * random.normal(size=(40, 4))
    rotated = _embeddings(image, (CLASSES + 0.1 * random.normal(size=(40, 4))) @ rotation)
    relevance = by_label(LABELS, LABELS)
    before = evaluate_retrieval(
        ClipVectors(rotated.image_vectors, rotated.audio_vectors), relevance, VIDEOS
    )
    after = evaluate_retrieval(align_with_cca([rotated], rotated), relevance, VIDEOS)
    across = "image to audio"
    assert (after[across].value or 0) > 0.95 > (before[across].value or 0)


def test_constant_vectors_cannot_be_aligned() -> None:
    constant = _embeddings(np.ones((40, 4)), np.ones((40, 4)))
    with pytest.raises(InputError, match="the same vector"):
        align_with_cca([constant], constant)


def test_accuracy_is_one_for_near_matches_and_half_by_chance() -> None:
    unit = np.eye(40)
    assert avc_accuracy(_embeddings(unit, unit)).value == 1
    assert avc_accuracy(_embeddings(unit, -unit)).value == pytest.approx(0.5, abs=0.01)


def test_mismatched_clip_is_of_another_video() -> None:
    videos = ("a",) * 5 + ("b",) * 5 + ("c",)
    for seed in range(5):
        others = mismatched_clips(videos, seed)
        assert all(videos[o] != own for o, own in zip(others, videos, strict=True))
    with pytest.raises(InputError, match="one video"):
        mismatched_clips(("a", "a"), 0)


def test_commands_write_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = write_catalogue(tmp_path / "data", 40)
    settings = {
        "vision_encoder": "tiny",
        "audio_encoder": "tiny",
        "image_size": 32,
        "spectrogram": YAMNET,
    }
    _write_fresh(tmp_path, "near", "ave", settings)
    _write_fresh(tmp_path, "joined", "l3", settings)
    weights = [f"--weights={tmp_path / name}.safetensors" for name in ("near", "joined")]
    output = tmp_path / "output.json"
    assert (
        run(commands, ["evaluate", "correspondence", str(data), *weights, "--json", str(output)])
        == 0
    )
    accuracy = json.loads(output.read_text())["avc_accuracy"]
    assert set(accuracy) == {"near", "joined"}
    assert accuracy["near"]["low"] <= accuracy["near"]["value"] <= accuracy["near"]["high"]
    arguments = [
        "evaluate",
        "retrieval",
        str(data),
        *weights,
        "--fit",
        str(data),
        "--json",
        str(output),
    ]
    assert run(commands, arguments) == 0
    rows = json.loads(output.read_text())["ndcg_at_30"]
    assert list(rows) == ["chance", "near", "joined", "joined + CCA"]
    assert set(rows["near"]) == {
        f"{a} to {b}" for a in ("image", "audio") for b in ("image", "audio")
    }
    assert "joined + CCA" in capsys.readouterr().out


def test_network_with_image_grid_is_rejected(tmp_path: Path) -> None:
    weights = write_checkpoint(
        tmp_path, tiny_card(vision_encoder="tiny", audio_encoder="tiny", image_size=32)
    )
    data = write_catalogue(tmp_path / "data", 40)
    embeddings = embed_clips(weights, list(load_clips(data))[:3])
    with pytest.raises(InputError, match="one vector per grid cell"):
        _ = embeddings.image_vectors


def _write_fresh(folder: Path, name: str, network: str, settings: dict[str, object]) -> None:
    from avol.checkpoints import save_weights

    card = tiny_card(name=name, network=network, **settings)
    torch.manual_seed(0)
    network_with_bias = build_network(card.network, card.vision_encoder, card.audio_encoder)
    for weights in network_with_bias.parameters():
        if weights.ndim == 1:  # raises activations above zero, so that images and audio differ
            torch.nn.init.uniform_(weights, 0.5, 1.0)
    save_weights(folder / f"{name}.safetensors", card, network_with_bias.state_dict())
