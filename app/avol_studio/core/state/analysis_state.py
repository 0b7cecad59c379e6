"""The progress of an analysis."""

from dataclasses import dataclass
from typing import Literal

AnalysisStage = Literal["off", "running", "paused", "done"]


@dataclass(frozen=True, slots=True)
class AnalysisProgress:
    """The stage, and how many of `total` frames have a map.

    The stage is "paused" only if the user paused the analysis; "running" with `waiting` means that
    it waits for the end of playback.
    """

    stage: AnalysisStage = "off"
    analyzed: int = 0
    total: int = 0
    waiting: bool = False
