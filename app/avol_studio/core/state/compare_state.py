"""The state of the comparison, as far as commands depend on it."""

from dataclasses import dataclass
from typing import Literal

CompareMode = Literal["", "sounds", "models"]
"""One view; one view per sound; one view per model."""


@dataclass(frozen=True, slots=True)
class CompareState:
    """The mode, and whether sounds and models can be added."""

    mode: CompareMode = ""
    can_add_sound: bool = True
    has_sounds: bool = False
    can_add_model: bool = True
