"""How the layers of the timeline lie above each other."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

EDGE = 10  # px at both ends, so that the handle is never cut
RULER, SOUND, CURVE, BAND, BAR = 18, 34, 34, 5, 18  # px at normal text, from the top


@dataclass(frozen=True, slots=True)
class Parts:
    """The rectangles of the layers; `sound` is empty where there is no strip of sound."""

    ruler: QRectF
    sound: QRectF
    curve: QRectF
    band: QRectF
    bar: QRectF

    @property
    def body(self) -> QRectF:
        """From the sound to the band of verdicts."""
        return self.sound.united(self.curve).united(self.band)


def height(scale: float, with_sound: bool) -> int:
    """Pixels of all layers, each grown by `scale`."""
    return round((RULER + SOUND * with_sound + CURVE + BAND + BAR + 6) * scale)


def lay_out(width: float, scale: float, with_sound: bool) -> Parts:
    """The layers of a timeline that is `width` pixels wide."""
    wide, top = max(1.0, width - 2 * EDGE), 0.0
    rects = []
    for high, gap in ((RULER, 0), (SOUND * with_sound, 2), (CURVE, 1), (BAND, 2), (BAR, 0)):
        rects.append(QRectF(EDGE, top, wide, high * scale))
        top += (high + gap) * scale if high else 0
    return Parts(*rects)
