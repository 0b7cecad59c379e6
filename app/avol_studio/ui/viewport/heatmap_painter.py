"""Paints a map over the image, like `avol.visualization.heatmap` does in exported videos.

The scale is fixed, 0..1. The map's own minimum and maximum never change it.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QPolygonF

from avol.visualization import heatmap
from avol_studio.core.settings.schema import Settings
from avol_studio.core.system.vector_registers import clear_vector_registers
from avol_studio.core.translation import number
from avol_studio.ui.style import theme

FINE = 168  # pixels a side of the heat image, which Qt then only has to stretch
COLORED_VIEWS = ("heat", "grid")
"""The views with a colour scale, which need a legend."""
DEFAULT_THRESHOLD = 0.5  # of the outline when the threshold setting is 0
_BORDER = 2  # clear pixels around the coloured part of a smooth map
_NUMBERS_FROM = 38  # px that a cell must be wide to carry its number
_LEGIBLE = 0.15  # scores below are written fainter

Map = NDArray[np.float32]


def heat_image(scores: Map, settings: Settings, smooth: bool = True) -> QImage:
    """A map (14, 14) of 0..1 as a small image with premultiplied alpha."""
    return _coloured(_fine(scores) if smooth else _levels(scores), settings)


def heat_part(scores: Map, settings: Settings, size: QSize) -> tuple[QPoint, QImage] | None:
    """The part of a smooth map, scaled to `size` in pixels, that has a colour, and its corner.

    Most of an image is usually left clear. None: all of it is. The part lies within half a pixel of
    its place.
    """
    from avol.core.opencv import cv2

    fine, visible = _fine(scores), np.flatnonzero(_alpha(settings))
    if not len(visible) or size.isEmpty():
        return None
    _, coloured = cv2.threshold(fine, int(visible[0]) - 1, 1, cv2.THRESH_BINARY)
    left, top, width, height = cv2.boundingRect(coloured)
    if not width:
        return None
    x0, x1 = max(0, left - _BORDER), min(FINE, left + width + _BORDER)
    y0, y1 = max(0, top - _BORDER), min(FINE, top + height + _BORDER)
    across, down = size.width() / FINE, size.height() / FINE
    corner = QPoint(round(x0 * across), round(y0 * down))
    end = QPoint(round(x1 * across), round(y1 * down))
    wide, high = end.x() - corner.x(), end.y() - corner.y()
    part = cv2.resize(fine[y0:y1, x0:x1], (wide, high), interpolation=cv2.INTER_LINEAR)
    return corner, _coloured(np.asarray(part, np.uint8), settings)


def _levels(scores: Map) -> NDArray[np.uint8]:
    return np.rint(np.clip(scores, 0, 1) * 255).astype(np.uint8)


def _fine(scores: Map) -> NDArray[np.uint8]:
    """A smooth map (FINE, FINE)."""
    from avol.core.opencv import cv2

    clear_vector_registers()
    fine = cv2.resize(_levels(scores), (FINE, FINE), interpolation=cv2.INTER_CUBIC)
    return np.asarray(fine, np.uint8)


def _coloured(levels: NDArray[np.uint8], settings: Settings) -> QImage:
    height, width = levels.shape
    image = QImage(levels.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(_colours(settings.opacity, settings.threshold, settings.colormap))
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _alpha(settings: Settings) -> NDArray[np.uint8]:
    """The opacity (256,) of the scores."""
    return heatmap.heat_table(settings.opacity, settings.threshold, settings.colormap)[:, 3]


@lru_cache(maxsize=8)
def _colours(opacity: float, threshold: float, colormap: str) -> list[int]:
    """The colours of 256 scores as Qt's integers."""
    lut = heatmap.heat_table(opacity, threshold, colormap)
    return [QColor(*rgba).rgba() for rgba in lut.tolist()]


