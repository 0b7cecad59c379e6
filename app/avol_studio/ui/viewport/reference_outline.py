"""Pinned sounds on the image: a letter, a line style and a colour each.

The colours are those of Okabe and Ito, distinct for colour-blind viewers and from the heat colours.
Letter and line style do not need colour.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from avol.visualization import heatmap
from avol_studio.core.translation import number
from avol_studio.ui.style import theme
from avol_studio.ui.viewport.heatmap_painter import DEFAULT_THRESHOLD, line_width
from avol_studio.ui.viewport.text_painter import paint_card

_TINT = 56  # of 255
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class ReferenceStyle:
    """Letter, colour and line style of a pinned sound."""

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
    """A pinned sound and its map (14, 14) of the shown frame."""

    style: ReferenceStyle
    name: str
    map: NDArray[np.float32]
    score: float


def paint_outline(
    painter: QPainter, rect: QRectF, reference: ReferenceMap, threshold: float, font: QFont
) -> None:
    """Paint the outline of the cells above the threshold, its letter at the best cell."""
    lines = heatmap.contours(
        reference.map, threshold or DEFAULT_THRESHOLD, round(rect.width()), round(rect.height())
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
    ink, tint = QColor(reference.style.colour), QColor(reference.style.colour)
    tint.setAlpha(_TINT)
    painter.fillPath(path, tint)
    width = line_width(rect)
    painter.strokePath(path, QPen(QColor(theme.VIDEO_BACKGROUND), 2 * width + 2))
    painter.strokePath(path, QPen(QColor(theme.ON_VIDEO), width + 2))
    painter.strokePath(path, QPen(ink, width, reference.style.line))
    rows, columns = reference.map.shape
    row, column = divmod(int(reference.map.argmax()), columns)
    x, y = (column + 0.5) / columns * rect.width(), (row + 0.5) / rows * rect.height()
    paint_swatch(painter, rect.topLeft() + QPointF(x, y), reference.style, font)


def paint_swatch(painter: QPainter, centre: QPointF, style: ReferenceStyle, font: QFont) -> None:
    """Paint the letter on a disc of its colour, with a ring for any background."""
    radius = QFontMetricsF(font).height() * 0.72
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.VIDEO_BACKGROUND), 1.5))
    painter.setBrush(QColor(style.colour))
    painter.drawEllipse(centre, radius, radius)
    painter.setFont(font)
    painter.setPen(QColor("#000000"))
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, style.letter)


def paint_reference_legend(
    painter: QPainter, corner: QPointF, references: list[ReferenceMap], font: QFont
) -> None:
    """Paint letters, names and scores of the pinned sounds above `corner`."""
    letters = QFontMetricsF(font)
    unit = letters.height()
    widest = max(letters.horizontalAdvance(item.name) for item in references)
    number_width = letters.horizontalAdvance("0.00")
    rect = QRectF(corner.x(), 0, widest + number_width + unit * 4.4, unit * 1.8 * len(references))
    rect.moveBottom(corner.y())
    paint_card(painter, rect)
    for n, item in enumerate(references):
        middle = rect.top() + unit * 1.8 * (n + 0.5)
        paint_swatch(painter, QPointF(rect.left() + unit * 1.2, middle), item.style, font)
        line = QRectF(rect.left() + unit * 2.4, middle - unit, rect.width() - unit * 3.0, unit * 2)
        matched = item.score >= DEFAULT_THRESHOLD
        painter.setPen(QColor(theme.ON_VIDEO if matched else theme.ON_VIDEO_MUTED))
        painter.drawText(line, _LEFT, item.name)
        painter.drawText(line, _RIGHT, number(item.score, 2))
