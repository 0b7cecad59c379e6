"""The viewport before the reveal: the image without its map, and the predicted points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from avol.evaluation.geometry import Box
from avol_studio.core.settings.schema import Settings
from avol_studio.ui.style import theme
from avol_studio.ui.viewport import heatmap_painter
from avol_studio.ui.viewport.text_painter import paint_card

if TYPE_CHECKING:
    from avol.localization import Localization
    from avol_studio.ui.viewport.video_view import VideoView

COLOURS = ("#ffd34d", "#6fd3ff", "#ff9ec4", "#a8f08a")
"""One for each team; the letter tells them apart without colour."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A predicted point, x and y in 0..1 of the image, with its letter and the team's number."""

    x: float
    y: float
    letter: str = ""
    team: int = 0


class PredictionView:
    """A viewport mode: the image, large text, markers, and the map once it is revealed."""

    def __init__(self, viewport: VideoView) -> None:
        self._viewport = viewport
        self._settings = Settings()
        self._text = ""
        self._markers: tuple[Marker, ...] = ()
        self._boxes: tuple[Box, ...] = ()
        self._revealed: Localization | None = None

    def set_settings(self, settings: Settings) -> None:
        """Take over the settings of the map."""
        self._settings = settings
        self._viewport.update()

    def show(self, text: str, markers: Sequence[Marker] = ()) -> None:
        """Show the image without its map."""
        self._text, self._markers = text, tuple(markers)
        self._revealed, self._boxes = None, ()
        self._viewport.update()

    def reveal(self, text: str, found: Localization, boxes: Sequence[Box] = ()) -> None:
        """Show the map, the boxes of the true sources, and the markers."""
        self._text, self._revealed, self._boxes = text, found, tuple(boxes)
        self._viewport.update()

    @property
    def text(self) -> str:
        """The large text."""
        return self._text

    @property
    def revealed(self) -> bool:
        """Whether the map is shown."""
        return self._revealed is not None

    @property
    def markers(self) -> tuple[Marker, ...]:
        """The points that are shown."""
        return self._markers

    def image_rects(self, rect: QRectF, image: QImage) -> tuple[QRectF, ...]:
        """The rectangle of the letterboxed image."""
        fitted = QSize(image.size()).scaled(
            rect.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio
        )
        placed = QRectF(0, 0, fitted.width(), fitted.height())
        placed.moveCenter(rect.center())
        return (placed,)

    def paint(self, painter: QPainter, rect: QRectF, image: QImage, index: int) -> None:
        """Paint image, map, markers and text."""
        geometry = self._viewport.image_geometry
        area = geometry.rect
        painter.fillRect(rect, QColor(theme.VIDEO_BACKGROUND))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.save()
        if self._settings.mirror:
            painter.translate(area.left() + area.right(), 0)
            painter.scale(-1, 1)
        painter.drawImage(area, image)
        painter.restore()
        if self._revealed is not None:
            self._paint_map(painter, area, self._revealed)
        line = heatmap_painter.line_width(area)
        for box in self._boxes:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, width in ((theme.VIDEO_BACKGROUND, line + 3), (theme.ON_VIDEO, line)):
                painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.DashLine))
                painter.drawRect(geometry.to_widget_rect(box))
        for marker in self._markers:
            self._paint_marker(painter, area, marker)
        if self._text:
            self._paint_text(painter, rect)

    def _paint_map(self, painter: QPainter, area: QRectF, found: Localization) -> None:
        if not found.verdict.has_sound:
            return
        scores = found.map[:, ::-1] if self._settings.mirror else found.map
        heat = heatmap_painter.heat_image(scores, self._settings)
        painter.save()
        painter.setClipRect(area)
        heatmap_painter.paint_heat(painter, area, heat)
        painter.restore()

    def _paint_marker(self, painter: QPainter, area: QRectF, marker: Marker) -> None:
        centre = self._viewport.image_geometry.to_widget(marker.x, marker.y)
        radius = max(14.0, min(area.width(), area.height()) / 24)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(COLOURS[marker.team % len(COLOURS)]))
        painter.setPen(QPen(QColor(theme.VIDEO_BACKGROUND), 3))
        painter.drawEllipse(centre, radius, radius)
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.setFont(self._font(radius))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, marker.letter or "×")

    def _font(self, pixels: float) -> QFont:
        made = theme.font(self._viewport, 14, bold=True)
        made.setPixelSize(round(pixels * 1.1))
        return made

    def _paint_text(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the text at the top, large enough for the last row."""
        font = theme.font(self._viewport, max(16.0, rect.height() / 22), bold=True)
        metrics = QFontMetricsF(font)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
        room = QRectF(0, 0, rect.width() - 64, rect.height())
        size = metrics.boundingRect(room, flags, self._text)
        pad = metrics.height() * 0.4
        card = QRectF(0, 0, size.width() + 3 * pad, size.height() + 1.4 * pad)
        card.moveCenter(QPointF(rect.center().x(), rect.top() + 12 + card.height() / 2))
        paint_card(painter, card)
        painter.setFont(font)
        painter.setPen(QColor(theme.ON_VIDEO))
        painter.drawText(card, flags, self._text)
