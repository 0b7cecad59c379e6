"""Tries under five conditions, with hit rates, intervals and a reliability curve.

With camera and microphone the class arranges the conditions; in file mode the demo clip and the
reference sounds provide them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from avol.evaluation.demo.ground_truth import GroundTruth, SegmentKind
from avol.lessons.activities.activity_record import Try
from avol.reference_sounds import SILENCE

TRIES = 10
"""Tries of each condition."""
CONDITIONS: Mapping[str, str] = {
    "real": "A source in view",
    "hidden": "The source is hidden",
    "picture": "A picture of the source",
    "similar": "A similar instrument",
    "silence": "Silence",
}
MATCHING = ("real",)
"""Conditions under which a match is the right verdict."""
BINS = 10
"""Groups of the reliability curve, those of the calibration error."""
NORMAL_QUANTILE = 1.959964
"""95 % of a normal distribution lie within as many deviations."""


@dataclass(frozen=True)
class Moment:
    """A try that the demo clip provides: a time, and a sound that replaces its audio."""

    condition: str
    time: float
    sound: str = ""


@dataclass(frozen=True)
class ReliabilityPoint:
    """Tries with similar scores: mean score, fraction that matched, and their number."""

    score: float
    matching: float
    count: int


_SIMILAR = {"violin": "Cello", "guitar": "Banjo", "trumpet": "Trombone", "drums": "Piano"}


def draw_moments(truth: GroundTruth, seed: int) -> tuple[Moment, ...]:
    """Draw `TRIES` moments of each condition that a file can provide, in random order."""
    random = np.random.default_rng([seed, TRIES])
    moments: list[Moment] = []
    for condition, kinds in (
        ("real", ("one", "two")), ("hidden", ("offscreen",)), ("silence", ("silence",)),
    ):  # fmt: skip
        times = _times(truth, kinds)
        picked = random.choice(len(times), TRIES, replace=len(times) < TRIES)
        moments += [Moment(condition, times[n][0]) for n in picked]
    times = _times(truth, ("one",))
    for n in random.choice(len(times), TRIES, replace=len(times) < TRIES):
        time, sounding = times[n]
        moments.append(Moment("similar", time, _SIMILAR.get(sounding[0], SILENCE.name)))
    return tuple(moments[n] for n in random.permutation(len(moments)))


def _times(
    truth: GroundTruth, kinds: tuple[SegmentKind | str, ...]
) -> list[tuple[float, tuple[str, ...]]]:
    return [
        (truth.frames[number].time, segment.sounding)
        for number, segment in truth.scorable
        if segment.kind in kinds
    ]


def hit_rate(tries: Iterable[Try], condition: str = "") -> tuple[int, int]:
    """Right verdicts and tries of a condition; "" counts all."""
    chosen = [one for one in tries if condition in ("", one.condition)]
    return sum(one.right for one in chosen), len(chosen)


def wilson_interval(hits: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a rate, in percent (Wilson 1927); 0 to 100 without a try."""
    if count == 0:
        return 0.0, 100.0
    rate, square = hits / count, NORMAL_QUANTILE**2 / count
    middle = rate + square / 2
    reach = math.sqrt(rate * (1 - rate) * square + square**2 / 4)
    low, high = ((middle + side * reach) / (1 + square) for side in (-1, 1))
    return 100 * max(low, 0.0), 100 * min(high, 1.0)


def matches(one: Try) -> bool:
    """Whether a match was the right verdict."""
    return one.condition in MATCHING


def expected_calibration_error(tries: Iterable[Try]) -> float:
    """Mean distance between the scores and the fraction of matches; 0 without a try."""
    from avol.evaluation.metrics import calibration_error  # imports OpenCV

    tries = tuple(tries)
    if not tries:
        return 0.0
    scores = np.array([one.score for one in tries])
    match = np.array([matches(one) for one in tries])
    return calibration_error(scores, match, np.ones(len(tries)))


def reliability_curve(tries: Iterable[Try]) -> tuple[ReliabilityPoint, ...]:
    """The tries in `BINS` equal bins of the score; empty bins are left out."""
    bins: dict[int, list[Try]] = {}
    for one in tries:
        bins.setdefault(min(int(one.score * BINS), BINS - 1), []).append(one)
    return tuple(
        ReliabilityPoint(
            float(np.mean([one.score for one in found])),
            float(np.mean([matches(one) for one in found])),
            len(found),
        )
        for _, found in sorted(bins.items())
    )
