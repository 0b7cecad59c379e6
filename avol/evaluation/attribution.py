"""Attribution of a grid cell's score to the log spectrogram, by integrated gradients.

Integrated gradients (Sundararajan et al., arXiv 1703.01365) of the cell's logit, on the straight
line from silence to the audio window. Their use on AVOL-Net is not in the paper.
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
"""Points between silence and the audio window at which the gradient is computed."""


class Attribution:
    """Audio encoder of an AVOL-Net in torch, with gradients of a cell's logit."""

    def __init__(self, card: ModelCard, network: AVOLNet) -> None:
        spec = card.spectrogram
        self._network = network.eval().requires_grad_(False)
        self._silence = float((np.log(spec.offset) - spec.mean) / spec.std)

    @classmethod
    def load(cls, name_or_path: str | Path) -> Self:
        """Load a shipped checkpoint by name, or any by path.

        Raises:
            WeightsError: the checkpoint is missing, damaged or not an AVOL-Net.
        """
        card, network = load_network(name_or_path)
        if not isinstance(network, AVOLNet):
            raise WeightsError(f"{card.title} has no map; choose a checkpoint of an AVOL-Net.")
        return cls(card, network)

    def __call__(self, cell: Floats, spectrogram: Floats) -> Floats:
        """Contribution of each bin of the log spectrogram to the logit of a grid cell.

        Args:
            cell: (128,), one cell of `ImageEmbedding.embedding`.
            spectrogram: (bins, columns) as in `AudioEmbedding.spectrogram`.

        Returns:
            (bins, columns) float32, read-only, in logits; negative values lower the logit. The sum
            approximates the logit minus the logit of silence.
        """
        difference = torch.tensor(spectrogram) - self._silence
        fractions = (torch.arange(STEPS) + 0.5) / STEPS
        path = self._silence + fractions[:, None, None] * difference
        gradients = self._gradients(torch.tensor(cell), path)
        return read_only((gradients.mean(dim=0) * difference).numpy())

    def _gradients(self, cell: Tensor, spectrograms: Tensor) -> Tensor:
        """Gradients of the cell's logit with respect to spectrograms (N, bins, columns)."""
        with torch.enable_grad():
            inputs = spectrograms.requires_grad_()
            logits = self._network.conv7(self._network.encode_audio(inputs[:, None]) @ cell)
            return torch.autograd.grad(logits.sum(), inputs)[0]