def paint_map(
    painter: QPainter,
    rect: QRectF,
    scores: Map,
    settings: Settings,
    matched: bool,
    font: QFont,
    heat: QImage | None = None,
) -> None:
    """Paint a map in the view of the settings.

    matched: whether the verdict is a match. heat: the cached `heat_image` of the map.
    """
    match settings.view:
        case "heat":
            paint_heat(painter, rect, heat or heat_image(scores, settings))
        case "grid":
            cells = heat or heat_image(scores, settings, smooth=False)
            paint_grid(painter, rect, cells, scores, font)
        case "contour":
            paint_contour(painter, rect, scores, settings)
        case "peak":
            paint_peak(painter, rect, scores, settings, matched)


def paint_heat(painter: QPainter, rect: QRectF, image: QImage) -> None:
    """Paint a heat image over `rect`."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
    painter.drawImage(rect, image)


def paint_contour(painter: QPainter, rect: QRectF, scores: Map, settings: Settings) -> None:
    """Paint the cells above the threshold: an outline, light on dark, with a light fill."""
    lines = heatmap.contours(
        scores, settings.threshold or DEFAULT_THRESHOLD, round(rect.width()), round(rect.height())
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for line in lines:
        path.addPolygon(QPolygonF([QPointF(*p) + rect.topLeft() for p in line.tolist()]))
        path.closeSubpath()
    fill = QColor(*heatmap.FILL_COLOR)
    fill.setAlphaF(heatmap.FILL_OPACITY)
    painter.fillPath(path, fill)
    width = line_width(rect)
    for colour, part in ((theme.VIDEO_BACKGROUND, 2 * width + 2), (theme.ON_VIDEO, width)):
        pen = QPen(QColor(colour), part)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)


def line_width(rect: QRectF) -> float:
    """The width of a line that is seen from a distance on an image of this size."""
    return max(2.0, min(rect.width(), rect.height()) / 180)


def paint_peak(
    painter: QPainter, rect: QRectF, scores: Map, settings: Settings, matched: bool
) -> None:
    """Paint a ring around the best cell above the threshold; dashed without a match."""
    rows, columns = scores.shape
    row, column = divmod(int(scores.argmax()), columns)
    if scores[row, column] < (settings.threshold or heatmap.FAINT):
        return
    x, y = (column + 0.5) / columns, (row + 0.5) / rows
    centre = rect.topLeft() + QPointF(x * rect.width(), y * rect.height())
    radius = max(12.0, min(rect.width(), rect.height()) / 18)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    line = line_width(rect)
    for colour, width in ((theme.VIDEO_BACKGROUND, 2 * line + 2), (theme.ON_VIDEO, line)):
        style = Qt.PenStyle.SolidLine if matched else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(colour), width, style))
        painter.drawEllipse(centre, radius, radius)
        painter.drawEllipse(centre, 1.0, 1.0)


def paint_grid(painter: QPainter, rect: QRectF, image: QImage, scores: Map, font: QFont) -> None:
    """Paint the cells, with their scores where they fit."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawImage(rect, image)
    rows, columns = scores.shape
    wide, high = rect.width() / columns, rect.height() / rows
    painter.setPen(QPen(QColor(255, 255, 255, 56), 1))
    for n in range(1, rows):
        y = rect.top() + n * high
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
    for n in range(1, columns):
        x = rect.left() + n * wide
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
    if wide >= _NUMBERS_FROM:
        _paint_scores(painter, rect, scores, font)


def _paint_scores(painter: QPainter, rect: QRectF, scores: Map, font: QFont) -> None:
    rows, columns = scores.shape
    wide, high = rect.width() / columns, rect.height() / rows
    painter.setFont(font)
    for row in range(rows):
        for column in range(columns):
            score = float(scores[row, column])
            cell = QRectF(rect.left() + column * wide, rect.top() + row * high, wide, high)
            strength = 255 if score >= _LEGIBLE else 150
            text = number(score, 2).removeprefix("0")
            painter.setPen(QColor(0, 0, 0, strength))
            painter.drawText(cell.translated(1, 1), Qt.AlignmentFlag.AlignCenter, text)
            painter.setPen(QColor(255, 255, 255, strength))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)
