"""Image-only baseline: EfficientNet-Lite0 trained on ImageNet (the paper's is VGG16)."""

from collections.abc import Iterable

import numpy as np
import torch

from avol.data.pairs.pairs import PairFormat, PairMaker
from avol.data.shards.clips import Clip
from avol.evaluation.retrieval.clip_embeddings import draw_frames
from avol.evaluation.retrieval.evaluate import ClipVectors
from avol.models.pretrained import pretrained_vision_encoder

SIDE = 448
_MEAN, _STD = 127 / 255, 128 / 255  # as in its training
_FORM = PairFormat(size=SIDE, mean=(_MEAN, _MEAN, _MEAN), std=(_STD, _STD, _STD), augment=False)


@torch.inference_mode()
def image_only_vectors(clips: Iterable[Clip], seed: int = 0) -> ClipVectors:
    """Last features averaged over the grid, of the same frames as in `embed_clips`.

    Compared by angle. Raises WeightsError if the pretrained weights are missing.
    """
    encoder, maker = pretrained_vision_encoder()[0].eval(), PairMaker(_FORM)
    unused = np.random.default_rng(0)  # without augmentation nothing is drawn
    vectors = torch.cat(
        [
            encoder(maker.image(clip, frame, unused)[None]).mean(dim=(-2, -1))
            for clip, frame in draw_frames(clips, seed)
        ]
    )
    return ClipVectors(torch.nn.functional.normalize(vectors).double().numpy())
