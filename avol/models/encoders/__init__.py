"""The towers that a network can be built on, by the names that cards use."""

from collections.abc import Callable, Mapping

from avol.errors import WeightsError
from avol.models.encoders.base import Encoder
from avol.models.encoders.efficientnet_lite import EfficientNetLite0
from avol.models.encoders.mobilenet import MobileNetAudioEncoder
from avol.models.encoders.tiny import TinyAudioEncoder, TinyVisionEncoder
from avol.models.encoders.vgg import VGGEncoder
from avol.models.encoders.vgg_motion import VGGFlow, VGGFrames

VISION: Mapping[str, Callable[[], Encoder]] = {
    "vgg": lambda: VGGEncoder(in_channels=3),
    "tiny": TinyVisionEncoder,
    "vgg-frames": VGGFrames,
    "vgg-flow": VGGFlow,
    "efficientnet-lite0": EfficientNetLite0,
}
SOUND: Mapping[str, Callable[[], Encoder]] = {
    "vgg": lambda: VGGEncoder(in_channels=1),
    "tiny": TinyAudioEncoder,
    "mobilenet": MobileNetAudioEncoder,
}


def build_tower(towers: Mapping[str, Callable[[], Encoder]], name: str) -> Encoder:
    """The tower of that name with fresh weights; WeightsError when there is none."""
    if name not in towers:
        raise WeightsError(f"There is no tower called “{name}”; choose {' or '.join(towers)}.")
    return towers[name]()
