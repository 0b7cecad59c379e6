"""The training config and the pairs that the settings of a tiny training describe."""

from torch.utils.data import Dataset

from avol.data.pairs.pair_stream import ClipPairs
from avol.data.pairs.pairs import AVPair
from avol.training.config_loader import load_config
from avol.training.correspondence.config import CorrespondenceTrainingConfig
from avol.training.correspondence.objective import Batch
from avol.training.correspondence.pair_sources import RepeatedPairs, pair_format
from avol.training.tiny.settings import TinySettings
from avol.training.tiny.world import World

VALIDATION_PAIRS = 200
VALIDATION_SEED = 1
"""The same for all settings, so that all are measured on the same pairs."""
LITTLE_PAIRS, LITTLE_CLIPS = 16, 4
"""Training pairs and clips with little data."""


def tiny_config(settings: TinySettings) -> CorrespondenceTrainingConfig:
    """The config "tiny" with the changes of the settings."""
    base = load_config(CorrespondenceTrainingConfig, "tiny")
    data = "The user's own videos." if settings.videos else base.data
    pairs = {
        "distinct": LITTLE_PAIRS if settings.little_data else base.pairs.distinct,
        "misaligned": base.pairs.misaligned if settings.misaligned else 0.0,
        "prevent_shortcut": settings.ticks != "possible",
    }
    optimisation = {"seed": settings.seed, "learning_rate": settings.learning_rate}
    return base.model_copy(
        update={
            "data": data,
            "network": base.network.model_copy(update={"pooling": settings.pooling}),
            "correspondence": base.correspondence.model_copy(update=optimisation),
            "pairs": base.pairs.model_copy(update=pairs),
        }
    )


def training_pairs(
    settings: TinySettings, config: CorrespondenceTrainingConfig, world: World
) -> Dataset[AVPair]:
    """The training pairs, which are kept in memory once they were created."""
    clips = world.training[:LITTLE_CLIPS] if settings.little_data else world.training
    pairs = ClipPairs(clips, pair_format(config, training=True), settings.seed)
    return RepeatedPairs(_RelabelledPairs(pairs, settings), config.pairs.distinct or 1)


class _RelabelledPairs(Dataset[AVPair]):
    """Pairs without mismatched ones, or with flipped labels, as the settings demand."""

    def __init__(self, pairs: ClipPairs, settings: TinySettings) -> None:
        self._pairs, self._flipped = pairs, settings.flipped_labels
        self._stride = 1 if settings.negatives else 2  # even indices match

    def __getitem__(self, index: int) -> AVPair:
        pair = self._pairs[index * self._stride]
        return pair._replace(match=1 - pair.match) if self._flipped else pair


def validation_pairs(config: CorrespondenceTrainingConfig, world: World) -> Batch:
    """Pairs of other clips with true labels, drawn as in training, half of them mismatched."""
    form = pair_format(config, training=False)
    pairs = ClipPairs(world.validation, form, VALIDATION_SEED)
    return Batch.collate([pairs[index] for index in range(VALIDATION_PAIRS)])


def on_frame_grid(config: CorrespondenceTrainingConfig) -> CorrespondenceTrainingConfig:
    """The config with all audio cut on the frame grid."""
    return config.model_copy(
        update={"pairs": config.pairs.model_copy(update={"prevent_shortcut": True})}
    )
