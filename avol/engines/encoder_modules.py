"""The two encoders of a network with the input format that every engine uses."""

import torch
from torch import Tensor, nn

from avol.core.constants import EMBEDDING_SIZE
from avol.engines.base import Encoded, Floats
from avol.errors import EngineError
from avol.model_card import RGB, ModelCard
from avol.models import AVENet, AVOLNet, L3Net
from avol.models.heads import pool

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
        return self.network.encode_image(self.normalise(images)).movedim(1, -1)

    def normalise(self, images: Tensor) -> Tensor:
        """(N, S, S, 3) of 0..255 -> (N, 3, S, S), the input of the network."""
        images = images.permute(0, 3, 1, 2).to(self.mean.dtype)
        return (images - self.mean) / self.std


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


class ImageFeaturesModule(ImageEncoderModule):
    """(N, S, S, 3) RGB of 0..255 -> (N, 14, 14, 128 + C): embedding and features of a cell."""

    def forward(self, images: Tensor) -> Tensor:
        network = with_heads(self.network)
        features = network.vision(self.normalise(images))
        parts = [network.vision_head(features).float(), features.float()]
        return torch.cat(parts, dim=1).movedim(1, -1)


class AudioFeaturesModule(AudioEncoderModule):
    """(N, bins, columns) normalised log-spectrograms -> (N, 128 + C): embedding and features."""

    def forward(self, spectrograms: Tensor) -> Tensor:
        network = with_heads(self.network)
        features = pool(network.sound(spectrograms[:, None]), network.sound.pooling)
        return torch.cat([network.sound_head(features).float(), features.float()], dim=1)


def with_heads(network: Network) -> AVOLNet:
    """Return the network if its class heads can be extended; EngineError otherwise."""
    if not isinstance(network, AVOLNet):
        raise EngineError("This network has no heads that can be extended; choose “avol”.")
    return network


def split_features(outputs: Floats) -> Encoded:
    """Split the output of `ImageFeaturesModule` or `AudioFeaturesModule`."""
    return Encoded(outputs[..., :EMBEDDING_SIZE], outputs[..., EMBEDDING_SIZE:])
