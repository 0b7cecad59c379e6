"""Heads learn from pairs of toy videos which features sound like which."""

import numpy as np
import pytest
import torch
from torch import Tensor

from avol.models.avol_net import AVOLNet
from avol.models.encoders.base import Encoder
from avol.models.heads import class_probabilities
from avol.training.supervised.clip_pairs.anchors import Anchors
from avol.training.supervised.clip_pairs.clips import ClipPairs
from avol.training.supervised.clip_pairs.pair_training import pair_scores, train_on_pairs
from avol.training.supervised.clip_pairs.stage import split_videos
from avol.training.supervised.config import ClipPairsConfig

CHANNELS, CELLS, KINDS, VIDEOS, MOMENTS = 24, 16, 6, 48, 3
CONFIG = ClipPairsConfig(
    folder="clips", steps=120, batch=24, learning_rate=0.1, directions=12, weight_decay=1e-4,
    anchor_weight=0.0,
)  # fmt: skip
ANCHORS = Anchors(torch.randn(200, CHANNELS).half(), torch.randn(200, CHANNELS))


class Features(Encoder):
    """An encoder whose inputs are its features."""

    channels = CHANNELS
    pooling = "mean"

    def forward(self, inputs: Tensor) -> Tensor:
        return inputs


def untrained() -> AVOLNet:
    """A network whose heads are random."""
    torch.manual_seed(0)
    return AVOLNet(Features(), Features(), "shares")


def toy_pairs() -> tuple[ClipPairs, np.ndarray, np.ndarray]:
    """Videos of six kinds of sources: the pairs, their kinds, and the cell of each source."""
    random = np.random.default_rng(0)
    looks, sounds = random.normal(0, 1, (2, KINDS, CHANNELS))
    kinds = np.repeat(np.arange(VIDEOS) % KINDS, MOMENTS)
    places = random.integers(0, CELLS, len(kinds))
    cells = random.normal(0, 0.1, (len(kinds), CELLS, CHANNELS))
    cells[np.arange(len(kinds)), places] += looks[kinds]
    audio = sounds[kinds] + random.normal(0, 0.1, (len(kinds), CHANNELS))
    names = tuple(f"{video:02}" for video in np.repeat(np.arange(VIDEOS), MOMENTS))
    tensors = torch.tensor(cells).half(), torch.tensor(audio, dtype=torch.float32)
    return ClipPairs(*tensors, names, names), kinds, places


def maps(state: dict[str, Tensor], pairs: ClipPairs, rows: np.ndarray) -> Tensor:
    """(frames, sounds, cells) scalar products with trained heads."""
    images = pairs.cells[rows].float() @ state["vision_head.conv5.weight"].T
    sounds = pairs.audio[rows] @ state["sound_head.fc1.weight"].T
    images = class_probabilities((images + state["vision_head.conv5.bias"]).movedim(-1, 1))
    sounds = class_probabilities(sounds + state["sound_head.fc1.bias"])
    return torch.einsum("ncp,mc->nmp", images, sounds)


def test_new_videos_are_matched_and_their_sources_located() -> None:
    pairs, kinds, places = toy_pairs()
    held_out = [f"{video:02}" for video in range(12)]
    rows = pairs.of_videos(set(pairs.videos) - set(held_out))
    state = train_on_pairs(untrained(), pairs, rows, ANCHORS, CONFIG)
    test = pairs.of_videos(held_out)
    products = maps(state, pairs, test)
    scores = products.amax(-1).numpy()
    same = kinds[test][:, None] == kinds[test]
    assert np.mean(scores[same][:, None] > scores[~same]) > 0.9
    found = products.diagonal(dim1=0, dim2=1).T.argmax(-1).numpy()
    assert np.mean(found == places[test]) > 0.9


def test_sounds_of_other_videos_teach_nothing() -> None:
    pairs, kinds, _ = toy_pairs()
    order = np.random.default_rng(1).permutation(len(kinds))
    shuffled = ClipPairs(pairs.cells, pairs.audio[order], pairs.files, pairs.videos)
    state = train_on_pairs(untrained(), shuffled, np.arange(len(kinds)), ANCHORS, CONFIG)
    products = maps(state, pairs, np.arange(len(kinds))).amax(-1).numpy()
    same = kinds[:, None] == kinds
    assert np.mean(products[same][:, None] > products[~same][::7]) < 0.75


def test_a_high_decay_keeps_the_heads() -> None:
    pairs, kinds, _ = toy_pairs()
    network, rows = untrained(), np.arange(len(kinds))
    before = {name: value.clone() for name, value in network.state_dict().items()}
    firm = CONFIG.model_copy(update={"weight_decay": 1e6, "learning_rate": 1e-5})
    state = train_on_pairs(network, pairs, rows, ANCHORS, firm)
    for name, value in state.items():
        assert value.numpy() == pytest.approx(before[name].view_as(value).numpy(), abs=0.01)
    for name, value in network.state_dict().items():
        assert torch.equal(value, before[name])


def test_anchors_keep_their_class_probabilities() -> None:
    pairs, kinds, _ = toy_pairs()
    network, rows = untrained(), np.arange(len(kinds))
    start = network.sound_head(ANCHORS.audio)
    changes = []
    for weight in (0.0, 100.0):
        config = CONFIG.model_copy(update={"anchor_weight": weight, "directions": CHANNELS})
        state = train_on_pairs(network, pairs, rows, ANCHORS, config)
        logits = ANCHORS.audio @ state["sound_head.fc1.weight"].T + state["sound_head.fc1.bias"]
        changes.append((class_probabilities(logits) - start).abs().sum(1).mean().item())
    assert changes[1] < 0.2 * changes[0]


def test_scores_are_the_power_mean_over_the_cells() -> None:
    images = torch.tensor([[[0.5, 0.1], [0.0, 0.2]]])  # one frame, two classes, two cells
    audio = torch.tensor([[1.0, 0.0], [0.0, 0.5]])
    mean, power = pair_scores(images, audio, 1.0).exp(), pair_scores(images, audio, 2.0).exp()
    assert mean[0].tolist() == pytest.approx([0.3, 0.05], rel=1e-5)
    assert power[0, 0].item() == pytest.approx(((0.25 + 0.01) / 2) ** 0.5, rel=1e-5)
    assert pair_scores(images, audio, 200.0).exp()[0, 0].item() == pytest.approx(0.5, rel=0.01)


def test_excerpts_of_one_video_are_in_one_fold() -> None:
    videos = ("a", "b", "a", "c", "d", "e", "b")
    folds = split_videos(videos, 2, seed=0)
    assert set.union(*folds) == set(videos)
    assert not folds[0] & folds[1]
    assert sorted(map(len, folds)) == [2, 3]
    assert split_videos(videos, 2, seed=0) == folds
