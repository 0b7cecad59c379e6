"""AVC accuracy: classification of matched and mismatched pairs (paper §3.2)."""

import numpy as np
import torch
from numpy.typing import NDArray

from avol.core.estimate import Estimate
from avol.errors import InputError
from avol.evaluation.bootstrap import FileBootstrap
from avol.evaluation.retrieval.clip_embeddings import ClipEmbeddings


@torch.inference_mode()
def avc_accuracy(embeddings: ClipEmbeddings, seed: int = 0) -> Estimate:
    """Fraction of pairs classified correctly; chance is 0.5.

    Each clip gives two pairs: its image with its own audio, and with the audio of a clip of another
    video. Each clip's audio occurs about once in a mismatched pair.

    Raises:
        InputError: all clips are of one video.
    """
    others = mismatched_clips(embeddings.videos, seed)
    model, image, audio = embeddings.model, embeddings.image, embeddings.audio
    correct = [
        model.match_logits(image, audio) > 0,
        model.match_logits(image, audio[others]) <= 0,
    ]
    files = [*embeddings.videos, *embeddings.videos]
    return FileBootstrap(files).mean(torch.cat(correct).double().numpy())


def mismatched_clips(videos: tuple[str, ...], seed: int) -> NDArray[np.intp]:
    """For each clip (n,) the number of a clip of another video, nearly a permutation."""
    if len(set(videos)) < 2:
        raise InputError("All clips are of one video, so no pair mismatches; add other videos.")
    random = np.random.default_rng(seed)
    names = np.array(videos)
    order = random.permutation(len(names))
    other = np.empty_like(order)
    other[order] = np.roll(order, 1)
    for row in np.nonzero(names[other] == names)[0]:
        other[row] = random.choice(np.nonzero(names != names[row])[0])
    return other
