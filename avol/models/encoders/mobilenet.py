"""A MobileNet v1 ear of YAMNet's shape (Google's AudioSet model): light, and it can start from a
pretrained one. Ours as a tower of AVOL-Net; the paper trains its VGG tower from scratch.

Batch norm is folded into the convolutions' biases, as the published weights have it.
"""

from torch import Tensor, nn
from torch.nn import Parameter

from avol.models.encoders.base import Encoder
from avol.models.encoders.efficientnet_lite import SamePadConv2d

# stride, channels of the depthwise-separable blocks
_BLOCKS = (
    (1, 64), (2, 128), (1, 128), (2, 256), (1, 256), (2, 512),
    (1, 512), (1, 512), (1, 512), (1, 512), (1, 512), (2, 1024), (1, 1024),
)  # fmt: skip

_LOWER = 2 + 4 * 6  # the stem and six blocks


class MobileNetAudioEncoder(Encoder):
    """(N, 1, 64, 96) log-mel picture (bins, columns) -> (N, 1024, 2, 3)."""

    channels = 1024
    pooling = "mean"

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = [SamePadConv2d(1, 32, 3, stride=2, bias=True), nn.ReLU()]
        inputs = 32
        for stride, outputs in _BLOCKS:
            layers += [
                SamePadConv2d(inputs, inputs, 3, stride=stride, groups=inputs, bias=True),
                nn.ReLU(),
                nn.Conv2d(inputs, outputs, 1),
                nn.ReLU(),
            ]
            inputs = outputs
        self.layers = nn.Sequential(*layers)

    def forward(self, pictures: Tensor) -> Tensor:
        return self.layers(pictures)

    def lower(self, pictures: Tensor) -> Tensor:
        """(N, 1, 64, 96) -> (N, 512, 4, 6), the stages that hear pitch and onset."""
        return self.layers[:_LOWER](pictures)

    def upper(self, grid: Tensor) -> Tensor:
        """(N, 512, 4, 6) -> (N, 1024, 2, 3), the stages that hear things."""
        return self.layers[_LOWER:](grid)

    def upper_parameters(self) -> list[Parameter]:
        return list(self.layers[_LOWER:].parameters())
