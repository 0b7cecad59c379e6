"""What a checked number is computed from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from avol.checkpoints import DEFAULT_WEIGHTS
from avol.lessons.activities.activity_record import ActivityRecord

if TYPE_CHECKING:
    from avol.engines import EngineKind
    from avol.localizer import Localizer


@dataclass(frozen=True)
class NumberRequest:
    """What a checked number is computed from; equal requests give equal numbers.

    seed: of the student. weights: name or path of the checkpoint. media: video of the lesson.
    activity: what the student has done.
    """

    seed: int = 0
    weights: str = DEFAULT_WEIGHTS
    engine: str = "auto"
    media: Path | None = None
    activity: ActivityRecord = field(default_factory=ActivityRecord)

    @property
    def model(self) -> Localizer:
        """The localizer; it stays loaded. Use it in one thread only."""
        return load_model(self.weights, self.engine)


@lru_cache(maxsize=1)
def load_model(weights: str, engine: str) -> Localizer:
    """Load a localizer, and keep the last one."""
    from avol.localizer import Localizer

    return Localizer.load(weights, cast("EngineKind", engine))
