"""Networks of the paper; their encoders are chosen by name."""

from torch import nn

from avol.errors import WeightsError
from avol.models.ave_net import AVENet
from avol.models.avol_net import AVOLNet
from avol.models.encoders import AUDIO_ENCODERS, VISION_ENCODERS, build_encoder
from avol.models.heads import Heads
from avol.models.l3_net import L3Net

NETWORKS: dict[str, type[AVOLNet | AVENet | L3Net]] = {"avol": AVOLNet, "ave": AVENet, "l3": L3Net}

__all__ = ["NETWORKS", "AVENet", "AVOLNet", "L3Net", "build_network"]


def build_network(
    network: str, vision_encoder: str, audio_encoder: str, heads: Heads = "paper"
) -> nn.Module:
    """Build a network with random weights.

    Args:
        network: "avol", "ave" or "l3".
        vision_encoder: "vgg" (the paper's, 224 px), "vgg-frames" and "vgg-flow" (those of AVE+MF
            and AVE+OF), "tiny" (112 px, for teaching) or "efficientnet-lite0" (448 px).
        audio_encoder: "vgg" (the paper's, 257 x 200), "tiny" or "mobilenet" (64 x 96 log-mel).
        heads: the heads of AVOL-Net.

    Raises:
        WeightsError: a name is unknown.
    """
    if network not in NETWORKS:
        raise WeightsError(f"Unknown network “{network}”; choose {' or '.join(NETWORKS)}.")
    encoders = (
        build_encoder(VISION_ENCODERS, vision_encoder),
        build_encoder(AUDIO_ENCODERS, audio_encoder),
    )
    return AVOLNet(*encoders, heads) if network == "avol" else NETWORKS[network](*encoders)
