"""A tower that learns a made world in seconds, for lessons and tests. Ours."""

from torch import Tensor

from avol.nets.towers.base import Tower
from avol.nets.towers.vgg import flat


class TinyTower(Tower):
    """Three halvings: (N, in_channels, 112, 112) -> (N, 48, 14, 14), or (N, 1, 64, 96) ->
    (N, 48, 8, 12)."""

    channels = 48
    pooling = "max"

    def __init__(self, in_channels: int) -> None:
        super().__init__()
        self.conv1 = flat(in_channels, 16, 2)
        self.conv2 = flat(16, 32, 2)
        self.conv3 = flat(32, self.channels, 2)

    def forward(self, pictures: Tensor) -> Tensor:
        return self.conv3(self.conv2(self.conv1(pictures)))
