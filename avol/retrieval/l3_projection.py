"""L3-Net vectors from the encoders of an AVE-Net: the space before alignment.

L3-Net (paper §3, "L3-Net") fuses its modalities before it compares them, so its vectors are the
pooled features of its encoders: comparable within a modality and meaningless across. With given
encoders, everything that L3-Net trains lies behind its vectors, so they are known without training.
"""

from pathlib import Path

from avol.checkpoints import load_model_card, load_weights, save_weights
from avol.errors import InputError, WeightsError


def save_l3_from_ave(name_or_path: str | Path, path: Path) -> Path:
    """Save an L3-Net with the encoders of an AVE-Net, unless it exists; returns its path.

    Only its vectors are meaningful: the layers that classify a pair are untrained.

    Raises:
        InputError: the checkpoint has another network.
        WeightsError: it is missing or damaged.
    """
    card = load_model_card(name_or_path)
    if card.network != "ave":
        raise InputError(f"{card.title} is not an AVE-Net; choose a library made with one.")
    try:
        if load_model_card(path).training.data == card.sha256:
            return path
    except WeightsError:
        pass  # not saved yet
    from avol.models import build_network

    _, weights = load_weights(name_or_path)
    state = build_network("l3", card.vision_encoder, card.audio_encoder).state_dict()
    state |= {key: value for key, value in weights.items() if key in state and "fc" not in key}
    training = card.training.model_copy(update={"data": card.sha256})
    changes = {
        "name": f"{card.name}-towers",
        "title": f"L3-Net with the encoders of {card.title}",
        "network": "l3",
        "metrics": {},
        "training": training,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    save_weights(path, card.model_copy(update=changes), state, half=True)
    return path
