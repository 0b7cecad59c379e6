"""How pinned sounds are told apart on the picture: a letter, a line and a colour each.

The colours are of Okabe and Ito, apart from each other for colour-blind eyes too and from the heat
colours; the letter and the dashes say the same without colour.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from avol.visualization import heatmap
from avol_studio.ui.style import theme
from avol_studio.ui.viewport.heatmap_painter import DEFAULT_THRESHOLD
from avol_studio.ui.viewport.overlay_text import paint_card

_TINT = 56  # of 255
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class ReferenceStyle:
    """What stands for one pinned sound."""

    letter: str
    colour: str
    line: Qt.PenStyle


REFERENCE_STYLES = (
    ReferenceStyle("A", "#56b4e9", Qt.PenStyle.SolidLine),
    ReferenceStyle("B", "#f0e442", Qt.PenStyle.DashLine),
    ReferenceStyle("C", "#3fd0a4", Qt.PenStyle.DotLine),
    ReferenceStyle("D", "#e78ac3", Qt.PenStyle.DashDotLine),
)


@dataclass(frozen=True, slots=True, eq=False)
class ReferenceMap:
    """One pinned sound and its map (14, 14) of the newest picture."""

    style: ReferenceStyle
    name: str
    map: NDArray[np.float32]
    score: float


def paint_outline(
    painter: QPainter, rect: QRectF, pinned: ReferenceMap, threshold: float, font: QFont
) -> None:
    """The outline of where the sound would be, tinted inside, its letter at the best place."""
    lines = heatmap.contours(
        pinned.map, threshold or DEFAULT_THRESHOLD, round(rect.width()), round(rect.height())
    )
    if not lines:
        return
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for line in lines:
        points = [QPointF(*point) + rect.topLeft() for point in line.tolist()]
        path.moveTo(points[0])
        for point in points[1:]:
            path.lineTo(point)
        path.closeSubpath()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink, tint = QColor(pinned.style.colour), QColor(pinned.style.colour)
    tint.setAlpha(_TINT)
    painter.fillPath(path, tint)
    painter.strokePath(path, QPen(QColor(theme.VIDEO_BACKGROUND), 5.0))
    painter.strokePath(path, QPen(ink, 2.5, pinned.style.line))
    rows, columns = pinned.map.shape
    row, column = divmod(int(pinned.map.argmax()), columns)
    x, y = (column + 0.5) / columns * rect.width(), (row + 0.5) / rows * rect.height()
    paint_swatch(painter, rect.topLeft() + QPointF(x, y), pinned.style, font)


def paint_swatch(painter: QPainter, centre: QPointF, mark: ReferenceStyle, font: QFont) -> None:
    """The letter on a disc of its colour, ringed to show on any ground."""
    radius = QFontMetricsF(font).height() * 0.72
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.VIDEO_BACKGROUND), 1.5))
    painter.setBrush(QColor(mark.colour))
    painter.drawEllipse(centre, radius, radius)
    painter.setFont(font)
    painter.setPen(QColor("#000000"))
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.letter)


def paint_reference_legend(
    painter: QPainter, corner: QPointF, pins: list[ReferenceMap], font: QFont
) -> None:
    """Which letter is which sound, and its score here; above `corner`, at the left."""
    letters = QFontMetricsF(font)
    unit = letters.height()
    widest = max(letters.horizontalAdvance(pin.name) for pin in pins)
    figure = letters.horizontalAdvance("0.00")
    rect = QRectF(corner.x(), 0, widest + figure + unit * 4.4, unit * 1.8 * len(pins))
    rect.moveBottom(corner.y())
    paint_card(painter, rect)
    for n, pin in enumerate(pins):
        middle = rect.top() + unit * 1.8 * (n + 0.5)
        paint_swatch(painter, QPointF(rect.left() + unit * 1.2, middle), pin.style, font)
        line = QRectF(rect.left() + unit * 2.4, middle - unit, rect.width() - unit * 3.0, unit * 2)
        lit = pin.score >= DEFAULT_THRESHOLD
        painter.setPen(QColor(theme.ON_VIDEO if lit else theme.ON_VIDEO_MUTED))
        painter.drawText(line, _LEFT, pin.name)
        painter.drawText(line, _RIGHT, f"{pin.score:.2f}")
