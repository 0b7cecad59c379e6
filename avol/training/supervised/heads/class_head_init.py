"""Initialises AVOL-Net's class heads from the classifiers of the encoders."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

from avol.models.avol_net import AVOLNet
from avol.training.supervised.class_mapping import SoundingClass
from avol.training.supervised.config import TemperatureConfig
from avol.training.supervised.context import EncoderPair, TrainedEncoder
from avol.training.supervised.features import PooledAudioFeatures, SceneFeatures
from avol.training.supervised.heads.head_units import (
    EncoderStats,
    apply_temperature,
    set_class_units,
    unit_classes,
)
from avol.training.supervised.split_data import SplitData

_CELL_DETECTION_RATE, _AUDIO_DETECTION_RATE = 1e-3, 5e-4
"""Fractions of typical cells and audio windows in which a pretrained class may be detected."""
_TYPICAL_SCENES = 150


def initialize_class_heads(
    network: AVOLNet,
    encoders: EncoderPair,
    classes: list[SoundingClass],
    scenes: SceneFeatures,
    windows: PooledAudioFeatures,
    labels: list[str],
    data: SplitData,
    temperature: TemperatureConfig,
) -> None:
    """Sets both class heads of a network, in place.

    Args:
        network: AVOL-Net with class heads.
        encoders: trained encoders.
        classes: the class mapping.
        scenes: features of the training scenes.
        windows: features of the training audio windows.
        labels: all labels; the position is the label index.
        data: the training split; classes with too few items use pretrained class weights.
        temperature: divisors of the logits.
    """
    units = unit_classes(labels, classes)
    grids = torch.from_numpy(scenes.grids[:_TYPICAL_SCENES].astype(np.float32))
    cells = grids.flatten(2).transpose(1, 2).flatten(0, 1)
    photographs = {label: len(items) for label, items in data.objects.items()}
    set_class_units(
        network.vision_head.conv5,
        units,
        {c.name: c.imagenet for c in classes},
        _encoder_stats(encoders.vision, cells, photographs, _CELL_DETECTION_RATE),
    )
    recordings = Counter(item.label for item in data.recordings)
    vectors = torch.from_numpy(windows.vectors)
    set_class_units(
        network.sound_head.fc1,
        units,
        {c.name: c.audioset for c in classes},
        _encoder_stats(encoders.audio, vectors, recordings, _AUDIO_DETECTION_RATE),
    )
    apply_temperature(network.vision_head.conv5, temperature.vision)
    apply_temperature(network.sound_head.fc1, temperature.audio)


def _encoder_stats(
    trained: TrainedEncoder,
    typical_features: Tensor,
    example_counts: Mapping[str, int],
    detection_rate: float,
) -> EncoderStats:
    if trained.classifier is None:
        raise ValueError("class heads need an encoder with a classifier")
    return EncoderStats(
        trained.classifier,
        trained.class_weights,
        trained.class_names,
        typical_features,
        example_counts,
        detection_rate,
    )
