"""The vision encoder learns the concepts of grid cells."""

import numpy as np
import torch
from torch import Tensor, nn

from avol.models.encoders.base import Encoder
from avol.training.supervised.concepts.vision_training import (
    LABEL_SHARE,
    CellTargets,
    add_labels,
    draw_cells,
    mean_encoder,
    set_vision_head,
    train_vision,
)
from avol.training.supervised.config import ConceptConfig
from avol.training.supervised.features import SceneFeatures


class OneLayer(Encoder):
    channels = 4

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Conv2d(3, 4, 1)

    def forward(self, inputs: Tensor) -> Tensor:
        return self.layer(inputs)

    def upper(self, grid: Tensor) -> Tensor:
        return self.layer(grid)

    def upper_parameters(self) -> list[nn.Parameter]:
        return list(self.parameters())


def _scenes(count: int = 8) -> SceneFeatures:
    """Scenes whose object, label 0, covers the left half; the first feature is its mask."""
    masks = np.zeros((count, 4, 14, 14), np.float16)
    masks[:, 0, :, :7] = 1
    grids = np.zeros((count, 3, 14, 14), np.float16)
    grids[:, 0] = masks[:, 0]
    labels = np.full((count, 4), -1, np.int16)
    labels[:, 0] = 0
    return SceneFeatures(grids, labels, masks.reshape(count, 4, 196), np.ones((count, 4), np.bool_))


def test_cells_of_objects_are_drawn_more_often() -> None:
    scenes = _scenes(200)
    cells = draw_cells(scenes.masks, 20, 0)
    assert cells.shape == (200, 20)
    assert all(len(set(row)) == 20 for row in cells.tolist())
    assert 0.7 < (cells % 14 < 7).mean() < 0.85


def test_labels_replace_a_share_of_the_judgement() -> None:
    scenes, cells = _scenes(1), np.array([[0, 13]])
    judged = torch.tensor([[[0.0, 0.5, 0.5], [0.0, 0.5, 0.5]]])
    mixed, weights = add_labels(judged, scenes, cells, np.array([0]))
    rest = (1 - LABEL_SHARE) / 2
    torch.testing.assert_close(mixed[0, 0], torch.tensor([LABEL_SHARE, rest, rest]))
    torch.testing.assert_close(mixed[0, 1], judged[0, 1])
    assert weights.tolist() == [[2.0, 1.0]]


def test_training_learns_the_targets() -> None:
    torch.manual_seed(0)
    scenes = _scenes()
    cells = draw_cells(scenes.masks, 40, 0)
    judged = torch.zeros(8, 40, 3)
    judged[..., 2] = 1
    targets, weights = add_labels(judged, scenes, cells, np.array([0]))
    encoder, head = OneLayer(), nn.Linear(4, 3)
    config = ConceptConfig(
        tagger="", tagger_classes="", steps=300, batch=8, learning_rate=0.02, audio_windows=0
    )
    drawn = CellTargets(scenes.grids, cells, targets, weights)
    assert list(train_vision(encoder, head, drawn, None, config))[-1] == 300
    conv5 = nn.Conv2d(4, 128, 1)
    set_vision_head(conv5, head)
    with torch.inference_mode():
        logits = conv5(encoder(torch.from_numpy(scenes.grids[:1].astype(np.float32))))[0, 0]
    left, right = logits[:, :7], logits[:, 7:]
    expected = np.log(LABEL_SHARE / (1 - LABEL_SHARE))  # against none
    assert abs(float(left.mean()) - expected) < 0.3
    assert float(right.max()) < -1.5


def test_half_of_each_batch_are_frames() -> None:
    torch.manual_seed(0)
    scenes, every = _scenes(), np.tile(np.arange(196), (8, 1))
    targets = torch.zeros(8, 196, 3)
    parts: list[CellTargets] = []
    for unit in (0, 1):  # scenes say unit 0, frames unit 1
        said = targets.clone()
        said[..., unit] = 1
        parts.append(CellTargets(scenes.grids, every, said, torch.ones(8, 196)))
    encoder, head = OneLayer(), nn.Linear(4, 3)
    config = ConceptConfig(
        tagger="", tagger_classes="", steps=100, batch=8, learning_rate=0.02, audio_windows=0
    )
    list(train_vision(encoder, head, parts[0], parts[1], config))
    with torch.inference_mode():
        features = encoder(torch.from_numpy(scenes.grids[:1].astype(np.float32)))
        shares = head(features.flatten(2).transpose(1, 2)).softmax(-1)[0]
    np.testing.assert_allclose(shares.mean(0), [0.5, 0.5, 0], atol=0.05)


def test_exchanged_parts_take_their_targets_along() -> None:
    count = 6
    grids = np.zeros((count, 2, 28, 28), np.float16) + np.arange(count)[:, None, None, None]
    targets = torch.arange(float(count))[:, None, None].expand(-1, 196, 3).clone()
    images = CellTargets(
        grids.astype(np.float16), np.tile(np.arange(196), (count, 1)), targets, targets[..., 0]
    )
    mixed = images.exchange_parts(np.random.default_rng(0), share=1)
    cells = mixed.grids[:, :, ::2, ::2].reshape(count, 2, 196)
    np.testing.assert_array_equal(cells[:, 0], mixed.targets[..., 0])
    np.testing.assert_array_equal(cells[:, 0], mixed.weights)
    assert len({tuple(np.unique(row)) for row in cells[:, 0]}) > 1
    np.testing.assert_array_equal(images.grids[:, 0, 0, 0], np.arange(count))  # not changed


def test_the_mean_of_two_encoders() -> None:
    first, second = OneLayer(), OneLayer()
    mean = mean_encoder(OneLayer(), first, second)
    weights = [dict(e.named_parameters())["layer.weight"] for e in (mean, first, second)]
    torch.testing.assert_close(weights[0], (weights[1] + weights[2]) / 2)
