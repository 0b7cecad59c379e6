"""Evaluation on the demo clip, next to baselines without a model (not in the paper).

The metric is the pointing game of the paper's ECCV version: does the peak of the map lie in the box
of a sounding instrument? Frames whose audio window spans two segments have no single answer and are
skipped. The baselines depend on the boxes alone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from avol.errors import InputError
from avol.evaluation.demo.ground_truth import (
    GroundTruth,
    GroundTruthFrame,
    Segment,
    SegmentKind,
    load_ground_truth,
)
from avol.evaluation.demo.metrics import MapMetrics, mean_metrics, score_map, sounding_boxes
from avol.evaluation.geometry import cells_in_boxes
from avol.score_scale import MATCH_SCORE

if TYPE_CHECKING:
    from avol.localization import Localization
    from avol.localizer import Localizer

ScoredFrame = tuple[GroundTruthFrame, Segment, MapMetrics]


@dataclass(frozen=True)
class SegmentScore:
    """Means over the scored frames of one segment, or of all segments of one kind."""

    label: str
    kind: SegmentKind
    frames: int
    metrics: MapMetrics


@dataclass(frozen=True)
class DemoScore:
    """Results of a localizer on the demo clip."""

    segments: tuple[SegmentScore, ...]
    kinds: tuple[SegmentScore, ...]
    overall: MapMetrics
    """Over the frames with a visible source."""
    best_fixed: float | None
    """Pointing of the best fixed cell, chosen with knowledge of the ground truth."""
    scored: int
    skipped: int
    """Frames whose audio window spans two segments."""
    threshold: float

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain JSON values."""
        return asdict(self)


def score_demo(
    localizer: "Localizer",
    clip: str | Path,
    truth: str | Path,
    *,
    every: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> DemoScore:
    """Evaluate a localizer on the frames of a clip with ground truth.

    Args:
        localizer: the model; cells with a score of a match or more count as highlighted.
        clip: the video; the audio window is centred on each frame.
        truth: the clip's `truth.json`.
        every: evaluate every n-th frame only.
        progress: called with (frames done, frames in total) after each frame.

    Raises:
        InputError: the ground truth is unreadable or of another clip, or `every` is less than 1.
        MediaError: the clip is unreadable, or has no video or no audio.
    """
    if every < 1:
        raise InputError(f"The frame step cannot be {every}; choose 1 or more.")
    known, threshold = load_ground_truth(truth), MATCH_SCORE
    selected = known.scorable[::every]
    scored = list[ScoredFrame]()
    localizations = _localize(localizer, clip, known, selected)
    for (number, segment), localization in zip(selected, localizations, strict=True):
        frame = known.frames[number]
        scored.append((frame, segment, score_map(localization, frame, segment, threshold)))
        if progress is not None:
            progress(len(scored), len(selected))
    return _summary(known, scored, threshold)


def _localize(
    localizer: "Localizer",
    clip: str | Path,
    known: GroundTruth,
    selected: Iterable[tuple[int, Segment]],
) -> Iterator["Localization"]:
    from avol.media import AudioTrack, VideoFile

    with VideoFile(clip) as video, AudioTrack(clip) as track:
        if len(video.index) != len(known.frames):
            raise InputError(
                f"The ground truth has {len(known.frames)} frames and “{Path(clip).name}” has "
                f"{len(video.index)}; use the ground truth of this clip."
            )
        for number, _ in selected:
            frame = video.frame(number)
            yield localizer(frame.image, track.window_at(frame.time, localizer.audio_window))


def _summary(known: GroundTruth, scored: list[ScoredFrame], threshold: float) -> DemoScore:
    kinds: dict[SegmentKind, None] = dict.fromkeys(segment.kind for segment in known.segments)
    pointable = [one for one in scored if one[2].pointing is not None]
    cells = [cells_in_boxes(sounding_boxes(frame, segment)) for frame, segment, _ in pointable]
    return DemoScore(
        segments=tuple(
            _mean(_label(part), part.kind, [m for _, segment, m in scored if segment is part])
            for part in known.segments
        ),
        kinds=tuple(
            _mean(kind, kind, [m for _, segment, m in scored if segment.kind == kind])
            for kind in kinds
        ),
        overall=mean_metrics([metrics for _, _, metrics in pointable]),
        best_fixed=float(np.mean(cells, axis=0).max()) if cells else None,
        scored=len(scored),
        skipped=len(known.frames) - len(known.scorable),
        threshold=threshold,
    )


def _mean(label: str, kind: SegmentKind, metrics: list[MapMetrics]) -> SegmentScore:
    return SegmentScore(label, kind, len(metrics), mean_metrics(metrics))


def _label(segment: Segment) -> str:
    sources = " + ".join(segment.sounding) or segment.kind
    return f"{segment.start:.1f}–{segment.stop:.1f} s {sources}"
