"""AVOL-Net, which finds the object that sounds (paper §5, figure 6)."""

import torch
from torch import Tensor, nn

from avol.core.constants import EMBEDDING_SIZE
from avol.models.encoders.base import Encoder
from avol.models.heads import (
    Calibration,
    GridClassHead,
    GridHead,
    Heads,
    PooledClassHead,
    VectorHead,
    pool,
)


class AVOLNet(nn.Module):
    """Scalar products of one sound vector with the picture's 14 x 14 vectors, calibrated.

    Neither side is normalised, so that background can answer low to every sound. With the paper's
    towers it has 9.54 M parameters and takes 5.16 GMAC a pair. With heads of
    "shares" both vectors are shares of 128 things (ours, `heads.shares`).
    """

    def __init__(self, vision: Encoder, sound: Encoder, heads: Heads = "paper") -> None:
        super().__init__()
        self.vision, self.sound = vision, sound
        self.vision_head = (GridHead if heads == "paper" else GridClassHead)(vision.channels)
        self.sound_head = (VectorHead if heads == "paper" else PooledClassHead)(sound.channels)
        # The scale starts positive, so that a large product means "corresponds". Ours: 1/sqrt(128)
        # keeps the first logits near one, and the bias starts low: most places are silent.
        self.conv7 = Calibration(scale=EMBEDDING_SIZE**-0.5, bias=-2.0)

    def encode_image(self, pictures: Tensor) -> Tensor:
        """(N, 3, S, S) normalised pictures -> (N, 128, 14, 14)."""
        return self.vision_head(self.vision(pictures))

    def encode_audio(self, spectrograms: Tensor) -> Tensor:
        """(N, 1, bins, columns) normalised log-spectrograms -> (N, 128)."""
        return self.sound_head(pool(self.sound(spectrograms), self.sound.pooling))

    def logits(self, seen: Tensor, heard: Tensor) -> Tensor:
        """(N, 128, 14, 14) and (N, 128) -> (N, 14, 14) logits of "this place makes this sound"."""
        return self.conv7(torch.einsum("nchw,nc->nhw", seen, heard))

    def forward(self, pictures: Tensor, spectrograms: Tensor) -> Tensor:
        """Logits (N, 14, 14). Their sigmoid is the map; its maximum says whether the two match."""
        return self.logits(self.encode_image(pictures), self.encode_audio(spectrograms))
