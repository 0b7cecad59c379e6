"""Plain torch on the CPU, float32: runs every network, needs no preparation, sets the reference."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from avol.engines.encoder_modules import AudioEncoderModule, ImageEncoderModule, Network
from avol.model_card import ModelCard

Floats = NDArray[np.float32]


class TorchEngine:
    """The network as it stands, run eagerly."""

    name = "CPU torch"

    def __init__(self, card: ModelCard, network: Network, threads: int = 1) -> None:
        network = network.eval().to(memory_format=torch.channels_last)
        self._see, self._hear, self._threads = (
            ImageEncoderModule(network, card),
            AudioEncoderModule(network),
            threads,
        )

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128)."""
        return self._run(self._see, images)

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        """(N, bins, columns) -> (N, 128)."""
        return self._run(self._hear, spectrograms)

    def _run(self, half: nn.Module, inputs: np.ndarray) -> Floats:
        if torch.get_num_threads() != self._threads:
            torch.set_num_threads(self._threads)
        with torch.inference_mode():
            return half(torch.tensor(inputs)).contiguous().numpy()
