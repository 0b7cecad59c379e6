"""The row of a network that only ever saw pictures: EfficientNet-Lite0, trained on ImageNet."""

from collections.abc import Iterable

import numpy as np
import torch

from avol.data.pairs.pairs import PairFormat, PairMaker
from avol.data.shards.clips import Clip
from avol.evaluation.retrieval.clip_embeddings import moments
from avol.evaluation.retrieval.evaluate import Space
from avol.models.pretrained import pretrained_vision_encoder

SIDE = 448
_MEAN, _STD = 127 / 255, 128 / 255  # as it was trained
_FORM = PairFormat(size=SIDE, mean=(_MEAN, _MEAN, _MEAN), std=(_STD, _STD, _STD), augment=False)


@torch.inference_mode()
def image_only(clips: Iterable[Clip], seed: int = 0) -> Space:
    """The eye's last features, averaged over places, of the same moments as `embed` takes.

    Ours; the paper's row is VGG16's. Compared by angle. Raises WeightsError where it is missing.
    """
    eye, maker, still = (
        pretrained_vision_encoder()[0].eval(),
        PairMaker(_FORM),
        np.random.default_rng(0),
    )
    vectors = torch.cat(
        [
            eye(maker.image(clip, frame, still)[None]).mean(dim=(-2, -1))
            for clip, frame in moments(clips, seed)
        ]
    )
    return Space(torch.nn.functional.normalize(vectors).double().numpy())
