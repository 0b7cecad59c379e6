"""Batches and loss of the correspondence task (paper §2)."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from avol.data.pairs.pairs import AVPair


@dataclass(frozen=True)
class Batch:
    """A batch of pairs."""

    images: Tensor  # (N, 3, S, S) normalised, or the input of an encoder with motion
    spectrograms: Tensor  # (N, 1, bins, columns) normalised
    match: Tensor  # (N,) 1.0 if the sound belongs to the image, else 0.0

    @classmethod
    def collate(cls, pairs: Sequence[AVPair]) -> "Batch":
        """Stacks single pairs; the collate function of the DataLoader."""
        return cls(
            torch.stack([pair.image for pair in pairs]),
            torch.stack([pair.spectrogram for pair in pairs]),
            torch.tensor([float(pair.match) for pair in pairs]),
        )

    def to(self, device: torch.device, channels_last: bool) -> "Batch":
        """Copies the batch to a device; optionally 4-D tensors get the channels-last layout."""

        def copy(tensor: Tensor) -> Tensor:
            last = channels_last and tensor.ndim == 4
            layout = torch.channels_last if last else torch.preserve_format
            return tensor.to(device, non_blocking=True, memory_format=layout)

        return Batch(copy(self.images), copy(self.spectrograms), copy(self.match))


def correspondence_loss(log_odds: Tensor, match: Tensor) -> Tensor:
    """Mean cross-entropy in nats; ln 2 = 0.693 at chance."""
    return functional.binary_cross_entropy_with_logits(log_odds, match)
