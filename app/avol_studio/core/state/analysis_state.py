"""The progress of an analysis."""

from dataclasses import dataclass
from typing import Literal

AnalysisStage = Literal["off", "running", "paused", "done"]


@dataclass(frozen=True, slots=True)
class AnalysisProgress:
    """The stage, and how many of `total` frames have a map.

    The stage is "paused" only if the user paused the analysis; while it waits for playback it is
    "running".
    """

    stage: AnalysisStage = "off"
    analyzed: int = 0
    total: int = 0
