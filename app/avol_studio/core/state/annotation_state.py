"""How marking stands, as far as commands depend on it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnnotationState:
    """marking: the mouse draws. frames: how many are marked. here: the one on screen is, too, and
    `absent`: as one where nothing sounds. chosen: a box is; silent: as one that makes no sound.
    """

    marking: bool = False
    frames: int = 0
    here: bool = False
    absent: bool = False
    chosen: bool = False
    silent: bool = False
