"""Putting the names that the towers learnt into AVOL-Net's heads."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

from avol.models.avol_net import AVOLNet
from avol.training.supervised.class_mapping import Concept
from avol.training.supervised.config import TemperatureConfig
from avol.training.supervised.context import EncoderPair, FineTunedEncoder
from avol.training.supervised.features import SceneFeatures, Vectors
from avol.training.supervised.heads.head_units import Side, fill, temper, unit_names
from avol.training.supervised.split_data import SplitData

_RARE_PLACE, _RARE_SECOND = 1e-3, 5e-4
"""Shares of ordinary answers in which a class that the catalogue lacks may count."""
_ORDINARY = 150  # scenes whose places tell what the eye ordinarily answers


def name_heads(
    net: AVOLNet,
    towers: EncoderPair,
    concepts: list[Concept],
    scenes: SceneFeatures,
    seconds: Vectors,
    labels: list[str],
    side: SplitData,
    softness: TemperatureConfig,
) -> None:
    """Set both heads of `net` in place.

    Args:
        net: with heads of "shares".
        towers: tuned.
        concepts: things and their pretrained classes.
        scenes: what the tuned eye answers to them.
        seconds: what the tuned ear answers to them.
        labels: in the order of their numbers.
        side: what there is to learn from; whatever it has too little of is named by classes.
        softness: by what the logits are divided.
    """
    units = unit_names(labels, concepts)
    eye, ear = net.vision_head.conv5, net.sound_head.fc1
    shown = {label: len(items) for label, items in side.objects.items()}
    sounding = Counter(item.label for item in side.sounds)
    grids = torch.from_numpy(scenes.grids[:_ORDINARY].astype(np.float32))
    usual = grids.flatten(2).transpose(1, 2).flatten(0, 1)
    seen, heard = ({c.name: c.seen for c in concepts}, {c.name: c.heard for c in concepts})
    fill(eye, units, seen, _side(towers.eye, usual, shown, _RARE_PLACE))
    usual = torch.from_numpy(seconds.vectors)
    fill(ear, units, heard, _side(towers.ear, usual, sounding, _RARE_SECOND))
    temper(eye, softness.eye)
    temper(ear, softness.ear)


def _side(
    learner: FineTunedEncoder, ordinary: Tensor, examples: Mapping[str, int], rare: float
) -> Side:
    if learner.naming is None:
        raise ValueError("only a tuned tower names things")
    return Side(learner.naming, learner.rows, learner.names, ordinary, examples, rare)
