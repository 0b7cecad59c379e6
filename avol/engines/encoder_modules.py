"""The two halves of a network as every engine runs them: raw picture or spectrogram in."""

import torch
from torch import Tensor, nn

from avol.model_card import ModelCard, Three
from avol.models import AVENet, AVOLNet, L3Net

Network = AVOLNet | AVENet | L3Net


class ImageEncoderModule(nn.Module):
    """(N, S, S, 3) RGB of 0..255 -> (N, 14, 14, 128); the card's normalisation is inside."""

    mean: Tensor
    std: Tensor

    def __init__(self, network: Network, card: ModelCard) -> None:
        super().__init__()
        self.network = network
        self.register_buffer("mean", _broadcast(card.image_mean), persistent=False)
        self.register_buffer("std", _broadcast(card.image_std), persistent=False)

    def forward(self, images: Tensor) -> Tensor:
        pictures = images.permute(0, 3, 1, 2).to(self.mean.dtype)
        return self.network.encode_image((pictures - self.mean) / self.std).movedim(1, -1)


def _broadcast(channels: Three) -> Tensor:
    """In bytes' units, for (N, 3, S, S); one number where the channels agree, which is faster."""
    values = 255 * torch.tensor(channels)
    return values[0] if (values == values[0]).all() else values[:, None, None]


class AudioEncoderModule(nn.Module):
    """(N, bins, columns) normalised log-spectrograms -> (N, 128)."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, spectrograms: Tensor) -> Tensor:
        return self.network.encode_audio(spectrograms[:, None])
