"""Eager torch on the CPU in float32: runs every network and is the reference for other engines."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from avol.engines.base import Encoded, Floats
from avol.engines.encoder_modules import (
    AudioEncoderModule,
    AudioFeaturesModule,
    ImageEncoderModule,
    ImageFeaturesModule,
    Network,
    split_features,
)
from avol.model_card import ModelCard


class TorchEngine:
    """Runs the network eagerly."""

    name = "CPU torch"

    def __init__(self, card: ModelCard, network: Network, threads: int = 1) -> None:
        network = network.eval().to(memory_format=torch.channels_last)
        self._image_encoder = ImageEncoderModule(network, card)
        self._audio_encoder = AudioEncoderModule(network)
        self._image_features = ImageFeaturesModule(network, card)
        self._audio_features = AudioFeaturesModule(network)
        self._threads = threads

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128)."""
        return self._run(self._image_encoder, images)

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        """(N, bins, columns) -> (N, 128)."""
        return self._run(self._audio_encoder, spectrograms)

    def encode_images_with_features(self, images: NDArray[np.uint8]) -> Encoded:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128) and (N, 14, 14, C)."""
        return split_features(self._run(self._image_features, images))

    def encode_spectrograms_with_features(self, spectrograms: Floats) -> Encoded:
        """(N, bins, columns) -> (N, 128) and (N, C)."""
        return split_features(self._run(self._audio_features, spectrograms))

    def _run(self, encoder: nn.Module, inputs: np.ndarray) -> Floats:
        if torch.get_num_threads() != self._threads:
            torch.set_num_threads(self._threads)
        with torch.inference_mode():
            return encoder(torch.tensor(inputs)).contiguous().numpy()
