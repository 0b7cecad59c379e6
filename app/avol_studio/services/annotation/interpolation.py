"""Boxes between two annotated frames, by linear interpolation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from avol_studio.services.annotation.annotation_store import BoxAnnotation, FrameAnnotation

Pair = tuple[BoxAnnotation, BoxAnnotation]


def neighbouring_keys(
    frames: Sequence[FrameAnnotation], time: float
) -> tuple[FrameAnnotation, FrameAnnotation] | None:
    """The frames with drawn boxes around a time, the later ones if it is that of such a frame.

    `frames` are sorted by time.
    """
    keys = [frame for frame in frames if not frame.empty and not frame.interpolated]
    around = [pair for pair in pairwise(keys) if pair[0].time <= time <= pair[1].time]
    return around[-1] if around else None


def interpolate(
    first: FrameAnnotation, last: FrameAnnotation, times: Iterable[float]
) -> list[FrameAnnotation]:
    """The annotations of the frames at `times`, between two annotated frames."""
    pairs = list(_matching(first.boxes, last.boxes))
    span = last.time - first.time
    return [
        FrameAnnotation(
            time=time,
            boxes=tuple(_between(pair, (time - first.time) / span) for pair in pairs),
        )
        for time in times
    ]


def _matching(first: Sequence[BoxAnnotation], last: Sequence[BoxAnnotation]) -> Iterator[Pair]:
    """Pairs of boxes of the same object: with the same label and state, in their order."""
    rest = list(last)
    for box in first:
        same = [b for b in rest if (b.label, b.silent) == (box.label, box.silent)]
        if same:
            rest.remove(same[0])
            yield box, same[0]


def _between(pair: Pair, part: float) -> BoxAnnotation:
    first, last = pair
    x0, y0, x1, y1 = (a + (b - a) * part for a, b in zip(first.box, last.box, strict=True))
    return BoxAnnotation(
        box=(x0, y0, x1, y1), label=first.label, silent=first.silent, interpolated=True
    )
