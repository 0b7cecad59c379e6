"""AVC accuracy: is it told whether a second of sound belongs to a picture (paper §3.2)?"""

import numpy as np
import torch
from numpy.typing import NDArray

from avol.errors import InputError
from avol.evaluation.bootstrap import Estimate, Resampler
from avol.evaluation.retrieval.clip_embeddings import ClipEmbeddings


@torch.inference_mode()
def avc_accuracy(embedded: ClipEmbeddings, seed: int = 0) -> Estimate:
    """Share of questions answered right; 0.5 for one who guesses.

    Every clip asks twice: its picture with its own second, and with the second of a clip of
    another video, which is as often a wrong one as each other. Every second lies around a frame.

    Raises:
        InputError: all clips are of one video.
    """
    others = strangers(embedded.videos, seed)
    model, seen, heard = embedded.model, embedded.seen, embedded.heard
    right = [model.match_logits(seen, heard) > 0, model.match_logits(seen, heard[others]) <= 0]
    files = [*embedded.videos, *embedded.videos]
    return Resampler(files).mean(torch.cat(right).double().numpy())


def strangers(videos: tuple[str, ...], seed: int) -> NDArray[np.intp]:
    """For each clip one of another video, each but few of them once."""
    if len(set(videos)) < 2:
        raise InputError("All clips are of one video, so no sound is a wrong one; add others.")
    random = np.random.default_rng(seed)
    names = np.array(videos)
    order = random.permutation(len(names))
    other = np.empty_like(order)
    other[order] = np.roll(order, 1)
    for row in np.nonzero(names[other] == names)[0]:
        other[row] = random.choice(np.nonzero(names != names[row])[0])
    return other
