"""Config of a supervised training with class labels (not in the paper)."""

from typing import Literal

from pydantic import Field

from avol.training.config_loader import FrozenConfig, TrainingConfig, load_config


class SeedConfig(FrozenConfig):
    """Seeds of the generators of one split."""

    scenes: int
    audio_windows: int


class TemperatureConfig(FrozenConfig):
    """Divisors of the class logits; values above 1 flatten the probabilities."""

    vision: float = 1.0
    audio: float = 2.0


class FineTuneRunConfig(FrozenConfig):
    """One fine-tuning run of an encoder."""

    steps: int
    batch: int
    learning_rate: float = 5e-4
    """Maximum learning rate of the encoder's upper stages."""
    classifier_learning_rate: float = 3e-3
    """Maximum learning rate of the classifier, which starts at zero."""
    weight_decay: float = 1e-3
    dropout: float = 0.1
    distillation: float = 0.1
    """Weight of the loss that preserves the logits of the pretrained classes."""
    mixup: float = 0.0
    """Both parameters of mixup's beta distribution; 0 disables it. Audio only."""
    masking: float = 0.0
    """Probability of masking a time step or a band (SpecAugment). Audio only."""
    ema_decay: float = 0.0
    """Decay per step of the running mean of the weights; 0 keeps the last weights."""
    seed: int = 0


class FineTuneConfig(FrozenConfig):
    """Fine-tuning of one encoder: several runs, whose weights are averaged."""

    runs: tuple[FineTuneRunConfig, ...]
    """Each run starts from the pretrained weights. Averaging works better if the runs differ in
    more than their seeds."""
    pretrained_fraction: float = 0.0
    """Weight of the pretrained weights in the average, 0 to 1."""

    @property
    def steps(self) -> int:
        """Steps of all runs."""
        return sum(run.steps for run in self.runs)


class ScratchStageConfig(FrozenConfig):
    """Training of one encoder from scratch."""

    steps: int
    batch: int
    learning_rate: float = 1e-3
    weight_decay: float = 2e-2
    crop_fraction: float = 0.0
    """Fraction of the steps, the first ones, on cropped images or half audio windows."""
    mixup: float = 0.0
    """As in fine-tuning. Audio only."""
    seed: int = 0


class ScratchConfig(FrozenConfig):
    """Training of both encoders from scratch."""

    vision: ScratchStageConfig
    audio: ScratchStageConfig


class ConceptConfig(FrozenConfig):
    """Training of the concepts, the second stage (`avol.training.supervised.concepts`)."""

    tagger: str
    """File of the second audio tagger, mn04_as, relative to the data folder."""
    tagger_classes: str
    """CSV file of its class names, relative to the data folder."""
    steps: int
    batch: int
    learning_rate: float = 3e-4
    audio_windows: int
    frames: int = 0
    """Photographs that are made to look like frames of a video; half of each batch are such."""
    excluded: tuple[str, ...] = ()
    """Units of the first stage that are left out, so that the others fit into 128."""
    seed: int = 5


class ClipPairsConfig(FrozenConfig):
    """Training of the class heads on real videos (`avol.training.supervised.clip_pairs`)."""

    folder: str
    """Folder of the videos, relative to the data folder; its catalogue names the original video of
    each file."""
    steps: int = 200
    batch: int = 40
    """Videos per step, one frame of each."""
    learning_rate: float = 3e-3
    weight_decay: float = 3e-3
    """Cost of the squared change of the heads."""
    directions: int = 256
    """Main directions of the features within which the heads change."""
    exponent: float = 2.0
    """Of the power mean that pools a map; 1 is the mean, large ones approach the maximum."""
    anchor_weight: float = 10.0
    """Weight of the change of class probabilities on images and audio of the catalogue."""
    anchor_scenes: int = 300
    anchor_windows: int = 1500
    folds: int = 5
    """Folds of the cross-validation."""
    seed: int = 0


