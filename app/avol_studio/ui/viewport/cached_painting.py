"""Paints what hardly changes from an image of it: text and round corners cost more than copying."""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QFont, QImage, QPainter

_MARGIN = QPoint(2, 2)
_KEPT = 64  # images; a verdict comes with many scores


def paint_cached(
    painter: QPainter, rect: QRectF, paint: Callable[..., None], *arguments: object
) -> None:
    """Call `paint` with a painter, its rectangle and hashable arguments, unless it was before.

    `paint` stays within `rect`, except for 2 pixels.
    """
    corner = rect.topLeft().toPoint()
    offset = rect.topLeft() - QPointF(corner)
    ratio = painter.device().devicePixelRatioF()
    image = _image(paint, arguments, offset.toTuple(), rect.size().toTuple(), ratio)
    painter.drawImage(corner - _MARGIN, image)


@lru_cache(maxsize=_KEPT)
def _image(
    paint: Callable[..., None],
    arguments: tuple[object, ...],
    offset: tuple[float, float],
    size: tuple[float, float],
    ratio: float,
) -> QImage:
    """An image with `_MARGIN` around it; `offset` is its place within a pixel."""
    whole = QSizeF(*size).toSize() + QSize(2 * _MARGIN.x() + 2, 2 * _MARGIN.y() + 2)
    image = QImage(whole * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    paint(painter, QRectF(QPointF(_MARGIN) + QPointF(*offset), QSizeF(*size)), *arguments)
    painter.end()
    return image


@lru_cache(maxsize=_KEPT)
def named_font(name: str) -> QFont:
    """The font of `QFont.toString`, which can be an argument of `paint_cached`."""
    font = QFont()
    font.fromString(name)
    return font
