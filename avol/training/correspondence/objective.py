"""The question that is trained: does this second of sound belong to this picture (paper §2)?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from avol.data.pairs.pairs import AVPair
from avol.engines.encoder_modules import Network
from avol.models import AVOLNet
from avol.models.pooling import maximum


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


class Correspondence(nn.Module):
    """Any of the networks as one question: pairs in, the log-odds (N,) of a match out."""

    def __init__(self, network: Network, pooling: Callable[[Tensor], Tensor] = maximum) -> None:
        super().__init__()
        self.network, self.pooling = network, pooling

    def forward(self, pictures: Tensor, spectrograms: Tensor) -> Tensor:
        return self.judge(
            self.network.encode_image(pictures), self.network.encode_audio(spectrograms)
        )

    def judge(self, seen: Tensor, heard: Tensor) -> Tensor:
        """The same from what the network saw and heard."""
        # Distances and sums of 128 products lose their small differences in half precision.
        with torch.autocast(seen.device.type, enabled=False):
            answer = self.network.logits(seen.float(), heard.float())
            if isinstance(self.network, AVOLNet):
                return self.pooling(answer)
            return answer[:, 1] - answer[:, 0]  # of a softmax of two


def loss(log_odds: Tensor, match: Tensor) -> Tensor:
    """Mean cross-entropy in nats; ln 2 = 0.693 for one who guesses."""
    return functional.binary_cross_entropy_with_logits(log_odds, match)