class HeadConfig(FrozenConfig):
    """Training of the heads on pairs; all weights are those of the loss terms."""

    steps: int = 1200
    batch: int = 32
    """Scenes per batch; there are twice as many audio windows."""
    learning_rate: float = 3e-3
    weight_decay: float = 1e-3
    dropout: float = 0.2
    pooling: Literal["max", "softened max", "attention"] = "max"
    """Pooling of the map to one logit; the paper takes the maximum."""
    negative_weight: float = 1.0
    """Weight of the cells without the sounding object."""
    cell_weight: float = 1.0
    """Weight of the loss of the single cells relative to that of the maximum."""
    contrastive_weight: float = 1.0
    """Weight of the contrastive loss of a match against all mismatches of the batch."""
    seed: int = 0


class AveHeadConfig(FrozenConfig):
    """Training of AVE-Net's heads on pooled features."""

    steps: int = 300
    batch: int = 192
    """Images and audio windows per batch; every image is paired with every window."""
    learning_rate: float = 4e-3
    weight_decay: float = 1e-3
    dropout: float = 0.6
    """Of the features."""
    crops: int = 4
    """Random rectangles of the grid of each photograph, besides the whole."""
    windows: int = 4
    """Most audio windows of a recording."""
    seed: int = 0


class SupervisedTrainingConfig(TrainingConfig):
    """A complete config."""

    network: Literal["avol", "ave"] = "avol"
    encoders_from: str = ""
    """Name of the config that supplies the trained encoders; empty to train them."""
    seeds: SeedConfig
    validation_seeds: SeedConfig
    pretrained_audio: str
    """File of the pretrained audio encoder, relative to the data folder."""
    pretrained_audio_classes: str
    """CSV file of its class names, relative to the data folder."""
    include_flagged: bool = True
    """Whether to use items of unclear or non-commercial licence."""
    held_out_sources: list[str] = Field(default_factory=list)
    """Sources that neither training nor validation uses."""
    cutout_labels: dict[str, list[str]] = Field(default_factory=dict)
    """Names of cut-outs by label; all other cut-outs are distractors, which make no sound."""
    background_labels: dict[str, list[str]] = Field(default_factory=dict)
    """Names of background photographs by label of a visible object; they are used as photographs
    of that object and not as backgrounds."""
    held_out_cutouts: list[str] = Field(default_factory=list)
    """Names of cut-outs that are reserved for tests."""
    scenes: int
    validation_scenes: int
    audio_windows: int
    validation_audio_windows: int
    finetune_vision: FineTuneConfig
    """Fine-tuning of the vision encoder's upper stages; with a learning rate of 0 they keep their
    pretrained weights."""
    finetune_audio: FineTuneConfig
    """Fine-tuning of the audio encoder's upper stages."""
    class_heads: bool = True
    """Whether AVOL-Net's heads are class heads, set from the classifiers of the encoders; False
    trains the paper's heads on pairs."""
    temperature: TemperatureConfig = TemperatureConfig()
    heads: HeadConfig
    ave_heads: AveHeadConfig = AveHeadConfig()
    concepts: ConceptConfig | None = None
    """If given, the class heads are trained again on concepts, with a second audio tagger."""
    clip_pairs: ClipPairsConfig | None = None
    """If given, the heads of the concepts are trained on real videos at last."""
    scratch: ScratchConfig | None = None
    """If given, AVOL-Net uses the paper's encoders, trained from scratch."""

    @property
    def second_stage(self) -> ConceptConfig | None:
        """Settings of the second stage, which AVE-Net takes its encoders from; None without one."""
        return self.concepts if self.class_heads and self.scratch is None else None


def load_supervised_config(name_or_path: str) -> SupervisedTrainingConfig:
    """Loads a shipped config or a TOML file.

    Raises:
        InputError: there is no such config, or a key or value is invalid.
    """
    return load_config(SupervisedTrainingConfig, name_or_path)
