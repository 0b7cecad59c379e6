"""The towers that a network can be built on, by the names that cards use."""

from collections.abc import Callable, Mapping

from avol.errors import WeightsError
from avol.nets.towers.base import Tower
from avol.nets.towers.efficientnet_lite import EfficientNetLite0
from avol.nets.towers.mobilenet import MobileNetEar
from avol.nets.towers.tiny import TinyEar, TinyEye
from avol.nets.towers.vgg import VGGTower
from avol.nets.towers.vgg_motion import VGGFlow, VGGFrames

VISION: Mapping[str, Callable[[], Tower]] = {
    "vgg": lambda: VGGTower(in_channels=3),
    "tiny": TinyEye,
    "vgg-frames": VGGFrames,
    "vgg-flow": VGGFlow,
    "efficientnet-lite0": EfficientNetLite0,
}
SOUND: Mapping[str, Callable[[], Tower]] = {
    "vgg": lambda: VGGTower(in_channels=1),
    "tiny": TinyEar,
    "mobilenet": MobileNetEar,
}


def build_tower(towers: Mapping[str, Callable[[], Tower]], name: str) -> Tower:
    """The tower of that name with fresh weights; WeightsError when there is none."""
    if name not in towers:
        raise WeightsError(f"There is no tower called “{name}”; choose {' or '.join(towers)}.")
    return towers[name]()
