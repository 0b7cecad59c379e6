"""What a training by correspondence needs to know, in one TOML file."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from avol.audio.log_spectrogram import PAPER, YAMNET, SpectrogramSpec
from avol.data.pairs.motion import Motion
from avol.model_card import Three

Pooling = Literal["max", "softened max", "attention"]
Positive = Annotated[int, Field(gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class _Sheet(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NetworkConfig(_Sheet):
    """Which network; the towers' names are those of `avol.models.build_network`."""

    kind: Literal["avol", "ave", "l3"]
    vision_tower: str = "vgg"
    sound_tower: str = "vgg"
    image_size: Positive = 224
    spectrogram: Literal["paper", "yamnet"] = "paper"
    pooling: Pooling = "max"
    """Of AVOL-Net's places; the paper takes the maximum."""

    @property
    def spec(self) -> SpectrogramSpec:
        """The spectrogram of that name."""
        return {"paper": PAPER, "yamnet": YAMNET}[self.spectrogram]


class CorrespondenceConfig(_Sheet):
    """How long, how fast, on how much at a time; the defaults are the paper's where it says."""

    epochs: Positive
    batch: Positive = 128
    """Pairs that one process works on at once."""
    effective_batch: Positive = 2048
    """Pairs of one step, over all processes and by accumulation."""
    learning_rate: float = 1e-4
    weight_decay: float = 1e-5
    decay: Share = 0.06
    """By how much the learning rate falls every `decay_epochs`."""
    decay_epochs: Positive = 16
    average: Share = 0.999
    """Of the running mean of the weights that is shipped, by step; at 0 the last weights are."""
    synchronous_statistics: bool = True
    """Whether batch norm counts over all processes."""
    bf16: bool = False
    channels_last: bool = True
    compile: bool = False
    workers: Annotated[int, Field(ge=0)] = 2
    """Processes that prepare pairs, for each that trains; the same number on resuming."""
    save_steps: Positive = 500
    seed: int = 0

    def accumulated(self, processes: int) -> int:
        """Batches of each process that make one step; 0 where they do not make it exactly."""
        passes, rest = divmod(self.effective_batch, self.batch * processes)
        return passes if not rest else 0

    def rate(self, epoch: int) -> float:
        """The learning rate of an epoch, counted from 0."""
        return self.learning_rate * (1 - self.decay) ** (epoch // self.decay_epochs)


class PairConfig(_Sheet):
    """Where the pairs come from, within the data folder.

    "shards": a stream out of the shards in the folders `train` and `validation`; "clips": the same,
    held in memory, for what fits there; "catalogue": photographs and recordings paired by class.
    """

    kind: Literal["shards", "clips", "catalogue"] = "shards"
    train: str = "train"
    validation: str = "validation"
    epoch: Positive = 10_000
    """Pairs that count as an epoch."""
    distinct: Positive | None = None
    """Learn from that many pairs again and again, held in memory; else from ever new ones."""
    validation_pairs: Positive = 1000
    """What the card's accuracy is measured on."""
    prevent_shortcut: bool = True
    misaligned: Annotated[float, Field(ge=0)] = 1.0
    """Seconds by which picture and sound may be apart at random."""
    motion: Motion = "none"
    paired: Positive = 2000
    """Clips made of a catalogue; a sixth as many on the validation side."""
    flagged: bool = True
    """Whether to use what the catalogue flags as of unclear or non-commercial licence."""
    held_out_sources: list[str] = []


class Recipe(_Sheet):
    """All of it, with what the card must say."""

    name: str
    title: str
    version: str
    licence: str
    data: str
    supervision: str
    limits: list[str]
    not_for: list[str]
    half: bool = True
    """Whether filters are shipped in half precision."""
    image_mean: Three = (0.485, 0.456, 0.406)
    image_std: Three = (0.229, 0.224, 0.225)
    network: NetworkConfig
    correspondence: CorrespondenceConfig
    pairs: PairConfig
