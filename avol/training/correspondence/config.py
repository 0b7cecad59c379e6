"""Config of a training by audio-visual correspondence."""

from typing import Annotated, Literal

from pydantic import Field

from avol.audio.log_spectrogram import PAPER, YAMNET, SpectrogramSpec
from avol.data.pairs.motion import Motion
from avol.model_card import RGB
from avol.training.config_loader import FrozenConfig, TrainingConfig
from avol.training.poolings import Pooling

Positive = Annotated[int, Field(gt=0)]
Fraction = Annotated[float, Field(ge=0, le=1)]


class NetworkConfig(FrozenConfig):
    """The network; the names of the encoders are those of `avol.models.build_network`."""

    kind: Literal["avol", "ave", "l3"]
    vision_encoder: str = "vgg"
    audio_encoder: str = "vgg"
    image_size: Positive = 224
    spectrogram: Literal["paper", "yamnet"] = "paper"
    pooling: Pooling = "max"
    """Pooling of AVOL-Net's map; the paper takes the maximum."""

    @property
    def spec(self) -> SpectrogramSpec:
        """The parameters of the spectrogram."""
        return {"paper": PAPER, "yamnet": YAMNET}[self.spectrogram]


class CorrespondenceConfig(FrozenConfig):
    """Optimisation; the defaults are those of the paper where it states them."""

    epochs: Positive
    batch: Positive = 128
    """Pairs per forward pass of one process."""
    effective_batch: Positive = 2048
    """Pairs per step, over all processes and accumulated passes."""
    learning_rate: float = 1e-4
    weight_decay: float = 1e-5
    decay: Fraction = 0.06
    """Relative decrease of the learning rate every `decay_epochs`."""
    decay_epochs: Positive = 16
    average: Fraction = 0.999
    """Decay per step of the running mean of the weights, which is saved; 0 saves the last
    weights."""
    synchronous_statistics: bool = True
    """Whether batch norm uses the statistics of all processes."""
    bf16: bool = False
    channels_last: bool = True
    compile: bool = False
    workers: Annotated[int, Field(ge=0)] = 2
    """DataLoader workers per training process; must stay the same when a training is resumed."""
    save_steps: Positive = 500
    seed: int = 0

    def passes_per_step(self, processes: int) -> int:
        """Accumulated passes of each process per step; 0 if the batch sizes do not fit."""
        passes, rest = divmod(self.effective_batch, self.batch * processes)
        return passes if not rest else 0

    def learning_rate_at(self, epoch: int) -> float:
        """The learning rate of an epoch, counted from 0."""
        return self.learning_rate * (1 - self.decay) ** (epoch // self.decay_epochs)


class PairConfig(FrozenConfig):
    """Source of the pairs within the data folder.

    "shards": stream from the shards in the folders `train` and `validation`; "clips": the same
    shards, loaded into memory; "catalogue": photographs and recordings paired by class.
    """

    kind: Literal["shards", "clips", "catalogue"] = "shards"
    train: str = "train"
    validation: str = "validation"
    epoch: Positive = 10_000
    """Pairs per epoch."""
    distinct: Positive | None = None
    """Number of distinct training pairs, which are kept in memory; None for unlimited."""
    validation_pairs: Positive = 1000
    """Pairs for the accuracy in the model card."""
    prevent_shortcut: bool = True
    misaligned: Annotated[float, Field(ge=0)] = 1.0
    """Maximum random offset between image and sound in seconds."""
    motion: Motion = "none"
    catalogue_pairs: Positive = 2000
    """Training clips created from a catalogue; the validation split has a sixth as many."""
    include_flagged: bool = True
    """Whether to use items of unclear or non-commercial licence."""
    held_out_sources: list[str] = Field(default_factory=list)


class CorrespondenceTrainingConfig(TrainingConfig):
    """A complete config."""

    half: bool = True
    """Whether the filters are saved in half precision."""
    image_mean: RGB = (0.485, 0.456, 0.406)
    image_std: RGB = (0.229, 0.224, 0.225)
    network: NetworkConfig
    correspondence: CorrespondenceConfig
    pairs: PairConfig
