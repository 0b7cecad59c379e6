"""L3-Net's space on the towers of an AVE-Net: what the space is before it is aligned.

L3-Net (paper §3, "L3-Net") compares its two sides only after joining them, so that its vectors are
the pooled features of its towers, good each among its own kind and without meaning across. On
towers that are given, all that L3-Net learns lies behind them: its vectors are known untrained.
"""

from pathlib import Path

from avol.checkpoints import load_model_card, load_weights, save_weights
from avol.errors import InputError, WeightsError


def towers_alone(name_or_path: str | Path, path: Path) -> Path:
    """Write an L3-Net whose towers are those of an AVE-Net, unless it is there; its path.

    Only its vectors are of use: the layers that judge a pair are fresh.

    Raises:
        InputError: the checkpoint is of another network.
        WeightsError: it is missing or damaged.
    """
    card = load_model_card(name_or_path)
    if card.network != "ave":
        raise InputError(f"{card.title} is no AVE-Net; choose a library that was made with one.")
    try:
        if load_model_card(path).training.data == card.sha256:
            return path
    except WeightsError:
        pass  # none yet
    from avol.models import build_network

    _, learned = load_weights(name_or_path)
    state = build_network("l3", card.vision_encoder, card.audio_encoder).state_dict()
    state |= {key: value for key, value in learned.items() if key in state and "fc" not in key}
    training = card.training.model_copy(update={"data": card.sha256})
    alone = {
        "name": f"{card.name}-towers",
        "title": f"L3-Net on the towers of {card.title}",
        "network": "l3",
        "figures": {},
        "training": training,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    save_weights(path, card.model_copy(update=alone), state, half=True)
    return path
