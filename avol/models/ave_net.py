"""AVE-Net: aligned embeddings for cross-modal retrieval (paper §3, figure 2)."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from avol.models.encoders.base import Encoder
from avol.models.heads import VectorHead, pool


class AVENet(nn.Module):
    """Encodes both modalities to unit vectors; correspondence depends on their distance alone."""

    def __init__(self, vision: Encoder, sound: Encoder) -> None:
        super().__init__()
        self.vision, self.sound = vision, sound
        self.vision_head = VectorHead(vision.channels)
        self.sound_head = VectorHead(sound.channels)
        self.fc3 = nn.Linear(1, 2)
        # A small distance means "corresponds"; the initial threshold of 1 is not in the paper.
        with torch.no_grad():
            self.fc3.weight.copy_(torch.tensor([[1.0], [-1.0]]))
            self.fc3.bias.copy_(torch.tensor([-1.0, 1.0]))

    def encode_image(self, images: Tensor) -> Tensor:
        """(N, 3, S, S) normalised images -> (N, 128), L2 norm 1."""
        features = pool(self.vision(images), self.vision.pooling)
        return functional.normalize(self.vision_head(features))

    def encode_audio(self, spectrograms: Tensor) -> Tensor:
        """(N, 1, bins, columns) normalised log-spectrograms -> (N, 128), L2 norm 1."""
        features = pool(self.sound(spectrograms), self.sound.pooling)
        return functional.normalize(self.sound_head(features))

    def logits(self, image: Tensor, audio: Tensor) -> Tensor:
        """(N, 128) each -> (N, 2) logits: does not correspond, corresponds."""
        distance = functional.pairwise_distance(image, audio)
        return self.fc3(distance[:, None])

    def forward(self, images: Tensor, spectrograms: Tensor) -> Tensor:
        return self.logits(self.encode_image(images), self.encode_audio(spectrograms))
