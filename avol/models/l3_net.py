"""L3-Net: the earlier baseline, which concatenates both vectors (paper §3, "L3-Net")."""

import torch
from torch import Tensor, nn

from avol.core.constants import EMBEDDING_SIZE
from avol.models.encoders.base import Encoder
from avol.models.heads import pool


class L3Net(nn.Module):
    """Classifies the concatenated vectors, which are not aligned with one another."""

    def __init__(self, vision: Encoder, sound: Encoder) -> None:
        super().__init__()
        self.vision, self.sound = vision, sound
        self.fc1 = nn.Linear(vision.channels + sound.channels, EMBEDDING_SIZE)
        self.fc2 = nn.Linear(EMBEDDING_SIZE, 2)

    def encode_image(self, images: Tensor) -> Tensor:
        """(N, 3, S, S) normalised images -> (N, channels of the encoder)."""
        return pool(self.vision(images), self.vision.pooling)

    def encode_audio(self, spectrograms: Tensor) -> Tensor:
        """(N, 1, bins, columns) normalised log-spectrograms -> (N, channels of the encoder)."""
        return pool(self.sound(spectrograms), self.sound.pooling)

    def logits(self, image: Tensor, audio: Tensor) -> Tensor:
        """(N, C) each -> (N, 2) logits: does not correspond, corresponds."""
        return self.fc2(self.fc1(torch.cat([image, audio], dim=1)).relu())

    def forward(self, images: Tensor, spectrograms: Tensor) -> Tensor:
        return self.logits(self.encode_image(images), self.encode_audio(spectrograms))
