"""Sets the units of AVOL-Net's class heads: one of 128 units per class (not in the paper).

The classifier of the encoder supplies the weights of a class of the catalogue. The pretrained class
weights supply those of a class without photographs or recordings.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from avol.core.constants import EMBEDDING_SIZE
from avol.training.supervised.class_mapping import SoundingClass

MIN_EXAMPLES = 2
"""Photographs or recordings of a class from which on the classifier is used."""
_PRETRAINED_SLOPE = 2.0
_TYPICAL_QUANTILE = 0.9
_UNUSED_LOGIT = -30.0
"""Logit of a unit without a class."""


@dataclass(frozen=True)
class EncoderStats:
    """Class weights of one encoder and statistics of its features."""

    classifier: nn.Linear  # (labels + 1, channels), the last for "none of these"
    class_weights: Tensor  # (classes, channels) of the pretrained encoder
    class_names: list[str]  # of these rows
    typical_features: Tensor  # (N, channels) features of typical inputs
    example_counts: Mapping[str, int]  # items of the catalogue by label
    detection_rate: float  # fraction of typical inputs in which a pretrained class is detected


def unit_classes(labels: list[str], classes: list[SoundingClass]) -> list[str]:
    """Classes of the units: the labels, then classes in both ImageNet and AudioSet."""
    pretrained = [c.name for c in classes if c.imagenet and c.audioset and c.name not in labels]
    return [*labels, *pretrained][:EMBEDDING_SIZE]


def set_class_units(
    layer: nn.Linear | nn.Conv2d,
    units: list[str],
    pretrained_classes: Mapping[str, tuple[str, ...]],
    stats: EncoderStats,
) -> None:
    """Sets a layer so that unit n is the logit of `units[n]` against "none of these".

    Args:
        layer: conv5 or fc1, changed in place.
        units: classes of the units, the labels first.
        pretrained_classes: pretrained classes by unit.
        stats: class weights of the encoder.
    """
    weight = torch.zeros(EMBEDDING_SIZE, stats.class_weights.shape[1])
    bias = torch.full((EMBEDDING_SIZE,), _UNUSED_LOGIT)
    rows, offsets = stats.classifier.weight.detach(), stats.classifier.bias.detach()
    for number, unit in enumerate(units):
        is_label = number < len(offsets) - 1
        names = pretrained_classes.get(unit, ())
        if is_label and (stats.example_counts.get(unit, 0) >= MIN_EXAMPLES or not names):
            weight[number] = rows[number] - rows[-1]
            bias[number] = offsets[number] - offsets[-1]
        else:
            weight[number], bias[number] = _pretrained_unit(stats, names)
    with torch.no_grad():
        layer.weight.copy_(weight.reshape(layer.weight.shape))
        if layer.bias is not None:
            layer.bias.copy_(bias)


def _pretrained_unit(stats: EncoderStats, names: tuple[str, ...]) -> tuple[Tensor, Tensor]:
    """Weights and bias of a unit from pretrained classes; logit 0 at the detection rate."""
    known = [name for name in names if name in stats.class_names]
    rows = [stats.class_weights[stats.class_names.index(name)] for name in known]
    row = torch.stack(rows).mean(0)
    scores = (stats.typical_features @ row).numpy()
    typical, rare = np.quantile(scores, [_TYPICAL_QUANTILE, 1 - stats.detection_rate])
    slope = _PRETRAINED_SLOPE / max(float(rare - typical), 1e-6)
    return row * slope, torch.tensor(-float(rare) * slope)


def apply_temperature(layer: nn.Linear | nn.Conv2d, temperature: float) -> None:
    """Divides the logits of a layer by a temperature, in place."""
    with torch.no_grad():
        for values in layer.parameters():
            values.div_(temperature)
