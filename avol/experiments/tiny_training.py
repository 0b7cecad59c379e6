"""Trains tiny networks on shards with the config "tiny"."""

from pathlib import Path

from avol.checkpoints import load_model_card
from avol.core.estimate import Estimate
from avol.experiments.backend import NetworkKind
from avol.training.config_loader import load_config
from avol.training.correspondence.config import CorrespondenceTrainingConfig
from avol.training.correspondence.run import ProgressMessage, train


def train_tiny(
    name: str,
    kind: NetworkKind,
    data: Path,
    folder: Path,
    seed: int,
    progress: ProgressMessage,
    prevent_shortcut: bool = True,
) -> Path:
    """Trains a network on the shards in `data`, unless its weights exist in `folder`.

    Returns:
        The path of the weights.
    """
    path = folder / f"{name}.safetensors"
    if path.is_file():
        return path
    base = load_config(CorrespondenceTrainingConfig, "tiny")
    config = base.model_copy(
        update={
            "name": name,
            "title": name,
            "network": base.network.model_copy(update={"kind": kind}),
            "pairs": base.pairs.model_copy(update={"prevent_shortcut": prevent_shortcut}),
            "correspondence": base.correspondence.model_copy(update={"seed": seed}),
        }
    )
    train(config, data, folder / "work" / name, folder, progress)
    return path


def validation_accuracy(weights: Path) -> Estimate:
    """AVC accuracy on validation pairs that are drawn like the training pairs."""
    figure = load_model_card(weights).metrics["avc_accuracy"]
    return Estimate(figure.value, figure.low, figure.high)
