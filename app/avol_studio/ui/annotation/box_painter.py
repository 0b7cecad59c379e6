"""Paints annotation boxes: outline, label and handles."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from avol_studio.core.class_names import known_name
from avol_studio.core.translation import titled, tr
from avol_studio.services.annotation.annotation_store import BoxAnnotation
from avol_studio.ui.style import theme
from avol_studio.ui.viewport.text_painter import paint_card

HANDLE = 9.0  # px
PEAK = 9.0  # px from the middle of the cross to its ends
_CENTRE = Qt.AlignmentFlag.AlignCenter


def paint_box(
    painter: QPainter, rect: QRectF, box: BoxAnnotation, font: QFont, chosen: bool, editable: bool
) -> None:
    """Paint a box with its label; silent objects are dashed and paler, computed boxes dotted."""
    ink = QColor(theme.ON_VIDEO_MUTED if box.silent else theme.DARK.accent)
    line = Qt.PenStyle.DashLine if box.silent else Qt.PenStyle.SolidLine
    line = Qt.PenStyle.DotLine if box.interpolated else line
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.VIDEO_BACKGROUND), 5.0 if chosen else 4.0))
    painter.drawRect(rect)
    painter.setPen(QPen(ink, 3.0 if chosen else 2.0, line))
    painter.drawRect(rect)
    name = known_name(box.label) + (f" ({tr('silent')})" if box.silent else "")
    if name.strip():
        _paint_label(painter, rect, name.strip(), font)
    if chosen and editable:
        _paint_handles(painter, rect, ink)


def paint_peak(painter: QPainter, point: QPointF, correct: bool | None) -> None:
    """Paint a cross at the peak of the map; red where it counts as wrong."""
    ink = {None: theme.ON_VIDEO, True: theme.DARK.good, False: theme.DARK.bad}[correct]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((theme.VIDEO_BACKGROUND, 6.0), (ink, 2.5)):
        painter.setPen(QPen(QColor(colour), width))
        for x, y in ((PEAK, PEAK), (PEAK, -PEAK)):
            painter.drawLine(point - QPointF(x, y), point + QPointF(x, y))


def paint_absent(painter: QPainter, image: QRectF, label: str, font: QFont) -> None:
    """Paint the note that the frame has no sound source, at its lower edge."""
    text = tr("No source in frame")
    text = titled(text, known_name(label)) if label else text
    letters = QFontMetricsF(font)
    chip = QRectF(0, 0, letters.horizontalAdvance(text) + 32, letters.height() * 1.8)
    chip.moveCenter(QPointF(image.center().x(), image.bottom() - letters.height() * 2))
    paint_card(painter, chip)
    painter.setFont(font)
    painter.setPen(QColor(theme.ON_VIDEO))
    painter.drawText(chip, _CENTRE, text)


def _paint_label(painter: QPainter, rect: QRectF, name: str, font: QFont) -> None:
    """Paint the label in the corner of the box, or above a small box."""
    letters = QFontMetricsF(font)
    chip = QRectF(0, 0, letters.horizontalAdvance(name) + 12, letters.height() + 4)
    inside = rect.height() > 3 * chip.height() and rect.width() > chip.width() + 12
    chip.moveTopLeft(rect.topLeft() + QPointF(6, 6) if inside else rect.topLeft())
    if not inside and rect.top() > chip.height() + 4:
        chip.translate(0, -chip.height() - 4)
    paint_card(painter, chip, 4)
    painter.setFont(font)
    painter.setPen(QColor(theme.ON_VIDEO))
    painter.drawText(chip, _CENTRE, name)


def _paint_handles(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    painter.setPen(QPen(QColor(theme.VIDEO_BACKGROUND), 1.5))
    painter.setBrush(ink)
    for x in (rect.left(), rect.center().x(), rect.right()):
        for y in (rect.top(), rect.center().y(), rect.bottom()):
            if QPointF(x, y) != rect.center():
                painter.drawRect(QRectF(x - HANDLE / 2, y - HANDLE / 2, HANDLE, HANDLE))
