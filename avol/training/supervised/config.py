"""A recipe: everything that decides what a training gives, in one TOML file beside the code."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from avol.training.config_file import read_as
from avol.training.supervised.encoders.from_scratch import ScratchConfig
from avol.training.supervised.encoders.weight_averaging import FineTuneConfig
from avol.training.supervised.heads.head_training import HeadConfig


class Seeds(BaseModel):
    """Where the random generators of one side of the data start."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenes: int
    seconds: int


class TemperatureConfig(BaseModel):
    """By what the logits of the names are divided: above 1, the second best counts for more."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    eye: float = 1.0
    ear: float = 2.0


class Recipe(BaseModel):
    """What to train, on what, for how long."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    version: str
    licence: str
    data: str
    supervision: str
    limits: list[str]
    not_for: list[str]
    network: Literal["avol", "ave"] = "avol"
    stages: str = ""
    """The recipe whose stages before the heads it shares, where it is not its own."""
    seeds: Seeds
    validation_seeds: Seeds
    ear: str
    """The pretrained ear's file, relative to the data folder."""
    ear_classes: str
    """The CSV with the names of its classes, likewise."""
    flagged: bool = True
    """Whether to use what the catalogue flags as of unclear or non-commercial licence."""
    held_out_sources: list[str] = []
    """Sources of sounds and pictures that neither training nor validation may touch."""
    cutouts: dict[str, list[str]] = {}
    """Label to the cut-outs that show it; the others are bystanders, which make no sound."""
    grounds: dict[str, list[str]] = {}
    """Label to the photographs of places that show it; they are no grounds for other things."""
    unseen_cutouts: list[str] = []
    """Cut-outs that are kept for trying the weights out."""
    scenes: int
    validation_scenes: int
    seconds: int
    validation_seconds: int
    tune_eye: FineTuneConfig
    """How the eye's upper stages are tuned; at a rate of 0 they stay as they were pretrained."""
    tune_ear: FineTuneConfig
    """The same for the ear."""
    named: bool = True
    """Whether AVOL-Net's heads are what the tuned towers name; else they learn from pairs."""
    softness: TemperatureConfig = TemperatureConfig()
    heads: HeadConfig
    scratch: ScratchConfig | None = None
    """Where it is given, AVOL-Net has the paper's towers and learns from nothing, in this way."""


def read_recipe(name_or_path: str) -> Recipe:
    """The recipe shipped under that name, or the one in a TOML file.

    Raises:
        InputError: there is none, or it says something that no recipe may say.
    """
    return read_as(Recipe, name_or_path)
