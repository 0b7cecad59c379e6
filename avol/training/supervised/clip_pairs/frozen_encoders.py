"""Both encoders of a network, frozen."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from avol.audio.log_spectrogram import Floats, LogSpectrogram, SpectrogramSpec
from avol.models.avol_net import AVOLNet
from avol.models.encoders.base import Pooling
from avol.models.heads import pool
from avol.training.supervised.features import encoder_graph, normalize_images


class FrozenEncoders:
    """Gives the features that the heads are computed from."""

    def __init__(self, network: AVOLNet, image_size: int, spec: SpectrogramSpec) -> None:
        self.spec, self._size = spec, image_size
        self._pooling: Pooling = network.sound.pooling
        self._look = encoder_graph(
            network.vision, np.zeros((1, 3, image_size, image_size), np.float32)
        )
        self._hear = encoder_graph(
            network.sound, np.zeros((1, 1, spec.bins, spec.columns), np.float32)
        )
        self._log_spectrogram = LogSpectrogram(spec)

    def image(self, image: NDArray[np.uint8]) -> Tensor:
        """(H, W, 3) RGB -> (196, channels), half precision."""
        grid = torch.from_numpy(self._look(normalize_images([image], self._size)))
        return grid[0].flatten(1).T.half()

    def audio(self, wave: Floats) -> Tensor:
        """(samples,) of `spec` -> (channels,)."""
        grid = torch.from_numpy(self._hear(self._log_spectrogram(wave)[None, None]))
        return pool(grid, self._pooling)[0]
