"""The small parts that the three networks share."""

from collections import OrderedDict

import torch
from torch import Tensor, nn

from avol.nets.towers.base import Pooling

EMBEDDING = 128
"""Length of the vectors that pictures and sounds are compared by (paper, figure 2)."""


def pool(grid: Tensor, pooling: Pooling) -> Tensor:
    """(N, C, H, W) -> (N, C): the maximum over places (pool4 of the paper) or their mean."""
    return grid.amax(dim=(-2, -1)) if pooling == "max" else grid.mean(dim=(-2, -1))


def vector_head(channels: int, first: str, second: str) -> nn.Sequential:
    """Two fully connected layers, channels -> 128 + ReLU -> 128."""
    return nn.Sequential(
        OrderedDict(
            [
                (first, nn.Linear(channels, EMBEDDING)),
                ("relu", nn.ReLU()),
                (second, nn.Linear(EMBEDDING, EMBEDDING)),
            ]
        )
    )


class Calibration(nn.Module):
    """One scale and one bias, the paper's 1 x 1 convolution of one channel (conv7, fc3)."""

    def __init__(self, scale: float, bias: float) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(scale))
        self.bias = nn.Parameter(torch.tensor(bias))

    def forward(self, similarity: Tensor) -> Tensor:
        return self.scale * similarity + self.bias
