"""The paper's tower: eight 3 x 3 convolutions in four stages (§2, figure 2)."""

from torch import Tensor, nn

from avol.nets.towers.base import Tower


def _conv(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    """3 x 3 convolution, batch norm, ReLU; "same" padding (129 rows of 257 after conv1_1, 64 after
    pool1, as in the paper from there on)."""
    return nn.Sequential(
        # Batch norm brings the bias.
        nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class VGGTower(Tower):
    """(N, in_channels, 224, 224) -> (N, 512, 14, 14), or (N, 1, 257, 200) -> (N, 512, 16, 12)."""

    channels = 512
    pooling = "max"

    def __init__(self, in_channels: int) -> None:
        super().__init__()
        self.conv1_1 = _conv(in_channels, 64, stride=2)
        self.conv1_2 = _conv(64, 64)
        self.conv2_1 = _conv(64, 128)
        self.conv2_2 = _conv(128, 128)
        self.conv3_1 = _conv(128, 256)
        self.conv3_2 = _conv(256, 256)
        self.conv4_1 = _conv(256, 512)
        self.conv4_2 = _conv(512, 512)
        self.pool = nn.MaxPool2d(2)

    def forward(self, pictures: Tensor) -> Tensor:
        x = self.pool(self.conv1_2(self.conv1_1(pictures)))
        x = self.pool(self.conv2_2(self.conv2_1(x)))
        x = self.pool(self.conv3_2(self.conv3_1(x)))
        return self.conv4_2(self.conv4_1(x))
