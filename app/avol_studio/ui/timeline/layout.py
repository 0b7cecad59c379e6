"""The geometry of the lanes of the timeline."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

EDGE = 10  # px at both ends at least, so that the handle is never cut
RULER, AUDIO, SCORES, VERDICTS, BAR = 18, 34, 34, 8, 16  # px at normal text, from the top


@dataclass(frozen=True, slots=True)
class LaneRects:
    """The rectangles of the lanes in pixels of the widget; `audio` is empty if it is hidden."""

    ruler: QRectF = field(default_factory=QRectF)
    audio: QRectF = field(default_factory=QRectF)
    scores: QRectF = field(default_factory=QRectF)
    verdicts: QRectF = field(default_factory=QRectF)
    bar: QRectF = field(default_factory=QRectF)

    @property
    def lanes_top(self) -> float:
        """The top of the lanes below the ruler."""
        return self.ruler.bottom()

    @property
    def lanes_height(self) -> float:
        """The height from the audio lane to the verdicts."""
        return self.verdicts.bottom() - self.lanes_top


def height(scale: float, with_audio: bool) -> int:
    """Pixels of all lanes, each enlarged by `scale`."""
    return round((RULER + AUDIO * with_audio + SCORES + VERDICTS + BAR + 5) * scale)


def lane_rects(width: float, scale: float, with_audio: bool, labels: float = 0.0) -> LaneRects:
    """The lanes of a timeline that is `width` pixels wide, right of the `labels` in pixels."""
    left, top = round(EDGE + labels), 0.0
    wide = max(1.0, width - left - EDGE)
    rects = []
    for high, gap in ((RULER, 0), (AUDIO * with_audio, 2), (SCORES, 1), (VERDICTS, 2), (BAR, 0)):
        rects.append(QRectF(left, top, wide, round(high * scale)))
        top += round(high * scale) + gap if high else 0
    return LaneRects(*rects)
