"""The result of localizing: a map with score, peak and verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self

import numpy as np

from avol.embedder import Floats, read_only

FINE_MAPS = ", fine maps"
"""What the name of an engine ends with while it encodes enlarged parts of each image too."""


class Verdict(StrEnum):
    """Whether an object in the image makes the sound."""

    MATCH = "match"
    NO_MATCH = "no_match"
    SILENCE = "silence"
    UNFAMILIAR = "unfamiliar"
    """The audio belongs to no class that the model knows, so that it finds no source."""
    NO_AUDIO = "no_audio"
    """There is no audio at all."""

    @classmethod
    def _missing_(cls, value: object) -> Verdict | None:
        """Accept the values of files from before 0.2."""
        return {"matches": cls.MATCH, "does not": cls.NO_MATCH}.get(str(value))

    @property
    def has_sound(self) -> bool:
        """Whether score and peak mean anything."""
        return self not in (Verdict.SILENCE, Verdict.NO_AUDIO)


class ClassProbability(NamedTuple):
    """A class and how probable it is, 0..1."""

    name: str
    probability: float


@dataclass(frozen=True, eq=False)
class Localization:
    """Localization map with score and verdict. Scores are calibrated and comparable."""

    map: Floats
    """(14, 14) in 0..1; cell (r, c) covers rows r/14..(r+1)/14 and columns c/14..(c+1)/14."""
    logits: Floats
    """(14, 14) before the scale of the scores (`avol.score_scale`)."""
    score: float
    """Maximum of the map: whether image and audio correspond."""
    peak: tuple[float, float]
    """(x, y) centre of the cell with the maximum, in 0..1 of width and height."""
    verdict: Verdict
    heard: tuple[ClassProbability, ...] = ()
    """The most probable classes of the audio; empty if the model names no classes."""
    label: str = ""
    """The class that the image shows at the peak and the audio shares; "" without a match."""
    taught: tuple[str, ...] = ()
    """The taught classes that the model knows besides its own."""
    match_probability: float | None = None
    """Probability that image and audio correspond, if half of all pairs do; None without
    calibration. Unlike the score, it is not stretched: no evidence is not 0."""

    @classmethod
    def of(
        cls, scores: Floats, logits: Floats, verdict: Verdict, probability: float | None = None
    ) -> Self:
        """Return the localization of a map, with score and peak.

        Without sound, map, score and the probability of a match are 0.
        """
        if not verdict.has_sound:
            scores = np.zeros_like(scores)
            probability = None if probability is None else 0.0
        row, column = peak_cell(scores, logits)
        peak = (column + 0.5) / scores.shape[1], (row + 0.5) / scores.shape[0]
        score = float(scores[row, column])
        return cls(
            read_only(scores), read_only(logits), score, peak, verdict,
            match_probability=probability,
        )  # fmt: skip


def peak_cell(scores: Floats, logits: Floats) -> tuple[int, int]:
    """Return (row, column) of the highest score; logits decide between equal scores."""
    best = np.where(scores == scores.max(), logits, -np.inf)
    return divmod(int(best.argmax()), scores.shape[1])
