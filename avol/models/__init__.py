"""The networks of the paper, one a file, readable beside it; the towers are chosen by name."""

from torch import nn

from avol.errors import WeightsError
from avol.models.ave_net import AVENet
from avol.models.avol_net import AVOLNet
from avol.models.encoders import SOUND, VISION, build_tower
from avol.models.heads import Heads
from avol.models.l3_net import L3Net

NETWORKS: dict[str, type[AVOLNet | AVENet | L3Net]] = {"avol": AVOLNet, "ave": AVENet, "l3": L3Net}

__all__ = ["NETWORKS", "AVENet", "AVOLNet", "L3Net", "build_network"]


def build_network(
    network: str, vision_tower: str, sound_tower: str, heads: Heads = "paper"
) -> nn.Module:
    """A network with fresh weights.

    Args:
        network: "avol", "ave" or "l3".
        vision_tower: "vgg" (the paper's, 224 px), "vgg-frames" and "vgg-flow" (the eyes of AVE+MF
            and AVE+OF), "tiny" (112 px, for lessons) or "efficientnet-lite0" (448 px).
        sound_tower: "vgg" (the paper's, 257 x 200), "tiny" or "mobilenet" (64 x 96 log-mel).
        heads: AVOL-Net's.

    Raises:
        WeightsError: a name is not among these.
    """
    if network not in NETWORKS:
        raise WeightsError(f"There is no network “{network}”; choose {' or '.join(NETWORKS)}.")
    towers = build_tower(VISION, vision_tower), build_tower(SOUND, sound_tower)
    return AVOLNet(*towers, heads) if network == "avol" else NETWORKS[network](*towers)
