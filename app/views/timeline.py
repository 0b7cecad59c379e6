"""The seek bar: where we are, the marks A and B, and the scores known so far."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.flow.state import PlayerState
from app.views import theme
from app.views.clock_text import clock_text
from app.views.scores import ScoreTrack

_EDGE = 10  # px at both ends, so that the handle is never cut


class Timeline(QWidget):
    """Drag to look (key frames at once), let go for the exact frame; hover for the time."""

    pressed = Signal()
    dragged = Signal(float)
    released = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription("Drag to look through the file; ← and → go 5 s")
        self._state = PlayerState()
        self._time = 0.0
        self._scores: ScoreTrack | None = None
        self._hover: float | None = None
        self._dragging = False

    def set_state(self, state: PlayerState) -> None:
        """Follow the player."""
        self._state = state
        self.setEnabled(state.loaded)
        self.set_time(state.time)

    def set_time(self, time: float) -> None:
        """Where the picture is, in seconds on the file's axis."""
        if not self._dragging:
            self._time = time
        self.update()

    def set_scores(self, scores: ScoreTrack | None) -> None:
        """The curve to draw."""
        self._scores = scores
        self.update()

    def sizeHint(self) -> QSize:
        """High enough for the curve, as wide as there is room."""
        return QSize(320, theme.px(self, 48))

    # -- mouse -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        if event.button() == Qt.MouseButton.LeftButton and self._state.loaded:
            self.pressed.emit()
            self._dragging = True
            self._drag_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the time under the mouse, and go there when dragging."""
        self._hover = event.position().x()
        if self._dragging:
            self._drag_to(event)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go exactly there."""
        if self._dragging and event.button() == Qt.MouseButton.LeftButton:
            self._dragging = False
            self._time = self._time_at(event.position().x())
            self.released.emit(self._time)

    def leaveEvent(self, event: QEvent) -> None:
        """The time under the mouse goes with the mouse."""
        self._hover = None
        self.update()

    def _drag_to(self, event: QMouseEvent) -> None:
        self._time = self._time_at(event.position().x())
        self.update()
        self.dragged.emit(self._time)

    # -- places ------------------------------------------------------------------------------

    def _track(self) -> QRectF:
        return QRectF(_EDGE, 0, max(1, self.width() - 2 * _EDGE), self.height())

    def _x(self, time: float) -> float:
        track, state = self._track(), self._state
        share = (time - state.start) / state.duration if state.duration > 0 else 0.0
        return track.left() + min(max(share, 0.0), 1.0) * track.width()

    def _time_at(self, x: float) -> float:
        track, state = self._track(), self._state
        share = min(max((x - track.left()) / track.width(), 0.0), 1.0)
        return state.start + share * state.duration

    # -- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Curve, bar, marks, handle, and the time under the mouse."""
        painter, look = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() - theme.px(self, 14)
        self._paint_curve(painter, look, middle)
        self._paint_bar(painter, look, middle)
        if self._state.loaded:
            self._paint_marks(painter, look, middle)
            self._paint_handle(painter, look, middle)
            self._paint_hover(painter, look, middle)
        painter.end()

    def _paint_curve(self, painter: QPainter, look: theme.Theme, base: float) -> None:
        if self._scores is None:
            return
        track = self._track()
        count = max(1, int(track.width() / 2))
        values = self._scores.columns(self._state.start, self._state.duration, count)
        high, step = base - 6, track.width() / count
        colour = QColor(look.accent)
        colour.setAlpha(72)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for run in np.split(np.arange(count), np.flatnonzero(np.diff(np.isnan(values))) + 1):
            if not np.isnan(values[run[0]]):
                painter.drawPolygon(_hill(values, run, track.left(), step, base - 4, high - 4))

    def _paint_bar(self, painter: QPainter, look: theme.Theme, middle: float) -> None:
        track = self._track()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.hover))
        painter.drawRoundedRect(QRectF(track.left(), middle - 2, track.width(), 4), 2, 2)
        painter.setBrush(QColor(look.accent if self._state.loaded else look.hover))
        gone = self._x(self._time) - track.left()
        painter.drawRoundedRect(QRectF(track.left(), middle - 2, gone, 4), 2, 2)

    def _paint_marks(self, painter: QPainter, look: theme.Theme, middle: float) -> None:
        a, b = self._state.loop
        if a is not None and b is not None:
            colour = QColor(look.accent)
            colour.setAlpha(56)
            painter.fillRect(QRectF(self._x(a), 4, self._x(b) - self._x(a), middle + 4), colour)
        painter.setFont(theme.font(self, 12, bold=True))
        for mark, letter in ((a, "A"), (b, "B")):
            if mark is None:
                continue
            x = self._x(mark)
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawLine(QPointF(x, 4), QPointF(x, middle + 8))
            painter.setPen(QColor(look.text))
            side = theme.px(self, 16)
            left = x + 4 if letter == "A" else x - 4 - side
            where = QRectF(left, 2, side, side)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, letter)

    def _paint_handle(self, painter: QPainter, look: theme.Theme, middle: float) -> None:
        x, radius = self._x(self._time), 8 if self._dragging or self._hover is not None else 6
        painter.setPen(QPen(QColor(look.accent), 1.5))
        painter.drawLine(QPointF(x, 4), QPointF(x, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.text))
        painter.drawEllipse(QPointF(x, middle), radius, radius)

    def _paint_hover(self, painter: QPainter, look: theme.Theme, middle: float) -> None:
        if self._hover is None:
            return
        text = clock_text(self._time_at(self._hover) - self._state.start, 2)
        painter.setFont(theme.font(self, 12))
        wide = painter.fontMetrics().horizontalAdvance(text) + 16
        left = min(max(self._hover - wide / 2, 0), self.width() - wide)
        rect = QRectF(left, 2, wide, theme.px(self, 20))
        painter.setPen(QColor(look.line))
        painter.setBrush(QColor(look.raised))
        painter.drawRoundedRect(rect, 6, 6)
        painter.setPen(QColor(look.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _hill(
    values: np.ndarray, run: np.ndarray, left: float, step: float, base: float, high: float
) -> QPolygonF:
    """The ground under a stretch of the curve."""
    tops = [QPointF(left + (n + 0.5) * step, base - float(values[n]) * high) for n in run.tolist()]
    first, last = left + run[0] * step, left + (run[-1] + 1) * step
    return QPolygonF([QPointF(first, base), *tops, QPointF(last, base)])
