"""Score a localizer on the demo clip, beside rows that need no model (ours).

The pointing game of the paper's ECCV version: is the best cell of the map in the box of something
that sounds? Frames whose second of sound straddles a change of segment are not scored: no single
answer is right for them. Every share has its chance beside it, computed from the boxes alone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from avol.errors import InputError
from avol.evaluation.demo.ground_truth import Kind, Segment, Truth, TruthFrame, read_truth
from avol.evaluation.demo.metrics import MapMetrics, boxes_of, judge, mean
from avol.evaluation.geometry import cells_in_boxes

if TYPE_CHECKING:
    from avol.localizer import Localization, Localizer

Answered = tuple[TruthFrame, Segment, MapMetrics]


@dataclass(frozen=True)
class RowScore:
    """Means over the scored frames of one segment, or of all segments of one kind."""

    label: str
    kind: Kind
    frames: int
    shares: MapMetrics


@dataclass(frozen=True)
class DemoScore:
    """What a localizer reaches on the clip; print `demo_table.table` of it, or keep `to_dict()`."""

    segments: tuple[RowScore, ...]
    kinds: tuple[RowScore, ...]
    overall: MapMetrics
    """Over the frames in which something in the picture sounds."""
    best_fixed: float | None
    """What the luckiest fixed place reaches at pointing, known only afterwards."""
    scored: int
    straddling: int
    """Frames left out because their second of sound straddles a change of segment."""
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
    """Ask the localizer about the frames of a clip whose truth is known.

    Args:
        localizer: who is asked; its card's threshold says when a cell is lit.
        clip: the video; the second of sound is centred on each frame.
        truth: the clip's `truth.json`.
        every: score each so-many-th frame only, for a quick look.
        progress: told (frames done, frames in all) after each frame.

    Raises:
        InputError: the truth cannot be read or is of another clip, or `every` is less than 1.
        MediaError: the clip cannot be read, or has no picture or no sound.
    """
    if every < 1:
        raise InputError(f"Of every {every} frames none can be scored; take 1 or more.")
    known, threshold = read_truth(truth), localizer.card.threshold
    asked = known.clear[::every]
    answered = list[Answered]()
    for (number, segment), answer in zip(asked, _ask(localizer, clip, known, asked), strict=True):
        frame = known.frames[number]
        answered.append((frame, segment, judge(answer, frame, segment, threshold)))
        if progress is not None:
            progress(len(answered), len(asked))
    return _summary(known, answered, threshold)


def _ask(
    localizer: "Localizer", clip: str | Path, known: Truth, asked: Iterable[tuple[int, Segment]]
) -> Iterator["Localization"]:
    from avol.media import AudioTrack, VideoFile

    with VideoFile(clip) as video, AudioTrack(clip) as sound:
        if len(video.index) != len(known.frames):
            raise InputError(
                f"The truth knows {len(known.frames)} frames and “{Path(clip).name}” has "
                f"{len(video.index)}; take the truth that was made with this clip."
            )
        for number, _ in asked:
            frame = video.frame(number)
            yield localizer(frame.image, sound.window_at(frame.time))


def _summary(known: Truth, answered: list[Answered], threshold: float) -> DemoScore:
    kinds: dict[Kind, None] = dict.fromkeys(segment.kind for segment in known.segments)
    pointable = [one for one in answered if one[2].pointing is not None]
    places = [cells_in_boxes(boxes_of(frame, segment)) for frame, segment, _ in pointable]
    return DemoScore(
        segments=tuple(
            _row(_label(part), part.kind, [s for _, segment, s in answered if segment is part])
            for part in known.segments
        ),
        kinds=tuple(
            _row(kind, kind, [s for _, segment, s in answered if segment.kind == kind])
            for kind in kinds
        ),
        overall=mean([shares for _, _, shares in pointable]),
        best_fixed=float(np.mean(places, axis=0).max()) if places else None,
        scored=len(answered),
        straddling=len(known.frames) - len(known.clear),
        threshold=threshold,
    )


def _row(label: str, kind: Kind, shares: list[MapMetrics]) -> RowScore:
    return RowScore(label, kind, len(shares), mean(shares))


def _label(segment: Segment) -> str:
    who = " + ".join(segment.sounding) or segment.kind
    return f"{segment.start:.1f}–{segment.stop:.1f} s {who}"
