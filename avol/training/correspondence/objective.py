"""The question that is trained: does this second of sound belong to this picture (paper §2)?"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from avol.data.pairs.pairs import AVPair


@dataclass(frozen=True)
class Batch:
    """Pairs of a picture and a second of sound, as the networks take them."""

    pictures: Tensor  # (N, 3, S, S) normalised, or what a tower that sees motion takes
    spectrograms: Tensor  # (N, 1, bins, columns) normalised
    match: Tensor  # (N,) 1.0 where the sound was recorded with the picture, else 0.0

    @classmethod
    def of(cls, pairs: Sequence[AVPair]) -> "Batch":
        """Single pairs stacked, as a DataLoader collates them."""
        return cls(
            torch.stack([pair.picture for pair in pairs]),
            torch.stack([pair.spectrogram for pair in pairs]),
            torch.tensor([float(pair.match) for pair in pairs]),
        )

    def to(self, device: torch.device, channels_last: bool) -> "Batch":
        """The same on a device, and laid out as asked for (what has four dimensions)."""

        def moved(tensor: Tensor) -> Tensor:
            last = channels_last and tensor.ndim == 4
            kept = torch.channels_last if last else torch.preserve_format
            return tensor.to(device, non_blocking=True, memory_format=kept)

        return Batch(moved(self.pictures), moved(self.spectrograms), moved(self.match))


def loss(log_odds: Tensor, match: Tensor) -> Tensor:
    """Mean cross-entropy in nats; ln 2 = 0.693 for one who guesses."""
    return functional.binary_cross_entropy_with_logits(log_odds, match)
