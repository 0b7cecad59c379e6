"""The towers of an AVE-Net alone: the same features, no space in common."""

from pathlib import Path

import numpy as np
import pytest
import torch

from avol.checkpoints import load_network
from avol.embedder import Embedder
from avol.errors import InputError
from avol.models import L3Net
from avol.retrieval.l3_projection import towers_alone
from avol.retrieval.query.query_builder import of_picture, of_sound
from tests.support import checkpoints, toys


def test_the_features_are_the_towers_own(tmp_path: Path) -> None:
    ave = checkpoints.write_checkpoint(tmp_path, checkpoints.tiny_card(network="ave"))
    alone = towers_alone(ave, tmp_path / "deep" / "towers.safetensors")
    changed = alone.stat().st_mtime_ns
    assert towers_alone(ave, alone).stat().st_mtime_ns == changed
    embedder = Embedder.load(alone, "torch", 1)
    wave = np.random.default_rng(0).uniform(-0.1, 0.1, 48_000).astype(np.float32)
    seen, heard = (
        embedder.encode_image(toys.solid_image("red")).embedding,
        embedder.encode_audio(wave).embedding,
    )
    _, network = load_network(ave)
    assert len(seen) == network.vision.channels
    assert len(heard) == network.sound.channels
    for question in (of_picture(embedder, [toys.solid_image("red")]), of_sound(embedder, [wave])):
        assert np.linalg.norm(question.vectors) == pytest.approx(1, abs=1e-5)


def test_what_l3_net_learns_on_given_towers_moves_no_vector(tmp_path: Path) -> None:
    ave = checkpoints.write_checkpoint(tmp_path, checkpoints.tiny_card(network="ave"))
    card, network = load_network(towers_alone(ave, tmp_path / "towers.safetensors"))
    assert isinstance(network, L3Net)
    assert card.title == "L3-Net on the towers of Tiny"
    picture, sound = torch.rand(1, 3, 64, 64), torch.rand(1, 1, 64, 96)

    def answers() -> list[torch.Tensor]:
        with torch.inference_mode():
            seen, heard = network.encode_image(picture), network.encode_audio(sound)
            return [seen, heard, network.logits(seen, heard)]

    before = answers()
    with torch.no_grad():
        network.fc1.weight.add_(0.1)
    after = answers()
    assert [torch.equal(a, b) for a, b in zip(before, after, strict=True)] == [True, True, False]


def test_only_an_ave_net_has_what_is_asked_for(tmp_path: Path) -> None:
    path = checkpoints.write_checkpoint(tmp_path)
    with pytest.raises(InputError, match="no AVE-Net"):
        towers_alone(path, tmp_path / "towers.safetensors")
