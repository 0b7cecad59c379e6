"""What is set beside the map of the studio: another model, or its own under other conditions."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from avol.evaluation.localization.map_agreement import rank_correlation, same_peak
from avol_studio.core.model_loader import LoadModel
from avol_studio.media.audio.audio_window import AudioWindowSource

if TYPE_CHECKING:
    from avol.localizer import AudioEmbedding, Localization
    from avol.media import Frame
    from avol.reference_sounds import ReferenceSound

MOST = 3
"""How many can be set beside the first: four pictures are as many as one looks at."""
REMEMBERED = 100  # frames that the agreement is counted over

Way = Literal["hearing", "deaf", "image"]
"""Hears what the first hears; hears silence; only looks (`avol.evaluation.baselines.saliency`)."""


@dataclass(frozen=True, slots=True)
class ComparedModel:
    """A model under a name, and how it is asked; two of one `load` share what they see."""

    name: str
    load: LoadModel
    way: Way = "hearing"


@dataclass(frozen=True, slots=True, eq=False)
class CompareRequest:
    """One frame to be located by all rivals; `first` is what the studio's own model found there.

    source is where its second of sound comes from, `instead` a sound that stands in for it.
    """

    rivals: tuple[ComparedModel, ...]
    frame: Frame
    audio: AudioWindowSource
    instead: ReferenceSound | None
    session: int
    shown_at: float
    first: Localization


@dataclass(frozen=True, slots=True, eq=False)
class CompareResult:
    """The map of one rival; `heard` is None where it only looks."""

    bout: CompareRequest
    rival: ComparedModel
    found: Localization
    heard: AudioEmbedding | None


@dataclass(frozen=True, slots=True, eq=False)
class CompareError:
    """A rival that cannot take part, and why in one sentence."""

    rival: ComparedModel
    text: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """With the first, over `frames`: share with the best cell in the same place, and mean rank
    correlation of the maps (NaN where no map had an order).
    """

    frames: int
    same_peak: float
    correlation: float


class AgreementTracker:
    """Counts how a rival agrees with the first over the last frames, each frame once."""

    def __init__(self) -> None:
        self._kept: deque[tuple[int, bool, float]] = deque(maxlen=REMEMBERED)

    def add(self, reply: CompareResult) -> None:
        """Take one frame into account."""
        index, first, found = reply.bout.frame.index, reply.bout.first.map, reply.found.map
        if all(index != seen for seen, _, _ in self._kept):
            self._kept.append((index, same_peak(first, found), rank_correlation(first, found)))

    @property
    def agreement(self) -> Agreement | None:
        """None before the first frame."""
        if not self._kept:
            return None
        _, same, ranks = (np.array(column, np.float64) for column in zip(*self._kept, strict=True))
        known = ranks[~np.isnan(ranks)]
        mean = float(known.mean()) if len(known) else float("nan")
        return Agreement(len(self._kept), float(same.mean()), mean)
