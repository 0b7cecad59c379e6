"""Retrieval and correspondence of networks whose answers are known."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from avol.audio.log_spectrogram import YAMNET
from avol.cli.main import commands, run
from avol.errors import InputError
from avol.evaluation.retrieval.clip_embeddings import ClipEmbeddings, clips_of, embed
from avol.evaluation.retrieval.correspondence import avc_accuracy, strangers
from avol.evaluation.retrieval.evaluate import Space, aligned, at_random, retrieve
from avol.evaluation.retrieval.label_relevance import by_label
from avol.models import AVENet, build_network
from avol.models.correspondence import Correspondence
from tests.avol.data.catalogue.test_class_pairs import write_catalogue
from tests.support.checkpoints import tiny_card, write_checkpoint

LABELS = [frozenset({name}) for name in "abcd" * 10]
VIDEOS = [str(number) for number in range(40)]
KINDS = np.eye(4)[[i % 4 for i in range(40)]]
NOISE = np.random.default_rng(0).normal(size=(40, 4))


def _embedded(seen: np.ndarray, heard: np.ndarray) -> ClipEmbeddings:
    network = build_network("ave", "tiny", "tiny")
    assert isinstance(network, AVENet)
    sides = (torch.from_numpy(side.astype(np.float32)) for side in (seen, heard))
    return ClipEmbeddings("Tiny", Correspondence(network), tuple(VIDEOS), tuple(LABELS), *sides)


def test_a_space_of_classes_is_perfect_and_noise_is_chance() -> None:
    relevance = by_label(LABELS, LABELS)
    perfect = retrieve(Space(KINDS, KINDS), relevance, VIDEOS)
    assert len(perfect) == 4
    assert all(row.value == pytest.approx(1) for row in perfect.values())
    half = retrieve(Space(KINDS, NOISE), relevance, VIDEOS)
    chance = at_random(relevance, VIDEOS)
    assert half["pictures to pictures"].value == pytest.approx(1)
    for direction in ("pictures to sounds", "sounds to sounds"):
        assert half[direction].value == pytest.approx(chance[direction].value, abs=0.1)


def test_a_clip_does_not_find_itself() -> None:
    alone = [frozenset({str(n)}) for n in range(40)]
    row = retrieve(Space(KINDS, KINDS), by_label(alone, alone), VIDEOS)
    assert row["pictures to pictures"].value is None
    assert row["pictures to sounds"].value is not None


def test_a_space_without_sounds_answers_for_pictures_alone() -> None:
    assert list(retrieve(Space(KINDS), by_label(LABELS, LABELS), VIDEOS)) == [
        "pictures to pictures"
    ]


def test_correlation_analysis_aligns_what_was_turned() -> None:
    random = np.random.default_rng(1)
    turn = np.linalg.qr(random.normal(size=(4, 4)))[0]
    seen = KINDS + 0.1 * random.normal(size=(40, 4))
    turned = _embedded(seen, (KINDS + 0.1 * random.normal(size=(40, 4))) @ turn)
    relevance = by_label(LABELS, LABELS)
    before = retrieve(Space(turned.pictures, turned.sounds), relevance, VIDEOS)
    after = retrieve(aligned([turned], turned), relevance, VIDEOS)
    across = "pictures to sounds"
    assert (after[across].value or 0) > 0.95 > (before[across].value or 0)


def test_what_never_varies_cannot_be_aligned() -> None:
    still = _embedded(np.ones((40, 4)), np.ones((40, 4)))
    with pytest.raises(InputError, match="the same to every clip"):
        aligned([still], still)


def test_accuracy_is_one_where_matches_are_near_and_a_half_by_chance() -> None:
    unit = np.eye(40)
    assert avc_accuracy(_embedded(unit, unit)).value == 1
    assert avc_accuracy(_embedded(unit, -unit)).value == pytest.approx(0.5, abs=0.01)


def test_a_stranger_is_of_another_video() -> None:
    videos = ("a",) * 5 + ("b",) * 5 + ("c",)
    for seed in range(5):
        others = strangers(videos, seed)
        assert all(videos[o] != own for o, own in zip(others, videos, strict=True))
    with pytest.raises(InputError, match="one video"):
        strangers(("a", "a"), 0)


def test_the_commands_write_what_they_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write_catalogue(tmp_path / "data", 40)
    facts = {"vision_tower": "tiny", "sound_tower": "tiny", "image_size": 32, "spectrogram": YAMNET}
    _write_fresh(tmp_path, "near", "ave", facts)
    _write_fresh(tmp_path, "joined", "l3", facts)
    weights = [f"--weights={tmp_path / name}.safetensors" for name in ("near", "joined")]
    told = tmp_path / "told.json"
    assert (
        run(commands, ["evaluate", "correspondence", str(data), *weights, "--json", str(told)]) == 0
    )
    figures = json.loads(told.read_text())["avc_accuracy"]
    assert set(figures) == {"near", "joined"}
    assert figures["near"]["low"] <= figures["near"]["value"] <= figures["near"]["high"]
    arguments = [
        "evaluate",
        "retrieval",
        str(data),
        *weights,
        "--fit",
        str(data),
        "--json",
        str(told),
    ]
    assert run(commands, arguments) == 0
    rows = json.loads(told.read_text())["ndcg_at_30"]
    assert list(rows) == ["chance", "near", "joined", "joined + CCA"]
    assert set(rows["near"]) == {
        f"{a} to {b}" for a in ("pictures", "sounds") for b in ("pictures", "sounds")
    }
    assert "joined + CCA" in capsys.readouterr().out


def test_a_network_with_a_vector_for_each_place_is_refused(tmp_path: Path) -> None:
    weights = write_checkpoint(
        tmp_path, tiny_card(vision_encoder="tiny", audio_encoder="tiny", image_size=32)
    )
    data = write_catalogue(tmp_path / "data", 40)
    embedded = embed(weights, list(clips_of(data))[:3])
    with pytest.raises(InputError, match="vector for each place"):
        _ = embedded.pictures


def _write_fresh(folder: Path, name: str, network: str, facts: dict[str, object]) -> None:
    from avol.checkpoints import save_weights

    of = tiny_card(name=name, network=network, **facts)
    torch.manual_seed(0)
    built = build_network(of.network, of.vision_encoder, of.audio_encoder)
    for weights in built.parameters():
        if weights.ndim == 1:  # lifts what ReLU would cut off, so that pictures and sounds differ
            torch.nn.init.uniform_(weights, 0.5, 1.0)
    save_weights(folder / f"{name}.safetensors", of, built.state_dict())
