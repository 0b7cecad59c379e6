"""What every tower promises."""

from typing import Literal

from torch import Tensor, nn

Pooling = Literal["max", "mean"]


class Tower(nn.Module):
    """A picture or a spectrogram in, a grid of features (N, channels, H, W) out."""

    channels: int
    """Features per place."""
    pooling: Pooling
    """How the grid becomes one vector: the paper's VGG towers take the maximum over places,
    pretrained trunks the mean that they were trained with."""

    def forward(self, pictures: Tensor) -> Tensor:
        raise TypeError(f"{type(self).__name__} is a tower without layers")
