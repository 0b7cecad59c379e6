"""MobileNet v1 in the shape of YAMNet (Google's AudioSet model) as audio encoder.

It is light and may start from YAMNet's weights. Not in the paper, which trains VGG encoders from
scratch. Batch norm is folded into the convolutions' biases, as the published weights have it.
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
    """(N, 1, 64, 96) log-mel spectrogram (bins, columns) -> (N, 1024, 2, 3)."""

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

    def forward(self, inputs: Tensor) -> Tensor:
        return self.layers(inputs)

    def lower(self, inputs: Tensor) -> Tensor:
        """(N, 1, 64, 96) -> (N, 512, 4, 6), the stages of pitch and onset."""
        return self.layers[:_LOWER](inputs)

    def upper(self, grid: Tensor) -> Tensor:
        """(N, 512, 4, 6) -> (N, 1024, 2, 3), the stages of sound sources."""
        return self.layers[_LOWER:](grid)

    def upper_parameters(self) -> list[Parameter]:
        return list(self.layers[_LOWER:].parameters())
