"""The small parts that the three networks share."""

from typing import Literal

import torch
from torch import Tensor, nn

from avol.core.constants import EMBEDDING_SIZE
from avol.models.encoders.base import Pooling

Heads = Literal["paper", "shares"]
"""AVOL-Net's: the paper's two layers a side, or one that tells shares of 128 things (ours)."""


def pool(grid: Tensor, pooling: Pooling) -> Tensor:
    """(N, C, H, W) -> (N, C): the maximum over places (pool4 of the paper) or their mean."""
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
    """The same at every place, (N, channels, H, W) -> 128 + ReLU -> (N, 128, H, W)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv5 = nn.Conv2d(channels, EMBEDDING_SIZE, 1)
        self.conv6 = nn.Conv2d(EMBEDDING_SIZE, EMBEDDING_SIZE, 1)

    def forward(self, grid: Tensor) -> Tensor:
        return self.conv6(self.conv5(grid).relu())


def shares(logits: Tensor) -> Tensor:
    """(N, 128, …) -> how much of each of 128 things, in 0…1; what is left to 1 is none of them.

    Ours, for towers that name things already: the scalar product of two such vectors is the
    probability that the place and the sound are of the same thing, so that an object that fits no
    sound cannot outshine the one that does.
    """
    none = torch.zeros_like(logits[:, :1])
    return torch.cat([logits, none], dim=1).softmax(dim=1)[:, :-1]


class PooledClassHead(nn.Module):
    """(N, channels) -> (N, 128) shares."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(channels, EMBEDDING_SIZE)

    def forward(self, vectors: Tensor) -> Tensor:
        return shares(self.fc1(vectors))


class GridClassHead(nn.Module):
    """The same at every place, (N, channels, H, W) -> (N, 128, H, W)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv5 = nn.Conv2d(channels, EMBEDDING_SIZE, 1)

    def forward(self, grid: Tensor) -> Tensor:
        return shares(self.conv5(grid))


class Calibration(nn.Module):
    """One scale and one bias, the paper's 1 x 1 convolution of one channel (conv7, fc3)."""

    def __init__(self, scale: float, bias: float) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(scale))
        self.bias = nn.Parameter(torch.tensor(bias))

    def forward(self, similarity: Tensor) -> Tensor:
        return self.scale * similarity + self.bias
