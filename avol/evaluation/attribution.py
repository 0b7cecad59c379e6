"""What in a second of sound made a place of the picture light up.

Integrated gradients (Sundararajan et al., arXiv 1703.01365) of the place's logit with respect to
the log-spectrogram, on the straight line from silence; that it is asked of AVOL-Net is ours.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

import numpy as np
import torch
from torch import Tensor

from avol.checkpoints import load_network
from avol.embedder import Floats, read_only
from avol.errors import WeightsError
from avol.model_card import ModelCard
from avol.models import AVOLNet

STEPS = 16
"""Points between silence and the sound at which the gradient is taken."""


class Attribution:
    """The sound half of an AVOL-Net in plain torch, to be asked which sound drove a score."""

    def __init__(self, card: ModelCard, network: AVOLNet) -> None:
        spec = card.spectrogram
        self._network = network.eval().requires_grad_(False)
        self._silence = float((np.log(spec.offset) - spec.mean) / spec.std)

    @classmethod
    def load(cls, name_or_path: str | Path) -> Self:
        """Load a shipped checkpoint by name, or any by its path; WeightsError if it has no map."""
        card, network = load_network(name_or_path)
        if not isinstance(network, AVOLNet):
            raise WeightsError(f"{card.title} gives no map; choose a checkpoint of an AVOL-Net.")
        return cls(card, network)

    def __call__(self, place: Floats, spectrogram: Floats) -> Floats:
        """What each cell of the log-spectrogram adds to the logit of a place.

        Args:
            place: (128,), one place of `ImageEmbedding.embedding`.
            spectrogram: (bins, columns) as in `AudioEmbedding.spectrogram`.

        Returns:
            (bins, columns) float32, read-only, in logits; negative where the sound speaks against
            the place. Its sum is the logit less that of silence, as near as `STEPS` come.
        """
        height = torch.tensor(spectrogram) - self._silence
        shares = (torch.arange(STEPS) + 0.5) / STEPS
        way = self._silence + shares[:, None, None] * height
        return read_only((self._gradients(torch.tensor(place), way).mean(dim=0) * height).numpy())

    def _gradients(self, place: Tensor, sounds: Tensor) -> Tensor:
        """Of the place's logit for each of the sounds (N, bins, columns), of the same shape."""
        with torch.enable_grad():
            asked = sounds.requires_grad_()
            logits = self._network.conv7(self._network.encode_audio(asked[:, None]) @ place)
            return torch.autograd.grad(logits.sum(), asked)[0]
