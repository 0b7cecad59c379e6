"""Metrics of one map on a frame with ground truth, next to chance levels (not in the paper)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.evaluation.demo.ground_truth import GroundTruthFrame, Segment
from avol.evaluation.geometry import Box, cells_in_boxes, in_boxes

if TYPE_CHECKING:
    from avol.localization import Localization


@dataclass(frozen=True)
class MapMetrics:
    """Fractions in 0..1, of one frame or averaged; None where a metric is undefined."""

    pointing: float | None = None
    """The peak lies in the box of a sounding instrument."""
    silent_object: float | None = None
    """The peak lies in the box of a silent instrument only."""
    centre: float | None = None
    """Baseline: the image centre lies in the box of a sounding instrument."""
    random_cell: float | None = None
    """Baseline: probability that a random cell lies in such a box."""
    random_object: float | None = None
    """Baseline: probability that a random visible instrument sounds."""
    both: float | None = None
    """Two instruments sound and both boxes contain a highlighted cell."""
    highlighted: float | None = None
    """Fraction of cells with a score of a match or more."""
    empty: float | None = None
    """No cell is highlighted: correct if no visible instrument sounds, else a miss."""


def score_map(
    localization: "Localization", frame: GroundTruthFrame, segment: Segment, threshold: float
) -> MapMetrics:
    """Metrics of one frame; every metric except areas and baselines is 0 or 1."""
    highlighted = localization.map >= threshold
    area, empty = float(highlighted.mean()), float(not highlighted.any())
    sources = sounding_boxes(frame, segment)
    if not sources:  # no visible source: pointing is undefined
        return MapMetrics(highlighted=area, empty=empty)
    silent = [box for name, box in frame.boxes.items() if name not in segment.sounding]
    pointing = in_boxes(localization.peak, sources)
    return MapMetrics(
        pointing=float(pointing),
        silent_object=float(not pointing and in_boxes(localization.peak, silent)),
        centre=float(in_boxes((0.5, 0.5), sources)),
        random_cell=float(cells_in_boxes(sources, localization.map.shape).mean()),
        random_object=len(sources) / len(frame.boxes),
        both=_all_hit(highlighted, sources) if len(segment.sounding) == len(sources) == 2 else None,
        highlighted=area,
        empty=empty,
    )


def mean_metrics(metrics: Sequence[MapMetrics]) -> MapMetrics:
    """The mean of each metric over the frames for which it is defined."""
    means = dict[str, float]()
    for field in fields(MapMetrics):
        values = [getattr(one, field.name) for one in metrics]
        defined = [value for value in values if value is not None]
        if defined:
            means[field.name] = float(np.mean(defined))
    return MapMetrics(**means)


def sounding_boxes(frame: GroundTruthFrame, segment: Segment) -> list[Box]:
    """Boxes of the visible instruments that sound."""
    return [box for name, box in frame.boxes.items() if name in segment.sounding]


def _all_hit(highlighted: NDArray[np.bool_], boxes: Iterable[Box]) -> float:
    return float(
        all((highlighted & cells_in_boxes([box], highlighted.shape)).any() for box in boxes)
    )
