"""Base class of the encoders."""

from typing import Literal

from torch import Tensor, nn
from torch.nn import Parameter

Pooling = Literal["max", "mean"]


class Encoder(nn.Module):
    """Maps an image or a spectrogram to a grid of features (N, channels, H, W)."""

    channels: int
    """Features per cell."""
    pooling: Pooling
    """How to pool the grid to a vector: maximum for the paper's VGG encoders, mean for pretrained
    encoders, which were trained with it."""

    def forward(self, inputs: Tensor) -> Tensor:
        raise TypeError(f"{type(self).__name__} has no layers")

    def lower(self, inputs: Tensor) -> Tensor:
        """Run the stages that fine-tuning keeps fixed."""
        return self(inputs)

    def upper(self, grid: Tensor) -> Tensor:
        """Run the other stages: `upper(lower(x))` is `forward(x)`."""
        return grid

    def upper_parameters(self) -> list[Parameter]:
        """Return the parameters of `upper`."""
        return []
