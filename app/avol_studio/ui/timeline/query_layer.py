"""How well each second matches a place that was asked about: a line over the curve of scores."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from avol_studio.ui.style import theme
from avol_studio.ui.timeline.score_layer import STEP
from avol_studio.ui.timeline.score_track import ScoreTrack
from avol_studio.ui.timeline.time_range import TimeRange


def paint_answer(
    painter: QPainter, look: theme.Theme, rect: QRectF, view: TimeRange, track: ScoreTrack
) -> None:
    """The line from 0 at the bottom of `rect` to 1 at its top, where it is known."""
    count = max(1, int(rect.width() / STEP))
    values, step = track.max_scores(view.low, view.span, count), rect.width() / count
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.caution), 2))
    for run in np.split(np.arange(count), np.flatnonzero(np.diff(np.isnan(values))) + 1):
        if not np.isnan(values[run[0]]):
            xs = rect.left() + (run + 0.5) * step
            ys = rect.bottom() - values[run] * rect.height()
            points = [QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
            painter.drawPolyline(QPolygonF(points))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
