"""AVOL-Net's heads out of what the tuned towers can name: one of the 128 units for each thing.

A thing of the catalogue is named by its tower's tuned layer; one that the catalogue does not show
or does not let hear, by the pretrained tower's classes for it. Ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from avol.core.constants import EMBEDDING_SIZE
from avol.training.supervised.class_mapping import Concept

FEWEST = 2
"""Photographs or recordings of a thing from which on the tuned layer is believed."""
_SLOPE = 2.0
_USUAL = 0.9
_OFF = -30.0
"""Logit of a unit that stands for nothing."""


@dataclass(frozen=True)
class Side:
    """One tower's ways of naming."""

    naming: nn.Linear  # tuned: (labels + 1, channels), the last "none of these"
    rows: Tensor  # (classes, channels) of the pretrained tower
    names: list[str]  # of those classes
    ordinary: Tensor  # (N, channels) what the tower ordinarily answers
    examples: Mapping[str, int]  # how many the catalogue has of a label
    rare: float  # share of ordinary answers above which a class counts


def unit_names(labels: list[str], concepts: list[Concept]) -> list[str]:
    """What the units stand for: the labels, then concepts that have classes on both sides."""
    both = [c.name for c in concepts if c.seen and c.heard and c.name not in labels]
    return [*labels, *both][:EMBEDDING_SIZE]


def fill(
    layer: nn.Linear | nn.Conv2d,
    units: list[str],
    classes: Mapping[str, tuple[str, ...]],
    side: Side,
) -> None:
    """Set a head's layer so that its unit n is the logit of `units[n]` against "none of these".

    Args:
        layer: conv5 or fc1, changed in place.
        units: what they stand for, the labels first.
        classes: of the pretrained tower, by unit.
        side: the tower's ways of naming.
    """
    weight, bias = (
        torch.zeros(EMBEDDING_SIZE, side.rows.shape[1]),
        torch.full((EMBEDDING_SIZE,), _OFF),
    )
    tuned = side.naming.weight.detach(), side.naming.bias.detach()
    for number, unit in enumerate(units):
        known = number < len(tuned[1]) - 1
        stand_in = classes.get(unit, ())
        if known and (side.examples.get(unit, 0) >= FEWEST or not stand_in):
            weight[number] = tuned[0][number] - tuned[0][-1]
            bias[number] = tuned[1][number] - tuned[1][-1]
        else:
            weight[number], bias[number] = _stand_in(side, stand_in)
    with torch.no_grad():
        layer.weight.copy_(weight.reshape(layer.weight.shape))
        if layer.bias is not None:
            layer.bias.copy_(bias)


def _stand_in(side: Side, classes: tuple[str, ...]) -> tuple[Tensor, Tensor]:
    """Row and bias of a unit by its classes: even odds where ordinary answers hardly reach."""
    row = torch.stack([side.rows[side.names.index(name)] for name in classes]).mean(0)
    evidence = side.ordinary @ row
    usual, rare = np.quantile(evidence.numpy(), [_USUAL, 1 - side.rare])
    slope = _SLOPE / max(float(rare - usual), 1e-6)
    return row * slope, torch.tensor(-float(rare) * slope)


def temper(layer: nn.Linear | nn.Conv2d, temperature: float) -> None:
    """Divide a head's logits by a temperature, in place."""
    with torch.no_grad():
        for values in layer.parameters():
            values.div_(temperature)
