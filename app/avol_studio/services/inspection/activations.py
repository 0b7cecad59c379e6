"""The activations of a stage with their colour levels, made by the thread that computes them.

The largest stage has almost a million numbers, too many for the window's thread.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
ZERO, STEPS = 128, 127
"""The level of 0, and the levels on each side of it."""
STRONGEST = 0.999
"""Quantile of the magnitudes that gets the strongest colour."""


@dataclass(frozen=True, slots=True, eq=False)
class Activations:
    """What a stage returns, as it is drawn.

    values: (rows, columns, channels) or (numbers,). scale: the magnitude with the strongest colour,
    one for all channels. strengths: the largest magnitude of each channel. levels: 1 to 255, as
    (channels, rows, columns) or (numbers,).
    """

    values: Floats
    scale: float
    strengths: Floats
    levels: NDArray[np.uint8]

    @property
    def is_grid(self) -> bool:
        """Whether the stage has rows and columns."""
        return self.values.ndim == 3


def prepare_activations(values: Floats) -> Activations:
    """Compute the colour levels of a stage."""
    magnitude = np.abs(values)
    strengths = magnitude.reshape(-1, values.shape[-1]).max(axis=0)
    scale = float(np.quantile(magnitude, STRONGEST)) or float(strengths.max()) or 1.0
    levels = np.rint(np.clip(values / scale, -1, 1) * STEPS + ZERO).astype(np.uint8)
    return Activations(values, scale, strengths, np.ascontiguousarray(np.moveaxis(levels, -1, 0)))
