"""The towers: a picture or a spectrogram in, a grid of features out.

Each is an `nn.Module` with `channels` (features per place) and `pooling` (how its grid becomes one
vector: the paper's VGG towers take the maximum, pretrained trunks the mean they were trained with).
"""

from collections.abc import Callable
from typing import Literal

from torch import nn

from avol.errors import WeightsError
from avol.nets.towers.efficientnet_lite import EfficientNetLite0
from avol.nets.towers.mobilenet import MobileNetEar
from avol.nets.towers.vgg import VGGTower

Pooling = Literal["max", "mean"]

VISION: dict[str, Callable[[], nn.Module]] = {
    "vgg": lambda: VGGTower(in_channels=3),
    "efficientnet-lite0": EfficientNetLite0,
}
SOUND: dict[str, Callable[[], nn.Module]] = {
    "vgg": lambda: VGGTower(in_channels=1),
    "mobilenet": MobileNetEar,
}


def build_tower(towers: dict[str, Callable[[], nn.Module]], name: str) -> nn.Module:
    """The tower of that name with fresh weights; WeightsError when there is none."""
    if name not in towers:
        raise WeightsError(f"There is no tower called “{name}”; choose {' or '.join(towers)}.")
    return towers[name]()
