"""Layers on top of the encoders that the networks share."""

from typing import Literal

import torch
from torch import Tensor, nn

from avol.core.constants import EMBEDDING_SIZE
from avol.models.encoders.base import Pooling

Heads = Literal["paper", "shares"]
"""Heads of AVOL-Net, as model cards store them: the paper's two layers per modality, or one layer
that gives class probabilities (not in the paper)."""


def pool(grid: Tensor, pooling: Pooling) -> Tensor:
    """(N, C, H, W) -> (N, C): maximum over the cells (pool4 of the paper) or mean."""
    return grid.amax(dim=(-2, -1)) if pooling == "max" else grid.mean(dim=(-2, -1))


class VectorHead(nn.Module):
    """Two fully connected layers, (N, channels) -> 128 + ReLU -> (N, 128)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(channels, EMBEDDING_SIZE)
        self.fc2 = nn.Linear(EMBEDDING_SIZE, EMBEDDING_SIZE)

    def forward(self, vectors: Tensor) -> Tensor:
        return self.fc2(self.fc1(vectors).relu())


class GridHead(nn.Module):
    """Two 1 x 1 convolutions, (N, channels, H, W) -> 128 + ReLU -> (N, 128, H, W)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv5 = nn.Conv2d(channels, EMBEDDING_SIZE, 1)
        self.conv6 = nn.Conv2d(EMBEDDING_SIZE, EMBEDDING_SIZE, 1)

    def forward(self, grid: Tensor) -> Tensor:
        return self.conv6(self.conv5(grid).relu())


def class_probabilities(logits: Tensor) -> Tensor:
    """(N, 128, …) -> probabilities of 128 classes; the rest to 1 is "none of them".

    Not in the paper; for encoders that classify. The scalar product of two such vectors is the
    probability that cell and audio have the same class, so that an object that fits no sound cannot
    score higher than the one that does.
    """
    logits = logits.float()  # the rest to 1 needs the precision
    none = torch.zeros_like(logits[:, :1])
    return torch.cat([logits, none], dim=1).softmax(dim=1)[:, :-1]


class PooledClassHead(nn.Module):
    """(N, channels) -> (N, 128) class probabilities."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(channels, EMBEDDING_SIZE)

    def forward(self, vectors: Tensor) -> Tensor:
        return class_probabilities(self.fc1(vectors))


class GridClassHead(nn.Module):
    """(N, channels, H, W) -> (N, 128, H, W) class probabilities of each cell."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv5 = nn.Conv2d(channels, EMBEDDING_SIZE, 1)

    def forward(self, grid: Tensor) -> Tensor:
        return class_probabilities(self.conv5(grid))


class Calibration(nn.Module):
    """Scale and bias: the paper's 1 x 1 convolution of one channel (conv7)."""

    def __init__(self, scale: float, bias: float) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(scale))
        self.bias = nn.Parameter(torch.tensor(bias))

    def forward(self, similarity: Tensor) -> Tensor:
        return self.scale * similarity + self.bias
