"""The data of a model comparison: compared models, requests, results and agreement."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from avol.evaluation.localization.map_agreement import rank_correlation, same_peak
from avol_studio.core.model_loader import LoadModel
from avol_studio.media.audio.audio_window import AudioWindowSource

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding
    from avol.localization import Localization
    from avol.media import Frame
    from avol.reference_sounds import ReferenceSound

MAX_MODELS = 3
"""Models that can be compared with the first one; more images would be too small."""
AGREEMENT_FRAMES = 100  # the newest frames, over which the agreement is computed

CompareMode = Literal["", "sounds", "models"]
"""One view; one view per sound; one view per model."""
CompareCondition = Literal["audio", "silence", "image"]
"""Input of a compared model: the audio of the first model, silence, or the image only.

"image" shows the visual saliency (`avol.evaluation.baselines.saliency`).
"""


@dataclass(frozen=True, slots=True)
class ComparedModel:
    """A named model and its input; models with the same `load` share their image embeddings."""

    name: str
    load: LoadModel
    condition: CompareCondition = "audio"


@dataclass(frozen=True, slots=True, eq=False)
class CompareRequest:
    """One frame to localize with all compared models.

    `audio` is the source of the audio window and `replacement` a sound that is used instead.
    `first` is the localization by the studio's own model; `shown_at` is in seconds (monotonic).
    """

    models: tuple[ComparedModel, ...]
    frame: Frame
    audio: AudioWindowSource
    replacement: ReferenceSound | None
    session: int
    shown_at: float
    first: Localization


@dataclass(frozen=True, slots=True, eq=False)
class CompareResult:
    """The map of one model; `audio_embedding` is None if the model gets the image only."""

    request: CompareRequest
    model: ComparedModel
    localization: Localization
    audio_embedding: AudioEmbedding | None


@dataclass(frozen=True, slots=True, eq=False)
class CompareError:
    """A model that cannot be used; `text` is one sentence for the user."""

    model: ComparedModel
    text: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of a model with the first one over `frames` frames.

    same_peak: fraction of frames in which the best cells are equal or touch (0..1).
    correlation: mean rank correlation of the maps (-1..1; NaN if no map has an order).
    """

    frames: int
    same_peak: float
    correlation: float


class AgreementTracker:
    """Computes the agreement of a model with the first one over the newest frames."""

    def __init__(self) -> None:
        self._frames: deque[tuple[int, bool, float]] = deque(maxlen=AGREEMENT_FRAMES)

    def add(self, result: CompareResult) -> None:
        """Add one frame, unless it was added before."""
        request, map = result.request, result.localization.map
        index, first = request.frame.index, request.first.map
        if all(index != added for added, _, _ in self._frames):
            self._frames.append((index, same_peak(first, map), rank_correlation(first, map)))

    @property
    def agreement(self) -> Agreement | None:
        """The agreement so far; None before the first frame."""
        if not self._frames:
            return None
        columns = zip(*self._frames, strict=True)
        _, same, correlations = (np.array(column, np.float64) for column in columns)
        known = correlations[~np.isnan(correlations)]
        mean = float(known.mean()) if len(known) else float("nan")
        return Agreement(len(self._frames), float(same.mean()), mean)
