"""Encoders of the networks, by the names that model cards use."""

from collections.abc import Callable, Mapping

from avol.errors import WeightsError
from avol.models.encoders.base import Encoder
from avol.models.encoders.efficientnet_lite import EfficientNetLite0
from avol.models.encoders.mobilenet import MobileNetAudioEncoder
from avol.models.encoders.tagger_pair import RECENT_SHARE, TaggerPairEncoder
from avol.models.encoders.tiny import TinyAudioEncoder, TinyVisionEncoder
from avol.models.encoders.vgg import VGGEncoder
from avol.models.encoders.vgg_motion import VGGFlow, VGGFrames

VISION_ENCODERS: Mapping[str, Callable[[], Encoder]] = {
    "vgg": lambda: VGGEncoder(in_channels=3),
    "tiny": TinyVisionEncoder,
    "vgg-frames": VGGFrames,
    "vgg-flow": VGGFlow,
    "efficientnet-lite0": EfficientNetLite0,
}
AUDIO_ENCODERS: Mapping[str, Callable[[], Encoder]] = {
    "vgg": lambda: VGGEncoder(in_channels=1),
    "tiny": TinyAudioEncoder,
    "mobilenet": MobileNetAudioEncoder,
    "mobilenet-pair": TaggerPairEncoder,
    "mobilenet-pair-recent": lambda: TaggerPairEncoder(RECENT_SHARE),
}


def build_encoder(encoders: Mapping[str, Callable[[], Encoder]], name: str) -> Encoder:
    """Build an encoder with random weights; WeightsError for an unknown name."""
    if name not in encoders:
        raise WeightsError(f"Unknown encoder “{name}”; choose {' or '.join(encoders)}.")
    return encoders[name]()
