"""Paints text over the image: verdict, legend, command feedback, statistics."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from avol.visualization import heatmap
from avol_studio.ui.style import icons, theme
from avol_studio.ui.text.verdict_labels import VerdictLabel

_BACKGROUND = QColor(12, 13, 16, 208)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_card(painter: QPainter, rect: QRectF, radius: float = 10) -> None:
    """Paint a dark background that keeps text readable on any image."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(255, 255, 255, 24))
    painter.setBrush(_BACKGROUND)
    painter.drawRoundedRect(rect, radius, radius)


def paint_placeholder(painter: QPainter, area: QRectF, text: str, font: QFont) -> None:
    """Paint a text in the middle of `area`, in place of an image."""
    painter.setFont(font)
    painter.setPen(QColor(theme.ON_VIDEO_MUTED))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)


def paint_badge(
    painter: QPainter,
    corner: QPointF,
    verdict: VerdictLabel,
    score: float | None,
    note: str,
    font: QFont,
) -> QRectF:
    """Paint verdict, score and note in a pill at `corner`; returns its rectangle."""
    letters = QFontMetricsF(font)
    unit = letters.height()
    number = "" if score is None else f"{score:.2f}"
    parts = [(verdict.text, theme.ON_VIDEO), (number, theme.ON_VIDEO), (note, theme.ON_VIDEO_MUTED)]
    shown = [(text, colour) for text, colour in parts if text]
    wide = sum(letters.horizontalAdvance(text) + unit * 0.6 for text, _ in shown)
    rect = QRectF(corner.x(), corner.y(), wide + unit * 2.1, unit * 1.9)
    paint_card(painter, rect, rect.height() / 2)
    area = QRectF(rect.left() + unit * 0.5, rect.top(), unit * 1.2, rect.height())
    icons.draw(painter, verdict.icon, area, getattr(theme.DARK, verdict.colour))
    painter.setFont(font)
    x = area.right() + unit * 0.4
    for text, colour in shown:
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(x, rect.top(), rect.width(), rect.height()), _LEFT, text)
        x += letters.horizontalAdvance(text) + unit * 0.6
    return rect


def paint_legend(
    painter: QPainter, right_middle: QPointF, settings_key: tuple[float, float, str], font: QFont
) -> None:
    """Paint the colours of the scores from 0 to 1."""
    letters = QFontMetricsF(font)
    unit = letters.height()
    high, bar = unit * 9, unit * 0.7
    rect = QRectF(0, 0, bar + unit * 2.9, high + unit * 2.6)
    rect.moveTopRight(QPointF(right_middle.x(), right_middle.y() - rect.height() / 2))
    paint_card(painter, rect)
    strip = QRectF(rect.left() + unit * 0.6, rect.top() + unit * 2, bar, high)
    painter.setPen(QColor(theme.ON_VIDEO))
    paint_scale(painter, strip, settings_key, font)
    title = QRectF(rect.left(), rect.top() + unit * 0.4, rect.width(), unit)
    painter.drawText(title, Qt.AlignmentFlag.AlignCenter, "score")


def paint_scale(
    painter: QPainter, strip: QRectF, settings_key: tuple[float, float, str], font: QFont
) -> None:
    """Paint the colours upwards in `strip`, the scores right of it in the painter's pen."""
    unit = QFontMetricsF(font).height()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.fillRect(strip, QColor(40, 42, 48))
    painter.drawImage(strip, _ramp(*settings_key))
    painter.setFont(font)
    for score, text in ((1.0, "1"), (0.5, "0.5"), (0.0, "0")):
        y = strip.bottom() - score * strip.height()
        where = QRectF(strip.right() + unit * 0.35, y - unit / 2, unit * 2, unit)
        painter.drawText(where, _LEFT, text)


def _ramp(opacity: float, threshold: float, colormap: str) -> QImage:
    """The colours of the scores, straight alpha, 1 at the top."""
    lut = heatmap.heat_table(opacity, threshold, colormap)[::-1].copy()
    return QImage(lut.data, 1, 256, 4, QImage.Format.Format_RGBA8888).copy()


def paint_echo(painter: QPainter, area: QRectF, text: str, font: QFont) -> None:
    """Paint the feedback of a command, large, at the bottom of the image."""
    letters = QFontMetricsF(font)
    unit = letters.height()
    rect = QRectF(0, 0, letters.horizontalAdvance(text) + unit * 1.6, unit * 1.8)
    rect.moveCenter(QPointF(area.center().x(), area.bottom() - unit * 5))
    paint_card(painter, rect)
    painter.setFont(font)
    painter.setPen(QColor(theme.ON_VIDEO))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def paint_recording(
    painter: QPainter, corner: QPointF, text: str, font: QFont, colour: str
) -> None:
    """Paint the state of the recording, at the bottom right."""
    letters = QFontMetricsF(font)
    unit = letters.height()
    rect = QRectF(0, 0, letters.horizontalAdvance(text) + unit * 2.6, unit * 1.9)
    rect.moveBottomRight(corner)
    paint_card(painter, rect, rect.height() / 2)
    painter.setBrush(QColor(colour))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(rect.left() + unit, rect.center().y()), unit * 0.4, unit * 0.4)
    painter.setFont(font)
    painter.setPen(QColor(theme.ON_VIDEO))
    painter.drawText(rect.adjusted(unit * 1.8, 0, 0, 0), _LEFT, text)


def paint_statistics(painter: QPainter, corner: QPointF, lines: list[str], font: QFont) -> QRectF:
    """Paint the statistics at the bottom left; returns their rectangle."""
    letters = QFontMetricsF(font)
    unit = letters.height() * 1.25
    wide = max(letters.horizontalAdvance(line) for line in lines) + unit * 1.4
    rect = QRectF(corner.x(), 0, wide, unit * (len(lines) + 0.8))
    rect.moveBottom(corner.y())
    paint_card(painter, rect)
    painter.setFont(font)
    painter.setPen(QColor(theme.ON_VIDEO))
    for n, line in enumerate(lines):
        where = QRectF(rect.left() + unit * 0.7, rect.top() + unit * (n + 0.4), wide, unit)
        painter.drawText(where, _LEFT, line)
    return rect
