"""The paper's encoder: eight 3 x 3 convolutions in four stages (§2, figure 2)."""

from collections.abc import Callable

from torch import Tensor, nn

from avol.models.encoders.base import Encoder

Layer = Callable[[int, int, int], nn.Module]
"""Builds a convolution, batch norm and ReLU from (inputs, outputs, stride)."""


def conv_block(inputs: int, outputs: int, stride: int) -> nn.Sequential:
    """Build a 3 x 3 convolution, batch norm and ReLU with "same" padding.

    257 rows become 129 after conv1_1 and 64 after pool1, as in the paper from there on.
    """
    return nn.Sequential(
        # Batch norm has the bias.
        nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class VGGStem(Encoder):
    """First three stages: (N, in_channels, 224, 224) -> (N, 256, 14, 14)."""

    pooling = "max"

    def __init__(
        self,
        in_channels: int,
        layer: Layer = conv_block,
        pool: Callable[[int], nn.Module] = nn.MaxPool2d,
    ) -> None:
        super().__init__()
        self.channels = 256
        self.conv1_1 = layer(in_channels, 64, 2)
        self.conv1_2 = layer(64, 64, 1)
        self.conv2_1 = layer(64, 128, 1)
        self.conv2_2 = layer(128, 128, 1)
        self.conv3_1 = layer(128, 256, 1)
        self.conv3_2 = layer(256, 256, 1)
        self.pool = pool(2)

    def forward(self, inputs: Tensor) -> Tensor:
        x = self.pool(self.conv1_2(self.conv1_1(inputs)))
        x = self.pool(self.conv2_2(self.conv2_1(x)))
        return self.pool(self.conv3_2(self.conv3_1(x)))


class VGGEncoder(VGGStem):
    """(N, in_channels, 224, 224) -> (N, 512, 14, 14), or (N, 1, 257, 200) -> (N, 512, 16, 12)."""

    def __init__(
        self,
        in_channels: int,
        layer: Layer = conv_block,
        pool: Callable[[int], nn.Module] = nn.MaxPool2d,
    ) -> None:
        super().__init__(in_channels, layer, pool)
        self.channels = 512
        self.conv4_1 = layer(256, 512, 1)
        self.conv4_2 = layer(512, 512, 1)

    def forward(self, inputs: Tensor) -> Tensor:
        return self.conv4_2(self.conv4_1(super().forward(inputs)))
