"""AVOL-Net: localizes the object that makes a sound (paper §5, figure 6)."""

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
    """Calibrated scalar products of the audio vector with the 14 x 14 image vectors.

    Neither side is normalised, so that background can score low for every sound. With the paper's
    encoders it has 9.54 M parameters and needs 5.16 GMAC per pair. With heads of "shares" both
    vectors are probabilities of 128 classes (not in the paper, `heads.class_probabilities`).
    """

    def __init__(self, vision: Encoder, sound: Encoder, heads: Heads = "paper") -> None:
        super().__init__()
        self.vision, self.sound = vision, sound
        self.vision_head = (GridHead if heads == "paper" else GridClassHead)(vision.channels)
        self.sound_head = (VectorHead if heads == "paper" else PooledClassHead)(sound.channels)
        # The scale starts positive, so that a large product means "corresponds". The values are
        # not in the paper: 1/sqrt(128) gives first logits near one, and most cells are silent.
        self.conv7 = Calibration(scale=EMBEDDING_SIZE**-0.5, bias=-2.0)

    def encode_image(self, images: Tensor) -> Tensor:
        """(N, 3, S, S) normalised images -> (N, 128, 14, 14)."""
        return self.vision_head(self.vision(images))

    def encode_audio(self, spectrograms: Tensor) -> Tensor:
        """(N, 1, bins, columns) normalised log-spectrograms -> (N, 128)."""
        return self.sound_head(pool(self.sound(spectrograms), self.sound.pooling))

    def logits(self, image: Tensor, audio: Tensor) -> Tensor:
        """(N, 128, 14, 14) and (N, 128) -> (N, 14, 14) logits of correspondence per cell."""
        return self.conv7(torch.einsum("nchw,nc->nhw", image, audio))

    def forward(self, images: Tensor, spectrograms: Tensor) -> Tensor:
        """Compute logits (N, 14, 14): their sigmoid is the map, its maximum the AVC score."""
        return self.logits(self.encode_image(images), self.encode_audio(spectrograms))
