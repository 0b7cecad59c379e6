"""Trains the class heads on pairs of a frame and its sound, by multiple instances.

Something in the frame makes its sound, but nobody says where; the sound of another video does not
belong to it. The score of a pair is pooled over the cells. Of a batch of frames and sounds, each
frame has to find its own sound and each sound its own frame (contrastive loss). No label is used:
this part of the training is self-supervised by correspondence, the idea of the paper (§3).

Not in the paper: the heads are class heads that were trained before (`avol.training.supervised.
concepts`), and they move away from that state only as far as the pairs require. The movement is
limited to the main directions of the features and costs its square, and on images and audio of the
catalogue the class probabilities are to stay as they were.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from avol.models.avol_net import AVOLNet
from avol.models.heads import GridClassHead, PooledClassHead, class_probabilities
from avol.training.supervised.clip_pairs.anchors import Anchors
from avol.training.supervised.clip_pairs.clips import ClipPairs
from avol.training.supervised.config import ClipPairsConfig

HEADS = ("vision_head.conv5", "sound_head.fc1")
"""The layers that are trained, vision before audio."""
_SAMPLED_CELLS = 20
"""Cells of each frame from which the main directions are computed."""
_ANCHOR_CELLS, _ANCHOR_WINDOWS = 1024, 256
"""Per step."""
_LEAST_PRODUCT, _LEAST_VARIANCE = 1e-8, 1e-8


def train_on_pairs(
    network: AVOLNet,
    pairs: ClipPairs,
    rows: NDArray[np.int64],
    anchors: Anchors,
    config: ClipPairsConfig,
) -> dict[str, Tensor]:
    """Train the heads of a network on some of the pairs.

    Args:
        network: AVOL-Net with class heads; it is not changed.
        pairs: features of its encoders.
        rows: the pairs to train on.
        anchors: of the same encoders.
        config: settings.

    Returns:
        Weights and biases of both heads, by the names of the state of `network`.
    """
    frames, sounds = pairs.cells[rows], pairs.audio[rows]
    vision, audio = _moving_layers(network, frames, sounds, config)
    cells, windows = vision.project(frames), audio.project(sounds)
    scale = torch.zeros((), requires_grad=True)
    changes = [*vision.parameters(), *audio.parameters()]
    optimizer = torch.optim.Adam([*changes, scale], lr=config.learning_rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, config.steps)
    batches = _Batches([pairs.videos[row] for row in rows], config.seed)
    kept = [(vision, vision.project(anchors.cells), _ANCHOR_CELLS)]
    kept += [(audio, audio.project(anchors.audio), _ANCHOR_WINDOWS)]
    for _ in range(config.steps):
        drawn = torch.from_numpy(batches.draw(config.batch))
        scores = scale.exp() * pair_scores(
            class_probabilities(vision(cells.select(drawn)).movedim(-1, 1)),
            class_probabilities(audio(windows.select(drawn))),
            config.exponent,
        )
        own = torch.arange(len(drawn))
        loss = functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)
        loss = loss + config.weight_decay * sum(change.square().sum() for change in changes)
        for layer, inputs, count in kept:
            some = inputs.select(torch.from_numpy(batches.random.choice(len(inputs), count)))
            loss = loss + config.anchor_weight * _divergence(some.logits, layer(some))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    layers = zip(HEADS, (vision, audio), strict=True)
    return {f"{name}.{k}": v for name, layer in layers for k, v in layer.state().items()}


def pair_scores(images: Tensor, audio: Tensor, exponent: float) -> Tensor:
    """Logarithm of the scalar product of every frame and sound, pooled over the cells.

    Args:
        images: (N, 128, cells) class probabilities.
        audio: (M, 128) class probabilities.
        exponent: of the power mean over the cells; 1 is the mean, infinity the maximum.

    Returns:
        (N, M), at most 0.
    """
    products = torch.einsum("ncp,mc->nmp", images, audio).clamp(min=_LEAST_PRODUCT)
    powers = (exponent * products.log()).logsumexp(-1)
    return (powers - math.log(products.shape[-1])) / exponent


def _divergence(before: Tensor, after: Tensor) -> Tensor:
    """Mean Kullback-Leibler divergence of class probabilities, from logits (N, 128)."""

    def complete(logits: Tensor) -> Tensor:  # with "none of them"
        return functional.pad(logits, (0, 1)).log_softmax(-1)

    return functional.kl_div(
        complete(after), complete(before), log_target=True, reduction="batchmean"
    )


@dataclass(frozen=True)
class _Projected:
    """Inputs of a layer: its logits before the training, and the main directions."""

    logits: Tensor  # (N, …, 128)
    directions: Tensor  # (N, …, directions)

    def __len__(self) -> int:
        return len(self.logits)

    def select(self, rows: Tensor) -> "_Projected":
        return _Projected(self.logits[rows], self.directions[rows])


class _MovingLayer(nn.Module):
    """A linear layer and its change within the main directions of its inputs."""

    def __init__(self, weight: Tensor, bias: Tensor, samples: Tensor, directions: int) -> None:
        """Keep the state of the layer, (128, channels) and (128,).

        samples: (N, channels) inputs.
        """
        super().__init__()
        self._start = weight.detach().flatten(1), bias.detach()
        self._mean = samples.mean(0)
        variances, axes = torch.linalg.eigh(torch.cov(samples.double().T, correction=0))
        # All directions have one unit, so that those with little variance stay small.
        unit = variances[-1].clamp(min=_LEAST_VARIANCE).sqrt()
        self._basis = (axes.flip(1)[:, :directions] / unit).float()
        self.change = nn.Parameter(torch.zeros(self._basis.shape[1], len(bias)))
        self.shift = nn.Parameter(torch.zeros(len(bias)))

    def project(self, inputs: Tensor) -> _Projected:
        """Inputs, (N, …, channels), as `forward` takes them."""
        inputs = inputs.float()
        weight, bias = self._start
        return _Projected(inputs @ weight.T + bias, (inputs - self._mean) @ self._basis)

    def forward(self, inputs: _Projected) -> Tensor:
        """Logits, (N, …, 128)."""
        return inputs.logits + inputs.directions @ self.change + self.shift

    def state(self) -> Mapping[str, Tensor]:
        """Weight (128, channels) and bias (128,) with the change."""
        with torch.no_grad():
            weight, bias = self._start
            change = self._basis @ self.change
            shift = self.shift - self._mean @ change
            return {"weight": weight + change.T, "bias": bias + shift}


def _moving_layers(
    network: AVOLNet, frames: Tensor, sounds: Tensor, config: ClipPairsConfig
) -> tuple[_MovingLayer, _MovingLayer]:
    vision, audio = network.vision_head, network.sound_head
    assert isinstance(vision, GridClassHead)
    assert isinstance(audio, PooledClassHead)
    assert vision.conv5.bias is not None
    random = np.random.default_rng(config.seed)
    drawn = random.random(frames.shape[:2]).argsort(1)[:, :_SAMPLED_CELLS]
    cells = torch.take_along_dim(frames, torch.from_numpy(drawn)[..., None], 1)
    samples = cells.flatten(0, 1).float()
    return (
        _MovingLayer(vision.conv5.weight, vision.conv5.bias, samples, config.directions),
        _MovingLayer(audio.fc1.weight, audio.fc1.bias, sounds, config.directions),
    )


class _Batches:
    """Batches of pairs of different videos."""

    def __init__(self, videos: list[str], seed: int) -> None:
        rows: dict[str, list[int]] = {}
        for row, video in enumerate(videos):
            rows.setdefault(video, []).append(row)
        self._rows = [rows[video] for video in sorted(rows)]
        self.random = np.random.default_rng(seed)

    def draw(self, count: int) -> NDArray[np.int64]:
        """One random pair of each of `count` random videos, or of all if there are fewer."""
        count = min(count, len(self._rows))
        videos = self.random.choice(len(self._rows), count, replace=False)
        return np.array([self.random.choice(self._rows[video]) for video in videos])
