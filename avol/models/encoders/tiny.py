"""Small encoders that train on synthetic clips in seconds, for teaching and tests.

Not in the paper.
"""

from torch import Tensor, nn

from avol.models.encoders.base import Encoder
from avol.models.encoders.vgg import conv_block


class TinyVisionEncoder(Encoder):
    """Three convolutions with stride 2: (N, 3, 112, 112) -> (N, 48, 14, 14)."""

    channels = 48
    pooling = "max"

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = conv_block(3, 16, 2)
        self.conv2 = conv_block(16, 32, 2)
        self.conv3 = conv_block(32, self.channels, 2)

    def forward(self, inputs: Tensor) -> Tensor:
        return self.conv3(self.conv2(self.conv1(inputs)))


class TinyAudioEncoder(Encoder):
    """One layer over whole spectra: (N, 1, 64, 96) log-mel -> (N, 48, 1, 23).

    A few layers that slide along the frequencies could not distinguish pure tones.
    """

    channels = 48
    pooling = "max"

    def __init__(self) -> None:
        super().__init__()
        self.spectra = nn.Conv2d(1, self.channels, (64, 5), stride=(1, 4), bias=False)
        self.norm = nn.BatchNorm2d(self.channels)

    def forward(self, inputs: Tensor) -> Tensor:
        return self.norm(self.spectra(inputs)).relu()
