"""The eyes of AVE+MF and AVE+OF, which see motion (paper §3.4): the paper's tower on 25 frames, and
on a frame beside 10 frames of optical flow. They raise AVC accuracy and do not help retrieval."""

import torch
from torch import Tensor, nn

from avol.models.encoders.base import Encoder
from avol.models.encoders.vgg import VGGEncoder, VGGStem, flat

FRAMES = 25
"""Frames that AVE+MF sees: the second around the middle one."""
FLOWS = 10
"""Flow fields that AVE+OF sees beside one frame, of two channels (right, down) each."""


def deep(inputs: int, outputs: int, stride: int) -> nn.Sequential:
    """3 x 3 x 3 convolution, batch norm, ReLU; the stride is in space only. Ours in time."""
    return nn.Sequential(
        nn.Conv3d(inputs, outputs, 3, stride=(1, stride, stride), padding=1, bias=False),
        nn.BatchNorm3d(outputs),
        nn.ReLU(inplace=True),
    )


class VGGFrames(VGGEncoder):
    """AVE+MF's eye: (N, 3, 25, 224, 224) -> (N, 512, 14, 14).

    The paper calls its convolutions 3-D and says no more. Ours: each spans three frames, each pool
    halves the time (25, 12, 6, 3), and the maximum over what is left is taken.
    """

    def __init__(self) -> None:
        super().__init__(3, layer=deep, pool=nn.MaxPool3d)

    def forward(self, pictures: Tensor) -> Tensor:
        return super().forward(pictures).amax(dim=2)


class VGGFlow(Encoder):
    """AVE+OF's eye: (N, 3 + 20, 224, 224) -> (N, 512, 14, 14).

    The first three channels are the frame, the others the flows, oldest first. Each stream has
    conv1 to conv3 of its own; both are joined in channels before conv4.
    """

    channels = 512
    pooling = "max"

    def __init__(self) -> None:
        super().__init__()
        self.frame = VGGStem(3)
        self.flow = VGGStem(2 * FLOWS)
        self.conv4_1 = flat(512, 512, 1)
        self.conv4_2 = flat(512, 512, 1)

    def forward(self, pictures: Tensor) -> Tensor:
        streams = self.frame(pictures[:, :3]), self.flow(pictures[:, 3:])
        return self.conv4_2(self.conv4_1(torch.cat(streams, dim=1)))
