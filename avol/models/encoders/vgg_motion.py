"""Vision encoders with motion, of AVE+MF and AVE+OF (paper §3.4).

AVE+MF takes 25 frames, AVE+OF a frame and 10 frames of optical flow. They raise AVC accuracy and do
not help retrieval.
"""

import torch
from torch import Tensor, nn

from avol.models.encoders.base import Encoder
from avol.models.encoders.vgg import VGGEncoder, VGGStem, conv_block

FRAMES = 25
"""Input frames of AVE+MF: 1 s around the middle one."""
FLOWS = 10
"""Input flow fields of AVE+OF, of two channels (right, down) each."""


def conv3d_block(inputs: int, outputs: int, stride: int) -> nn.Sequential:
    """Build a 3 x 3 x 3 convolution, batch norm and ReLU; the stride is spatial only.

    The extent in time is not in the paper.
    """
    return nn.Sequential(
        nn.Conv3d(inputs, outputs, 3, stride=(1, stride, stride), padding=1, bias=False),
        nn.BatchNorm3d(outputs),
        nn.ReLU(inplace=True),
    )


class VGGFrames(VGGEncoder):
    """Vision encoder of AVE+MF: (N, 3, 25, 224, 224) -> (N, 512, 14, 14).

    The paper states only that the convolutions are 3-D. Not in the paper: each spans three frames,
    each pool halves the time (25, 12, 6, 3), and the maximum over the rest is taken.
    """

    def __init__(self) -> None:
        super().__init__(3, layer=conv3d_block, pool=nn.MaxPool3d)

    def forward(self, inputs: Tensor) -> Tensor:
        return super().forward(inputs).amax(dim=2)


class VGGFlow(Encoder):
    """Vision encoder of AVE+OF: (N, 3 + 20, 224, 224) -> (N, 512, 14, 14).

    The first three channels are the frame, the others the flow fields, oldest first. Each stream
    has its own conv1 to conv3; conv4 runs on their concatenated channels.
    """

    channels = 512
    pooling = "max"

    def __init__(self) -> None:
        super().__init__()
        self.frame = VGGStem(3)
        self.flow = VGGStem(2 * FLOWS)
        self.conv4_1 = conv_block(512, 512, 1)
        self.conv4_2 = conv_block(512, 512, 1)

    def forward(self, inputs: Tensor) -> Tensor:
        streams = self.frame(inputs[:, :3]), self.flow(inputs[:, 3:])
        return self.conv4_2(self.conv4_1(torch.cat(streams, dim=1)))
