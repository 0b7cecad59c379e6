"""The verdicts over time as a strip of pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from avol.localization import Verdict
from avol_studio.ui.style import theme
from avol_studio.ui.timeline.score_track import CODES, ScoreTrack
from avol_studio.ui.timeline.time_range import TimeRange

BAND_ROWS, KNOWN_ROWS = 4, 2  # a row of the verdicts; the line below them


def verdict_pixels(
    track: ScoreTrack, shown: TimeRange, columns: int, palette: theme.Theme
) -> NDArray[np.uint8]:
    """Colours (columns, rows, 4), straight alpha.

    A match fills the band, no match its lower half, silence its lowest quarter, an unfamiliar sound
    a line above its middle: the shape says the same as the colour. The line below marks the
    analysed part until all of the file is known.
    """
    pixels = np.zeros((columns, BAND_ROWS + KNOWN_ROWS, 4), np.uint8)
    codes = track.verdict_codes(shown.low, shown.span, columns)
    styles = (
        (Verdict.MATCH, slice(0, 4), palette.good),
        (Verdict.NO_MATCH, slice(2, 4), palette.caution),
        (Verdict.UNFAMILIAR, slice(1, 2), palette.muted),
        (Verdict.SILENCE, slice(3, 4), palette.faint),
    )
    for verdict, rows, colour in styles:
        pixels[codes == CODES[verdict], rows] = _rgba(colour)
    if track.known_fraction < 1:
        known = track.verdict_codes(shown.low, shown.span, columns, bridged=False) > 0
        pixels[known, BAND_ROWS + 1 :] = _rgba(palette.accent)
    return pixels


def _rgba(colour: str) -> tuple[int, int, int, int]:
    made = QColor(colour)
    return made.red(), made.green(), made.blue(), made.alpha()
