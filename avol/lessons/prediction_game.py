"""Predict first: rounds in which teams point at the source before the map is shown.

The demo clip has a ground truth; for any other video, predictions are compared with the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from avol.evaluation.demo.ground_truth import GroundTruth, load_ground_truth
from avol.evaluation.geometry import Box
from avol.localization import Verdict
from avol.score_scale import MATCH_SCORE

if TYPE_CHECKING:
    from avol.localization import Localization

ROUNDS = 8
Point = tuple[float, float]
"""x, y in 0..1 of the image."""


@dataclass(frozen=True)
class Round:
    """A moment of the video; boxes of the sources in view, None if they are not known."""

    time: float
    boxes: tuple[Box, ...] | None = None


def draw_rounds(truth: GroundTruth, seed: int, count: int = ROUNDS) -> tuple[Round, ...]:
    """Draw moments with a source in view and some without; no two of one segment if possible."""
    random = np.random.default_rng(seed)
    segments = [segment for segment in truth.segments if segment.kind != "silence"]
    chosen = [segments[n] for n in random.permutation(len(segments))[:count]]
    while len(chosen) < count:
        chosen.append(segments[int(random.integers(len(segments)))])
    rounds: list[Round] = []
    for segment in chosen:
        frames = [truth.frames[n] for n, found in truth.scorable if found is segment]
        frame = frames[int(random.integers(len(frames)))]
        boxes = tuple(frame.boxes[name] for name in segment.sounding if name in frame.boxes)
        rounds.append(Round(frame.time, boxes))
    return tuple(rounds)


def rounds_of(media: Path, start: float, duration: float, seed: int) -> tuple[Round, ...]:
    """The rounds of a video: with ground truth beside the demo clip, else at random moments."""
    truth = media.with_name("truth.json")
    if media.name == "demo.mp4" and truth.is_file():
        return draw_rounds(load_ground_truth(truth), seed)
    random = np.random.default_rng(seed)
    margin = min(0.5, duration / 4)
    times = start + margin + random.random(ROUNDS) * max(duration - 2 * margin, 0.0)
    return tuple(Round(float(time)) for time in times)


def is_inside(point: Point, boxes: Sequence[Box]) -> bool:
    """Whether a point lies in one of the boxes."""
    x, y = point
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in boxes)


def judge(point: Point | None, played: Round, found: Localization) -> bool:
    """Whether a prediction is right; None predicts that no source is in view."""
    if played.boxes is not None:
        return is_inside(point, played.boxes) if point is not None else not played.boxes
    if point is None:
        return found.verdict is not Verdict.MATCH
    rows, columns = found.map.shape
    row = min(int(point[1] * rows), rows - 1)
    column = min(int(point[0] * columns), columns - 1)
    return bool(found.map[row, column] >= MATCH_SCORE)


def judge_network(played: Round, found: Localization) -> bool | None:
    """Whether the network is right; None without a ground truth."""
    if played.boxes is None:
        return None
    is_match = found.verdict is Verdict.MATCH
    return judge(found.peak if is_match else None, played, found)
