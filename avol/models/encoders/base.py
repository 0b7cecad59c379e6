"""What every tower promises."""

from typing import Literal

from torch import Tensor, nn
from torch.nn import Parameter

Pooling = Literal["max", "mean"]


class Encoder(nn.Module):
    """A picture or a spectrogram in, a grid of features (N, channels, H, W) out."""

    channels: int
    """Features per place."""
    pooling: Pooling
    """How the grid becomes one vector: the paper's VGG towers take the maximum over places,
    pretrained trunks the mean that they were trained with."""

    def forward(self, pictures: Tensor) -> Tensor:
        raise TypeError(f"{type(self).__name__} is a tower without layers")

    def lower(self, pictures: Tensor) -> Tensor:
        """The stages that training on top of a pretrained tower leaves alone."""
        return self(pictures)

    def upper(self, grid: Tensor) -> Tensor:
        """The rest: `upper(lower(x))` is `forward(x)`."""
        return grid

    def upper_parameters(self) -> list[Parameter]:
        """The weights of `upper`."""
        return []
