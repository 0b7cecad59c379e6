"""The two encoders of a network with the input format that every engine uses."""

import torch
from torch import Tensor, nn

from avol.model_card import RGB, ModelCard
from avol.models import AVENet, AVOLNet, L3Net

Network = AVOLNet | AVENet | L3Net


class ImageEncoderModule(nn.Module):
    """(N, S, S, 3) RGB of 0..255 -> (N, 14, 14, 128); applies the model card's normalisation."""

    mean: Tensor
    std: Tensor

    def __init__(self, network: Network, card: ModelCard) -> None:
        super().__init__()
        self.network = network
        self.register_buffer("mean", _broadcast(card.image_mean), persistent=False)
        self.register_buffer("std", _broadcast(card.image_std), persistent=False)

    def forward(self, images: Tensor) -> Tensor:
        images = images.permute(0, 3, 1, 2).to(self.mean.dtype)
        return self.network.encode_image((images - self.mean) / self.std).movedim(1, -1)


def _broadcast(channels: RGB) -> Tensor:
    """Scale to 0..255 for (N, 3, S, S); a scalar where the channels agree, which is faster."""
    values = 255 * torch.tensor(channels)
    return values[0] if (values == values[0]).all() else values[:, None, None]


class AudioEncoderModule(nn.Module):
    """(N, bins, columns) normalised log-spectrograms -> (N, 128)."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, spectrograms: Tensor) -> Tensor:
        return self.network.encode_audio(spectrograms[:, None])
