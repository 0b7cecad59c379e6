"""Audio-visual correspondence: log-odds that an image and an audio window match (paper §2)."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from avol.models.ave_net import AVENet
from avol.models.avol_net import AVOLNet
from avol.models.l3_net import L3Net
from avol.models.pooling import maximum


class Correspondence(nn.Module):
    """Binary matching objective around any network: pairs in, log-odds (N,) of a match out."""

    def __init__(
        self,
        network: AVOLNet | AVENet | L3Net,
        pooling: Callable[[Tensor], Tensor] = maximum,
    ) -> None:
        super().__init__()
        self.network, self.pooling = network, pooling

    def forward(self, images: Tensor, spectrograms: Tensor) -> Tensor:
        return self.match_logits(
            self.network.encode_image(images), self.network.encode_audio(spectrograms)
        )

    def match_logits(self, image_embeddings: Tensor, audio_embeddings: Tensor) -> Tensor:
        """Log-odds (N,) of a match from the two encoders' outputs."""
        # Distances and sums of 128 products lose small differences in half precision.
        with torch.autocast(image_embeddings.device.type, enabled=False):
            logits = self.network.logits(image_embeddings.float(), audio_embeddings.float())
            if isinstance(self.network, AVOLNet):
                return self.pooling(logits)
            return logits[:, 1] - logits[:, 0]  # log-odds of a two-class softmax
