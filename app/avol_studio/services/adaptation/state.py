"""What the adaptation service does, for its dialog."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from avol.teaching.adaptation import Adaptation, AdaptationKind


class AdaptationStep(Enum):
    """What happens now."""

    IDLE = auto()
    RECORDING = auto()
    FITTING = auto()
    DONE = auto()
    """The adaptation is in use; it can be kept or reverted."""
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class AdaptationState:
    """The step, its progress and its result."""

    step: AdaptationStep = AdaptationStep.IDLE
    kind: AdaptationKind = "annotations"
    done: float = 0.0
    """Seconds that are recorded, or moments and fits that are done."""
    total: float = 0.0
    """0: not known yet."""
    problem: str = ""
    """One sentence, if it failed."""
    adaptation: Adaptation | None = None
    silence_before: float | None = None
    """Level of silence in dBFS without the adaptation to the room."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FitProgress:
    """Event: progress of a fit."""

    stage: str
    done: int
    total: int
