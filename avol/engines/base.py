"""Interface of the inference engines."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Engine(Protocol):
    """Runs the two encoders of a checkpoint. Deterministic; for one thread at a time."""

    @property
    def name(self) -> str:
        """Name for the user interface, such as "CPU int8"."""
        ...

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        """(N, S, S, 3) RGB -> AVOL-Net: (N, 14, 14, 128), AVE-Net: (N, 128), L3-Net: (N, C)."""
        ...

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        """(N, bins, columns) normalised log-spectrograms -> (N, 128), L3-Net: (N, C)."""
        ...
