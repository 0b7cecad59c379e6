"""Settings of a tiny training; importing them needs no torch."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from avol.core.input_files import load_json, load_model
from avol.training.poolings import Pooling

LEARNING_RATE = 3e-3
"""Default learning rate, that of the config "tiny"."""
MAX_SEED = 2**31 - 1
_WHAT = "valid settings of a tiny training"

Ticks = Literal["none", "prevented", "possible"]
"""Whether the audio ticks at every frame, and whether the training prevents that shortcut."""


class TinySettings(BaseModel):
    """All that decides the metrics of a tiny training, with defaults that train well.

    Equal settings give equal metrics on the same machine. `model_dump` and `model_validate` convert
    to and from plain values, such as those of a JSON file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    seed: Annotated[int, Field(ge=0, le=MAX_SEED)] = 1
    """Decides the initial weights, the pairs and their order; never the validation pairs."""
    videos: str = ""
    """Folder of own videos; empty: synthetic clips."""
    flipped_labels: bool = False
    """Call matched pairs mismatched and the other way round."""
    negatives: bool = True
    """Train on mismatched pairs too."""
    misaligned: bool = True
    """Offset image and audio of a pair by up to 0.2 s at random."""
    ticks: Ticks = "none"
    """Ticks at every frame (0.04 s) in the audio of synthetic clips. "prevented": the audio of
    mismatched pairs is cut on the frame grid too; "possible": it is cut anywhere, which the
    ticks reveal."""
    little_data: bool = False
    """Train on a few pairs of one clip of each class, instead of 512 pairs of 24 clips."""
    learning_rate: Annotated[float, Field(ge=1e-5, le=1)] = LEARNING_RATE
    pooling: Pooling = "max"
    """How the cells of the map become one score."""
    steps: Annotated[int, Field(ge=1, le=2000)] = 320
    """Steps of 16 pairs after which the training ends."""


class _SettingsFile(BaseModel):
    """A file with settings among other values, such as a result."""

    settings: TinySettings


def load_tiny_settings(path: Path) -> TinySettings:
    """Loads settings from a JSON file: the settings alone, or a result that holds them.

    Raises:
        InputError: the file is missing, or it holds no valid settings.
    """
    table = load_json(path, _WHAT)
    if isinstance(table, dict) and "settings" in table:
        return load_model(path, _WHAT, _SettingsFile).settings
    return load_model(path, _WHAT, TinySettings)
