"""AVE-Net, whose two embeddings are aligned, for cross-modal retrieval (paper §3, figure 2)."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from avol.models.encoders.base import Encoder
from avol.models.heads import VectorHead, pool


class AVENet(nn.Module):
    """Both sides on the unit sphere; whether they correspond is read off their distance alone."""

    def __init__(self, vision: Encoder, sound: Encoder) -> None:
        super().__init__()
        self.vision, self.sound = vision, sound
        self.vision_head = VectorHead(vision.channels)
        self.sound_head = VectorHead(sound.channels)
        self.fc3 = nn.Linear(1, 2)
        with torch.no_grad():  # a small distance means "corresponds"; ours: the threshold at 1
            self.fc3.weight.copy_(torch.tensor([[1.0], [-1.0]]))
            self.fc3.bias.copy_(torch.tensor([-1.0, 1.0]))

    def encode_image(self, pictures: Tensor) -> Tensor:
        """(N, 3, S, S) normalised pictures -> (N, 128), L2 norm 1."""
        return functional.normalize(
            self.vision_head(pool(self.vision(pictures), self.vision.pooling))
        )

    def encode_audio(self, spectrograms: Tensor) -> Tensor:
        """(N, 1, bins, columns) normalised log-spectrograms -> (N, 128), L2 norm 1."""
        return functional.normalize(
            self.sound_head(pool(self.sound(spectrograms), self.sound.pooling))
        )

    def logits(self, seen: Tensor, heard: Tensor) -> Tensor:
        """(N, 128) each -> (N, 2) logits: does not correspond, corresponds."""
        distance = functional.pairwise_distance(seen, heard)
        return self.fc3(distance[:, None])

    def forward(self, pictures: Tensor, spectrograms: Tensor) -> Tensor:
        return self.logits(self.encode_image(pictures), self.encode_audio(spectrograms))
