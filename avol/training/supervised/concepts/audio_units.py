"""The audio head of the concepts, by ridge regression on the features of both taggers.

What counts is how much more probable a concept is than on average: speech and music are probable in
most recordings, so their bare probabilities would outweigh all others. The head gives a power of
that ratio, a weighted geometric mean of the two taggers, against a constant for "none".
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from avol.training.supervised.concepts.units import ConceptUnits

SHARPNESS = 1.0
"""Exponent of the ratio; larger ones follow the loudest concept more (docs/weights.md)."""
NONE_WEIGHT = 0.3
"""Weight of "none", in mean sums over all concepts."""
TUNED_SHARE = 0.3
"""Share of the fine-tuned YAMNet, which knows fewer classes and confuses more instruments, in the
geometric mean. The three numbers were chosen on the development clips and the demo clip."""
_TAGGER_FLOOR, _FINE_TUNED_FLOOR = 1e-4, 1e-3
"""Probabilities below these are noise."""
_RIDGE = 0.3


@dataclass(frozen=True)
class TaggerOutputs:
    """What the taggers say of N audio windows."""

    features: Tensor  # (N, channels) of the pair of encoders
    audioset_logits: Tensor  # (N, 527) of mn04
    fine_tuned: Tensor  # (N, units) class probabilities of the fine-tuned YAMNet


def log_ratios(units: ConceptUnits, outputs: TaggerOutputs, reference: TaggerOutputs) -> Tensor:
    """(N, units) logarithm of how much more probable each concept is than in `reference`."""
    tagger = _log_tagger(units, outputs) - _log_tagger(units, reference).exp().mean(0).log()
    tuned = _log_tuned(units, outputs) - _log_tuned(units, reference).exp().mean(0).log()
    heard = torch.tensor([bool(rows) for rows in units.audioset])
    return torch.where(
        heard & units.in_fine_tuned,
        tagger + TUNED_SHARE * (tuned - tagger),
        torch.where(heard, tagger, tuned),
    )


def fit_audio_head(
    head: nn.Linear, units: ConceptUnits, outputs: TaggerOutputs, reference: TaggerOutputs
) -> None:
    """Fits the layer of the audio head, (channels -> 128), in place.

    Args:
        head: fc1 of `PooledClassHead`; units without a concept get the logit -30.
        units: the concepts.
        outputs: what the taggers say of the windows to fit.
        reference: of ordinary audio, whose means count as the average.
    """
    targets = log_ratios(units, outputs, reference)
    weight, bias = _ridge(outputs.features, targets)
    sums = (SHARPNESS * log_ratios(units, reference, reference)).exp().sum(1)
    none = torch.log(NONE_WEIGHT * sums.mean())
    with torch.no_grad():
        head.weight.zero_()
        head.bias.fill_(-30.0)
        head.weight[: len(units.names)] = SHARPNESS * weight
        head.bias[: len(units.names)] = SHARPNESS * bias - none


def _log_tagger(units: ConceptUnits, outputs: TaggerOutputs) -> Tensor:
    probabilities = outputs.audioset_logits.sigmoid()
    columns = [
        probabilities[:, list(rows)].amax(1) if rows else torch.zeros(len(probabilities))
        for rows in units.audioset
    ]
    return (torch.stack(columns, 1) + _TAGGER_FLOOR).log()


def _log_tuned(units: ConceptUnits, outputs: TaggerOutputs) -> Tensor:
    return (units.select_fine_tuned(outputs.fine_tuned) + _FINE_TUNED_FLOOR).log()


def _ridge(features: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    """Weights (targets, channels) and biases of a ridge regression on scaled features."""
    mean, centre, scale = features.mean(0), targets.mean(0), features.std(0) + 0.02
    scaled = (features - mean) / scale
    penalty = _RIDGE * len(scaled) * torch.eye(scaled.shape[1])
    solution = torch.linalg.solve(scaled.T @ scaled + penalty, scaled.T @ (targets - centre))
    weight = (solution / scale[:, None]).T
    return weight, centre - weight @ mean
