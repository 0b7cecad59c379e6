"""An eye and an ear that learn a made world in seconds, for lessons and tests. Ours."""

from torch import Tensor, nn

from avol.models.encoders.base import Encoder
from avol.models.encoders.vgg import flat


class TinyVisionEncoder(Encoder):
    """Three halvings: (N, 3, 112, 112) -> (N, 48, 14, 14)."""

    channels = 48
    pooling = "max"

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = flat(3, 16, 2)
        self.conv2 = flat(16, 32, 2)
        self.conv3 = flat(32, self.channels, 2)

    def forward(self, pictures: Tensor) -> Tensor:
        return self.conv3(self.conv2(self.conv1(pictures)))


class TinyAudioEncoder(Encoder):
    """One layer of whole spectra: (N, 1, 64, 96) log-mel -> (N, 48, 1, 23).

    Few layers that slide along the frequencies would not tell one pure tone from another.
    """

    channels = 48
    pooling = "max"

    def __init__(self) -> None:
        super().__init__()
        self.spectra = nn.Conv2d(1, self.channels, (64, 5), stride=(1, 4), bias=False)
        self.norm = nn.BatchNorm2d(self.channels)

    def forward(self, pictures: Tensor) -> Tensor:
        return self.norm(self.spectra(pictures)).relu()
