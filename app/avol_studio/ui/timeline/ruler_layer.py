"""The ruler: times at even places, and the markers that a person set."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from avol_studio.ui.style import theme
from avol_studio.ui.text.time_format import clock_text
from avol_studio.ui.timeline.time_range import TimeRange

_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)


def tick_step(span: float, most: int) -> float:
    """Seconds between two ticks, a round number, for at most so many ticks."""
    wanted = span / max(1, most)
    if wanted <= 1:
        power = 10 ** math.floor(math.log10(max(wanted, 1e-6)))
        return next(n * power for n in (1, 2, 5, 10) if n * power >= wanted - 1e-12)
    return next((step for step in _STEPS if step >= wanted), float(_STEPS[-1]))


def paint_ruler(painter: QPainter, look: theme.Theme, rect: QRectF, view: TimeRange) -> None:
    """Ticks with the time since the beginning of the file."""
    metrics = painter.fontMetrics()
    decimals = max(0, min(6, math.ceil(-math.log10(max(view.span / 20, 1e-7)))))
    room = metrics.horizontalAdvance(clock_text(view.high - view.start, decimals)) + 28
    step = tick_step(view.span, int(rect.width() / room))
    decimals = 0 if step >= 1 else min(6, math.ceil(-math.log10(step) - 1e-9))
    number = math.ceil((view.low - view.start) / step - 1e-9)
    while (time := view.start + number * step) <= view.high + 1e-9:
        x = view.x(time)
        painter.setPen(QColor(look.line))
        painter.drawLine(QPointF(x, rect.top() + 2), QPointF(x, rect.bottom()))
        text = clock_text(time - view.start, decimals)
        wide = metrics.horizontalAdvance(text)
        if x + 4 + wide < rect.right():
            painter.setPen(QColor(look.muted))
            where = QRectF(x + 4, rect.top(), wide + 2, rect.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, text)
        number += 1


def paint_markers(
    painter: QPainter, look: theme.Theme, rect: QRectF, bottom: float, view: TimeRange,
    times: tuple[float, ...],
) -> None:  # fmt: skip
    """A flag in the ruler and a thin line down to `bottom` for each marker in view."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for time in times:
        if not view.contains(time):
            continue
        x, top, half = view.x(time), rect.top() + 2, rect.height() * 0.32
        painter.setPen(QPen(QColor(look.caution), 1))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setBrush(QColor(look.caution))
        flag = [(-half, 0), (half, 0), (half, half), (0, 2 * half), (-half, half)]
        painter.drawPolygon(QPolygonF([QPointF(x + dx, top + dy) for dx, dy in flag]))


def paint_range(
    painter: QPainter, look: theme.Theme, rect: QRectF, view: TimeRange,
    loop: tuple[float | None, float | None],
) -> None:  # fmt: skip
    """The marks A and B and, with both set, the stretch between them."""
    a, b = loop
    if a is not None and b is not None:
        colour = QColor(look.accent)
        colour.setAlpha(48)
        left, right = (min(max(view.x(t), rect.left()), rect.right()) for t in (a, b))
        painter.fillRect(QRectF(left, rect.top(), right - left, rect.height()), colour)
    side = painter.fontMetrics().height()
    for mark, letter in ((a, "A"), (b, "B")):
        if mark is None or not view.contains(mark):
            continue
        x = view.x(mark)
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        left = x + 3 if letter == "A" else x - 3 - side
        where = QRectF(left, rect.bottom() - side, side, side)
        painter.setPen(QColor(look.text))
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, letter)
