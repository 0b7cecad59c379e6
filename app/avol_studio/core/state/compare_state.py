"""How things stand side by side, as far as commands depend on it."""

from dataclasses import dataclass
from typing import Literal

Mode = Literal["", "sounds", "models"]
"""One picture; a picture for each sound; a picture for each model."""


@dataclass(frozen=True, slots=True)
class CompareState:
    """places: there is room for a sound more; sounds: there are some; seats: for a model more."""

    mode: Mode = ""
    places: bool = True
    sounds: bool = False
    seats: bool = True
