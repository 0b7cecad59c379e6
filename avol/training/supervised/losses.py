"""Loss terms on logits of image-sound pairs."""

import torch
from torch import Tensor
from torch.nn import functional

LOW_LOGIT = -1e4
"""A logit below all real ones that still has a finite gradient."""


def mean_negative_loss(logits: Tensor) -> Tensor:
    """Mean cross-entropy of logits whose target is 0; zero if there are none."""
    return functional.softplus(logits).sum() / max(1, logits.numel())


def contrastive_loss(positives: Tensor, negatives: Tensor, valid: Tensor, dim: int) -> Tensor:
    """Mean cross-entropy of each positive against all negatives along a dimension.

    Args:
        positives: (S, A) logits of pairs of a scene and an audio window.
        negatives: (S, A) logits; LOW_LOGIT where a pair is not a mismatch.
        valid: (S, A) the pairs that are positives.
        dim: 1 for the negatives of the same scene, 0 for those of the same audio window.
    """
    if not valid.any():
        return positives.sum() * 0
    negative = negatives.logsumexp(dim, keepdim=True).expand_as(positives)
    return (torch.logaddexp(positives, negative) - positives)[valid].mean()
