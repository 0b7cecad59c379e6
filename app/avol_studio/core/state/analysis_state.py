"""How far an analysis is."""

from dataclasses import dataclass
from typing import Literal

AnalysisStage = Literal["off", "running", "paused", "done"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the analysis is: frames with a map of all frames, and what it does.

    "paused" by the person; while it gives way to playing it counts as "running".
    """

    stage: AnalysisStage = "off"
    known: int = 0
    total: int = 0
