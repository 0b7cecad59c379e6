"""Training tiny networks for a claim, on shards, by the recipe "lesson"."""

from pathlib import Path

from avol.checkpoints import load_card
from avol.evaluation.bootstrap import Estimate
from avol.experiments.backend import Kind
from avol.training.config_file import read_as
from avol.training.correspondence.config import Recipe
from avol.training.correspondence.run import Told, train


def lesson(
    name: str, kind: Kind, world: Path, folder: Path, seed: int, told: Told, prevented: bool = True
) -> Path:
    """The weights of that name in `folder`, trained on the shards in `world` if not there yet."""
    path = folder / f"{name}.safetensors"
    if path.is_file():
        return path
    base = read_as(Recipe, "lesson")
    recipe = base.model_copy(
        update={
            "name": name,
            "title": name,
            "network": base.network.model_copy(update={"kind": kind}),
            "pairs": base.pairs.model_copy(update={"prevent_shortcut": prevented}),
            "correspondence": base.correspondence.model_copy(update={"seed": seed}),
        }
    )
    train(recipe, world, folder / "work" / name, folder, told)
    return path


def accuracy_as_trained(weights: Path) -> Estimate:
    """AVC accuracy on validation pairs that are drawn as those for training were."""
    figure = load_card(weights).figures["avc_accuracy"]
    return Estimate(figure.value, figure.low, figure.high)
