"""What was found: the curve of scores, a band of verdicts, and how much is known so far."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from avol.localizer import Verdict
from avol_studio.ui.style import theme
from avol_studio.ui.timeline.score_track import CODES, ScoreTrack
from avol_studio.ui.timeline.time_range import TimeRange

STEP = 2  # px between two points of the curve


def paint_scores(
    painter: QPainter,
    look: theme.Theme,
    curve: QRectF,
    band: QRectF,
    view: TimeRange,
    track: ScoreTrack,
) -> None:
    """The curve from 0 at the bottom of its rect to 1 at the top, and the band below it."""
    count = max(1, int(curve.width() / STEP))
    values = track.max_scores(view.low, view.span, count)
    colour = QColor(look.accent)
    colour.setAlpha(80)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    step = curve.width() / count
    for run in np.split(np.arange(count), np.flatnonzero(np.diff(np.isnan(values))) + 1):
        if not np.isnan(values[run[0]]):
            painter.drawPolygon(_hill(values, run, curve, step))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _paint_band(painter, look, band, track.verdict_codes(view.low, view.span, count))


def paint_known(
    painter: QPainter, look: theme.Theme, rect: QRectF, view: TimeRange, track: ScoreTrack
) -> None:
    """A thin line at the foot of `rect` under what is analysed, until all is."""
    if track.known_fraction == 1:
        return
    codes = track.verdict_codes(
        view.low, view.span, max(1, int(rect.width() / STEP)), bridged=False
    )
    step = rect.width() / len(codes)
    for run in np.split(np.arange(len(codes)), np.flatnonzero(np.diff(codes > 0)) + 1):
        if codes[run[0]]:
            left = rect.left() + run[0] * step
            line = QRectF(left, rect.bottom() - 2, len(run) * step, 2)
            painter.fillRect(line, QColor(look.accent))


def _paint_band(
    painter: QPainter, look: theme.Theme, band: QRectF, codes: NDArray[np.uint8]
) -> None:
    """A thick line where something here sounds, a thin one where nothing does, a dot in silence."""
    step = band.width() / len(codes)
    looks = {
        CODES[Verdict.MATCH]: (1.0, look.good),
        CODES[Verdict.NO_MATCH]: (0.5, look.caution),
        CODES[Verdict.SILENCE]: (0.25, look.faint),
    }
    for run in np.split(np.arange(len(codes)), np.flatnonzero(np.diff(codes)) + 1):
        code = codes[run[0]]
        if not code:
            continue
        share, ink = looks[int(code)]
        high = share * band.height()
        left = band.left() + run[0] * step
        painter.fillRect(QRectF(left, band.bottom() - high, len(run) * step, high), QColor(ink))


def _hill(values: NDArray[np.float32], run: NDArray, rect: QRectF, step: float) -> QPolygonF:
    """The ground under a stretch of the curve."""
    base, high = rect.bottom(), rect.height()
    tops = [
        QPointF(rect.left() + (n + 0.5) * step, base - float(values[n]) * high)
        for n in run.tolist()
    ]
    first, last = rect.left() + run[0] * step, rect.left() + (run[-1] + 1) * step
    return QPolygonF([QPointF(first, base), *tops, QPointF(last, base)])
