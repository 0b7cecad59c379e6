"""L3-Net from the encoders of an AVE-Net: same features, no common space."""

from pathlib import Path

import numpy as np
import pytest
import torch

from avol.checkpoints import load_network
from avol.embedder import Embedder
from avol.errors import InputError
from avol.models import L3Net
from avol.retrieval.l3_projection import save_l3_from_ave
from avol.retrieval.query.query_builder import audio_query, image_query
from tests.support import checkpoints, toys


def test_vectors_are_features_of_the_encoders(tmp_path: Path) -> None:
    ave = checkpoints.write_checkpoint(tmp_path, checkpoints.tiny_card(network="ave"))
    path = save_l3_from_ave(ave, tmp_path / "deep" / "l3.safetensors")
    changed = path.stat().st_mtime_ns
    assert save_l3_from_ave(ave, path).stat().st_mtime_ns == changed
    embedder = Embedder.load(path, "torch", 1)
    wave = np.random.default_rng(0).uniform(-0.1, 0.1, 48_000).astype(np.float32)
    image, audio = (
        embedder.encode_image(toys.solid_image("red")).embedding,
        embedder.encode_audio(wave).embedding,
    )
    _, network = load_network(ave)
    assert len(image) == network.vision.channels
    assert len(audio) == network.sound.channels
    for query in (image_query(embedder, [toys.solid_image("red")]), audio_query(embedder, [wave])):
        assert np.linalg.norm(query.vectors) == pytest.approx(1, abs=1e-5)


def test_training_of_l3_head_does_not_change_vectors(tmp_path: Path) -> None:
    ave = checkpoints.write_checkpoint(tmp_path, checkpoints.tiny_card(network="ave"))
    card, network = load_network(save_l3_from_ave(ave, tmp_path / "l3.safetensors"))
    assert isinstance(network, L3Net)
    assert card.title == "L3-Net with the encoders of Tiny"
    frame, window = torch.rand(1, 3, 64, 64), torch.rand(1, 1, 64, 96)

    def outputs() -> list[torch.Tensor]:
        with torch.inference_mode():
            image, audio = network.encode_image(frame), network.encode_audio(window)
            return [image, audio, network.logits(image, audio)]

    before = outputs()
    with torch.no_grad():
        network.fc1.weight.add_(0.1)
    after = outputs()
    assert [torch.equal(a, b) for a, b in zip(before, after, strict=True)] == [True, True, False]


def test_other_networks_are_rejected(tmp_path: Path) -> None:
    path = checkpoints.write_checkpoint(tmp_path)
    with pytest.raises(InputError, match="not an AVE-Net"):
        save_l3_from_ave(path, tmp_path / "l3.safetensors")
