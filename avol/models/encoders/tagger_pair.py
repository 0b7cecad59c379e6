"""YAMNet for the last second and mn04 for the whole window, as one audio encoder.

The first follows a change of the sound at once, the second knows more classes, and both together
classify better than either (not in the paper).
"""

import torch
from torch import Tensor
from torch.nn import Parameter

from avol.audio.log_spectrogram import YAMNET
from avol.models.encoders.base import Encoder
from avol.models.encoders.mobilenet import MobileNetAudioEncoder
from avol.models.encoders.mobilenet_v3 import MobileNetV3AudioEncoder

RECENT_SHARE = 0.5
"""Share of the last second in mn04's features, of "mobilenet-pair-recent"."""


class TaggerPairEncoder(Encoder):
    """(N, 1, 192, 300) spectrogram of `YAMNET_MN04` -> (N, 1536, 1, 1), YAMNet's 1024 first.

    The last second counts most in mn04 too, so that a sound that has ended does not keep its source
    lit. Files centre that second on the frame, live input ends with it.
    """

    channels = MobileNetAudioEncoder.channels + MobileNetV3AudioEncoder.channels
    pooling = "mean"

    def __init__(self, recent_share: float = 0.0) -> None:
        """Build the encoder; `recent_share` is that of `MobileNetV3AudioEncoder`."""
        super().__init__()
        self.recent = MobileNetAudioEncoder()
        self.long = MobileNetV3AudioEncoder(recent_share)

    def forward(self, inputs: Tensor) -> Tensor:
        recent = self.recent(inputs[:, :, : YAMNET.bins, -YAMNET.columns :])
        long = self.long(inputs[:, :, YAMNET.bins :])
        return torch.cat([recent.mean(dim=(2, 3), keepdim=True), long], dim=1)

    def upper_parameters(self) -> list[Parameter]:
        return [*self.recent.upper_parameters(), *self.long.upper_parameters()]
