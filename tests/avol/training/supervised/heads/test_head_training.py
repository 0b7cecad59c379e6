"""Map targets by hand, and training of the heads on synthetic features."""

from typing import Literal

import numpy as np
import pytest
import torch

from avol.models import AVOLNet
from avol.models.encoders.base import Encoder
from avol.models.encoders.efficientnet_lite import EfficientNetLite0
from avol.training.supervised.config import HeadConfig
from avol.training.supervised.features import PooledAudioFeatures, SceneFeatures
from avol.training.supervised.heads.head_training import map_targets, train_heads
from avol.training.supervised.heads.validation import calibrate, validate
from avol.training.supervised.relations import label_relations

LABELS = ["violin", "cello", "dog"]
CHANNELS = 8


class _StubEncoder(Encoder):
    channels = CHANNELS
    pooling = "mean"


def test_targets_by_hand() -> None:
    masks = torch.zeros(2, 3, 196)
    masks[0, 0, :10] = 1.0  # a violin and a dog
    masks[0, 1, 100:110] = 0.3
    objects = torch.tensor([[0, 2, -1], [1, -1, -1]])  # the second: a whole photograph of a cello
    masks[1, 0] = 1.0
    sounds = torch.tensor([[0, -1], [2, -1], [-1, -1]])  # violin, dog, silence
    targets = map_targets(
        objects,
        masks,
        torch.tensor([True, False]),
        sounds,
        torch.from_numpy(label_relations(LABELS)),
    )
    assert targets.match.tolist() == [[True, True, False], [False, False, False]]
    # a violin with a cello is no mismatch: they are confusable
    assert targets.mismatch.tolist() == [[False, False, True], [False, True, True]]
    assert targets.positive[0, 0].nonzero().flatten().tolist() == list(range(10))
    assert targets.positive[0, 1].nonzero().flatten().tolist() == list(range(100, 110))
    assert targets.negative[0, 0].sum() == 186
    assert targets.negative[0, 2].all()
    assert not targets.negative[1, 0].any()
    assert targets.negative[1, 1].all()


def _grids(cells: np.ndarray) -> np.ndarray:
    """(N, 196, C) -> (N, C, 14, 14)"""
    return cells.swapaxes(1, 2).reshape(-1, CHANNELS, 14, 14).astype(np.float16)


def _synthetic_features(count: int, seed: int) -> tuple[SceneFeatures, PooledAudioFeatures]:
    """Each label is a direction in feature space; scenes show a violin, a dog or nothing."""
    random = np.random.default_rng(seed)
    directions = np.eye(CHANNELS)[:3] * 3
    grids = random.normal(0, 0.3, (count, 196, CHANNELS))
    labels = np.full((count, 3), -1, np.int16)
    masks = np.zeros((count, 3, 196), np.float16)
    for row in range(count):
        if row % 5:
            label, start = (0, 2)[row % 2], int(random.integers(0, 180))
            labels[row, 0] = label
            masks[row, 0, start : start + 12] = 1
            grids[row, start : start + 12] += directions[label]
    sounds = np.array([[(0, 2)[i % 2] if i % 4 != 3 else -1, -1] for i in range(count)], np.int16)
    vectors = random.normal(0, 0.3, (count, CHANNELS))
    vectors += np.where(sounds[:, :1] >= 0, directions[sounds[:, 0]], 0)
    return (
        SceneFeatures(_grids(grids), labels, masks, np.ones((count, 3), bool)),
        PooledAudioFeatures(vectors.astype(np.float32), sounds),
    )


@pytest.mark.parametrize("flipped", [False, True], ids=["true labels", "flipped labels"])
def test_heads_learn_where_the_object_is(flipped: bool) -> None:
    torch.manual_seed(0)
    scenes, windows = _synthetic_features(160, seed=0)
    if flipped:  # every sound gets the label of the other
        swapped = np.where(windows.labels == -1, -1, 2 - windows.labels).astype(np.int16)
        windows = PooledAudioFeatures(windows.vectors, swapped)
    net = AVOLNet(_StubEncoder(), _StubEncoder())
    config = HeadConfig(steps=100, batch=16, learning_rate=1e-2, dropout=0.0)
    losses = list(train_heads(net, scenes, windows, LABELS, config))
    assert losses[-1] < losses[0] / 2
    metrics = validate(net.eval(), *_synthetic_features(80, seed=1), LABELS)
    if flipped:
        assert metrics["pointing"].value < 0.2
    else:
        assert metrics["pointing"].value > 0.95
        assert metrics["absent_area"].value < 0.02
        assert metrics["match_auc"].value > 0.98


def test_calibrated_scores_are_probabilities() -> None:
    torch.manual_seed(0)
    net = AVOLNet(_StubEncoder(), _StubEncoder())
    config = HeadConfig(steps=60, batch=16, learning_rate=1e-2, dropout=0.0)
    list(train_heads(net, *_synthetic_features(160, seed=0), LABELS, config))
    net.conv7.bias.data += 30  # all cells are above the threshold
    features = _synthetic_features(80, seed=2)
    assert validate(net.eval(), *features, LABELS)["absent_dark"].value < 0.5
    calibrate(net, *features, LABELS)
    assert validate(net, *features, LABELS)["absent_dark"].value > 0.9


def test_upper_after_lower_is_the_encoder() -> None:
    encoder, images = EfficientNetLite0().eval(), torch.rand(1, 3, 64, 64)
    with torch.inference_mode():
        torch.testing.assert_close(encoder.upper(encoder.lower(images)), encoder(images))
    assert len(encoder.upper_parameters()) < len(list(encoder.parameters()))


@pytest.mark.parametrize("pooling", ["softened max", "attention"])  # max: the tests above
def test_every_pooling_learns(pooling: Literal["softened max", "attention"]) -> None:
    torch.manual_seed(0)
    net = AVOLNet(_StubEncoder(), _StubEncoder())
    config = HeadConfig(steps=60, batch=16, learning_rate=1e-2, dropout=0.0, pooling=pooling)
    list(train_heads(net, *_synthetic_features(160, seed=0), LABELS, config))
    assert validate(net.eval(), *_synthetic_features(80, seed=1), LABELS)["pointing"].value > 0.9
