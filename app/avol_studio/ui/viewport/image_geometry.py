"""Geometry of the shown image: points and boxes on the widget, their handles and dragging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt

from avol.evaluation.geometry import Box

REACH = 8.0  # px around an edge that count as the edge

Sides = tuple[int, int]
"""The dragged sides of a box: -1 the first, 1 the second, of x and of y; (0, 0) all."""
MOVE: Sides = (0, 0)
NEW: Sides = (1, 1)


@dataclass(frozen=True, slots=True)
class BoxHandle:
    """A part of box number `box` under the mouse."""

    box: int
    sides: Sides


@dataclass(frozen=True, slots=True)
class ImageGeometry:
    """The rectangle of the image in a widget, and whether it is mirrored."""

    rect: QRectF
    mirrored: bool = False

    def to_image(self, point: QPointF) -> tuple[float, float]:
        """A point of the widget as (x, y) in 0..1 of the image; beyond outside of it."""
        x = (point.x() - self.rect.left()) / self.rect.width()
        y = (point.y() - self.rect.top()) / self.rect.height()
        return (1 - x if self.mirrored else x), y

    def to_box(self, rect: QRectF) -> Box:
        """A rectangle of the widget as a box, in 0..1 of the image."""
        (x0, y0), (x1, y1) = self.to_image(rect.topLeft()), self.to_image(rect.bottomRight())
        return (x1, y0, x0, y1) if self.mirrored else (x0, y0, x1, y1)

    def to_widget(self, x: float, y: float) -> QPointF:
        """A point in 0..1 of the image in the widget."""
        x = 1 - x if self.mirrored else x
        return self.rect.topLeft() + QPointF(x * self.rect.width(), y * self.rect.height())

    def to_widget_rect(self, box: Box) -> QRectF:
        """The rectangle of a box in the widget."""
        x0, y0, x1, y1 = box
        return QRectF(self.to_widget(x0, y0), self.to_widget(x1, y1)).normalized()

    def handle_at(
        self, boxes: Sequence[Box], point: QPointF, chosen: int | None
    ) -> BoxHandle | None:
        """The edge of the chosen box at a point, else the smallest box around it."""
        position = self.to_image(point)
        if chosen is not None and (sides := self._edges(boxes[chosen], position)) is not None:
            return BoxHandle(chosen, sides)
        around = [n for n, box in enumerate(boxes) if _contains(box, position)]
        if not around:
            return None
        return BoxHandle(min(around, key=lambda n: area(boxes[n])), MOVE)

    def cursor(self, sides: Sides) -> Qt.CursorShape:
        """The mouse cursor for dragging these sides."""
        x, y = sides
        if sides == MOVE:
            return Qt.CursorShape.SizeAllCursor
        if not x or not y:
            return Qt.CursorShape.SizeVerCursor if y else Qt.CursorShape.SizeHorCursor
        falling = (x == y) != self.mirrored
        return Qt.CursorShape.SizeFDiagCursor if falling else Qt.CursorShape.SizeBDiagCursor

    def _edges(self, box: Box, position: tuple[float, float]) -> Sides | None:
        """The sides of a box near a point; None if there are none."""
        reach = REACH / self.rect.width(), REACH / self.rect.height()
        x0, y0, x1, y1 = box
        wider = x0 - reach[0], y0 - reach[1], x1 + reach[0], y1 + reach[1]
        if not _contains(wider, position):
            return None
        x = _near(position[0], x0, x1, reach[0])
        y = _near(position[1], y0, y1, reach[1])
        return (x, y) if x or y else None


def resized(box: Box, sides: Sides, by: tuple[float, float]) -> Box:
    """A box with its sides moved, inside the image, with its corners in order."""
    x0, x1 = _resized(box[0], box[2], sides[0], by[0], whole=sides == MOVE)
    y0, y1 = _resized(box[1], box[3], sides[1], by[1], whole=sides == MOVE)
    return x0, y0, x1, y1


def area(box: Box) -> float:
    """The fraction of the image that a box covers."""
    return (box[2] - box[0]) * (box[3] - box[1])


def _resized(low: float, high: float, side: int, by: float, whole: bool) -> tuple[float, float]:
    if whole:
        by = min(max(by, -low), 1 - high)
        return low + by, high + by
    low, high = sorted((low + by * (side < 0), high + by * (side > 0)))
    return min(max(low, 0.0), 1.0), min(max(high, 0.0), 1.0)


def _near(value: float, low: float, high: float, reach: float) -> int:
    """-1 or 1 where a value is at the low or the high side, the nearer one; else 0."""
    if min(abs(value - low), abs(value - high)) > reach:
        return 0
    return -1 if abs(value - low) <= abs(value - high) else 1


def _contains(box: Box, position: tuple[float, float]) -> bool:
    x0, y0, x1, y1 = box
    return x0 <= position[0] <= x1 and y0 <= position[1] <= y1
