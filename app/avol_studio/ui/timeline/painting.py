"""Painting the timeline: the layers that stay, and what moves over them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from avol_studio.core.state.player_state import PlayerState
from avol_studio.services.analysis.audio_overview import AudioOverview
from avol_studio.ui.style import theme
from avol_studio.ui.text.time_format import clock_text
from avol_studio.ui.timeline.audio_layer import TrackKind, paint_sound
from avol_studio.ui.timeline.layout import Parts
from avol_studio.ui.timeline.query_layer import paint_answer
from avol_studio.ui.timeline.ruler_layer import paint_markers, paint_range, paint_ruler
from avol_studio.ui.timeline.score_layer import paint_known, paint_scores
from avol_studio.ui.timeline.score_track import ScoreTrack
from avol_studio.ui.timeline.time_range import TimeRange


@dataclass(frozen=True, slots=True)
class Shown:
    """What the layers are drawn from."""

    view: TimeRange
    sound: AudioOverview | None
    close_up: AudioOverview | None
    strip: TrackKind
    scores: ScoreTrack | None
    answer: ScoreTrack | None
    markers: tuple[float, ...]
    loop: tuple[float | None, float | None]


def paint_layers(painter: QPainter, look: theme.Theme, parts: Parts, shown: Shown) -> None:
    """All that only changes with zoom, sound, scores and marks."""
    paint_ruler(painter, look, parts.ruler, shown.view)
    painter.setClipRect(QRectF(parts.body.left(), 0, parts.body.width(), parts.bar.bottom()))
    if shown.strip != "none":
        painter.fillRect(parts.sound, QColor(look.surface))
        sound = _finest(shown)
        if sound is not None:
            paint_sound(painter, look, parts.sound, shown.view, sound, shown.strip)
    if shown.scores is not None:
        paint_scores(painter, look, parts.curve, parts.band, shown.view, shown.scores)
        paint_known(painter, look, parts.bar, shown.view, shown.scores)
    if shown.answer is not None:
        paint_answer(painter, look, parts.curve, shown.view, shown.answer)
    painter.setPen(QPen(QColor(look.line), 1))
    painter.drawLine(parts.curve.bottomLeft(), parts.curve.bottomRight())
    paint_range(painter, look, parts.body, shown.view, shown.loop)
    painter.setClipping(False)
    paint_markers(painter, look, parts.ruler, parts.body.bottom(), shown.view, shown.markers)


def _finest(shown: Shown) -> AudioOverview | None:
    """The sound close up where that covers what is shown and is finer, else that of the whole."""
    near, view = shown.close_up, shown.view
    if near is None or (shown.sound is not None and near.step >= shown.sound.step):
        return shown.sound
    covers = near.start <= view.low + near.step
    covers = covers and near.start + len(near) * near.step >= view.high - near.step
    return near if covers else shown.sound


def paint_bar(
    painter: QPainter, look: theme.Theme, rect: QRectF, view: TimeRange, state: PlayerState,
    time: float,
) -> None:  # fmt: skip
    """The bar to drag on, filled up to where the picture is."""
    middle = rect.center().y()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.hover))
    painter.drawRoundedRect(QRectF(rect.left(), middle - 2, rect.width(), 4), 2, 2)
    if not state.duration:
        return
    painter.setBrush(QColor(look.accent))
    gone = min(max(view.x(time) - rect.left(), 0.0), rect.width())
    painter.drawRoundedRect(QRectF(rect.left(), middle - 2, gone, 4), 2, 2)


def paint_handle(
    painter: QPainter, look: theme.Theme, parts: Parts, view: TimeRange, time: float, grown: bool
) -> None:
    """Where the picture is, if that is in view."""
    if not view.contains(time):
        return
    x, middle = view.x(time), parts.bar.center().y()
    painter.setPen(QPen(QColor(look.accent), 1.5))
    painter.drawLine(QPointF(x, parts.body.top()), QPointF(x, middle))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.text))
    radius = 8 if grown else 6
    painter.drawEllipse(QPointF(x, middle), radius, radius)


def paint_moment(
    painter: QPainter, look: theme.Theme, parts: Parts, x: float, moment: float, span: float
) -> None:
    """The time under the mouse, on the ruler."""
    decimals = max(2, min(6, math.ceil(-math.log10(max(span, 1e-6) / 500))))
    text = clock_text(moment, decimals)
    wide = painter.fontMetrics().horizontalAdvance(text) + 16
    left = min(max(x - wide / 2, 0), parts.ruler.right() - wide)
    rect = QRectF(left, 0, wide, parts.ruler.height())
    painter.setPen(QPen(QColor(look.muted), 1, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(x, parts.body.top()), QPointF(x, parts.body.bottom()))
    painter.setPen(QColor(look.line))
    painter.setBrush(QColor(look.raised))
    painter.drawRoundedRect(rect, 6, 6)
    painter.setPen(QColor(look.text))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
