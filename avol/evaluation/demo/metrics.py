"""What one map is worth for one frame whose truth is known, beside what chance is worth (ours)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.evaluation.demo.ground_truth import Segment, TruthFrame
from avol.evaluation.geometry import Box, cells_in_boxes, in_boxes

if TYPE_CHECKING:
    from avol.localizer import Localization


@dataclass(frozen=True)
class MapMetrics:
    """Shares of frames, each in 0..1; None where the question makes no sense."""

    pointing: float | None = None
    """The peak lies in the box of an instrument that sounds."""
    other: float | None = None
    """It lies in the box of one that is silent, and of none that sounds."""
    centre: float | None = None
    """The middle of the picture lies in the box of one that sounds."""
    anywhere: float | None = None
    """The chance of a cell picked at random."""
    anyone: float | None = None
    """The chance of an instrument picked at random among those in the picture."""
    both: float | None = None
    """Two sound and are in the picture, and both boxes hold a lit cell."""
    lit: float | None = None
    """Share of the map's cells at or above the card's threshold."""
    dark: float | None = None
    """No cell is lit: right where nothing in the picture sounds, else a miss."""


def judge(
    answer: "Localization", frame: TruthFrame, segment: Segment, threshold: float
) -> MapMetrics:
    """One frame: every share is 0 or 1 but the lit area and the chances."""
    lit = answer.map >= threshold
    area, dark = float(lit.mean()), float(not lit.any())
    right = boxes_of(frame, segment)
    if not right:  # nothing that sounds is in the picture: there is no right place
        return MapMetrics(lit=area, dark=dark)
    wrong = [box for name, box in frame.boxes.items() if name not in segment.sounding]
    pointing = in_boxes(answer.peak, right)
    return MapMetrics(
        pointing=float(pointing),
        other=float(not pointing and in_boxes(answer.peak, wrong)),
        centre=float(in_boxes((0.5, 0.5), right)),
        anywhere=float(cells_in_boxes(right, answer.map.shape).mean()),
        anyone=len(right) / len(frame.boxes),
        both=_both(lit, right) if len(segment.sounding) == len(right) == 2 else None,
        lit=area,
        dark=dark,
    )


def mean(shares: Sequence[MapMetrics]) -> MapMetrics:
    """Each share's mean over the frames that have it."""
    means = dict[str, float]()
    for field in fields(MapMetrics):
        values = [getattr(one, field.name) for one in shares]
        known = [value for value in values if value is not None]
        if known:
            means[field.name] = float(np.mean(known))
    return MapMetrics(**means)


def boxes_of(frame: TruthFrame, segment: Segment) -> list[Box]:
    """The boxes of those who sound and can be seen."""
    return [box for name, box in frame.boxes.items() if name in segment.sounding]


def _both(lit: NDArray[np.bool_], boxes: Iterable[Box]) -> float:
    return float(all((lit & cells_in_boxes([box], lit.shape)).any() for box in boxes))
