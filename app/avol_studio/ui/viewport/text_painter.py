"""Paints text over the image: verdict, legend, command feedback, statistics."""

from functools import lru_cache

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QTransform

from avol.visualization import heatmap
from avol_studio.core.translation import number, tr
from avol_studio.ui.style import icons, theme
from avol_studio.ui.text.recording_label import RecordingNotice
from avol_studio.ui.text.verdict_labels import VerdictLabel
from avol_studio.ui.viewport.cached_painting import named_font, paint_cached

_BACKGROUND, _BORDER = QColor(12, 13, 16, 208), QColor(255, 255, 255, 24)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = _LEFT | Qt.TextFlag.TextWordWrap


def paint_card(painter: QPainter, rect: QRectF, radius: float = 10) -> None:
    """Paint a dark background that keeps text readable on any image; it covers whole pixels.

    It is copied from an image: a rounded rectangle costs more than the text on it.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_cached(painter, rect.toRect().toRectF(), _paint_card, radius)


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
    texts = verdict.text, "" if score is None else number(score, 2), note
    name = font.toString()
    rect = QRectF(corner, QSizeF(*_badge_size(texts, name)))
    paint_cached(painter, rect, _paint_badge, texts, verdict.icon, verdict.colour, name)
    return rect


@lru_cache(maxsize=64)
def _badge_size(texts: tuple[str, str, str], font_name: str) -> tuple[float, float]:
    letters = QFontMetricsF(named_font(font_name))
    unit = letters.height()
    wide = sum(letters.horizontalAdvance(text) + unit * 0.6 for text in texts if text)
    return wide + unit * 2.1, unit * 1.9


def _paint_badge(
    painter: QPainter,
    rect: QRectF,
    texts: tuple[str, str, str],
    icon: str,
    colour: str,
    font_name: str,
) -> None:
    font = named_font(font_name)
    letters = QFontMetricsF(font)
    unit = letters.height()
    paint_card(painter, rect, rect.height() / 2)
    area = QRectF(rect.left() + unit * 0.5, rect.top(), unit * 1.2, rect.height())
    icons.draw(painter, icon, area, getattr(theme.DARK, colour))
    painter.setFont(font)
    x = area.right() + unit * 0.4
    inks = theme.ON_VIDEO, theme.ON_VIDEO, theme.ON_VIDEO_MUTED
    for text, ink in zip(texts, inks, strict=True):
        if text:
            painter.setPen(QColor(ink))
            painter.drawText(QRectF(x, rect.top(), rect.width(), rect.height()), _LEFT, text)
            x += letters.horizontalAdvance(text) + unit * 0.6


def paint_legend(
    painter: QPainter,
    view: QRectF,
    image: QRectF,
    badge: QRectF,
    settings_key: tuple[float, float, str],
    font: QFont,
) -> QRectF:
    """Paint the colours of the scores; returns the rectangle.

    view: the widget. image: the visible part of the image. badge: what is painted in its upper
    left corner. The legend lies in a black bar beside or below the image where one is large
    enough, else small in the upper right corner.
    """
    unit = QFontMetricsF(font).height()
    tall, wide = QSizeF(unit * 3.6, unit * 11.6), QSizeF(unit * 11.5, unit * 1.7)
    side, below = view.right() - image.right(), view.bottom() - image.bottom()
    if side >= tall.width() + 16 and view.height() >= tall.height() + 32:
        rect = QRectF(QPointF(), tall)
        rect.moveCenter(QPointF(image.right() + side / 2, view.center().y()))
        paint_cached(painter, rect, _paint_tall_legend, settings_key, font.toString())
        return rect
    rect = QRectF(QPointF(), wide)
    rect.moveTopRight(image.topRight() + QPointF(-16, 16))
    if below >= wide.height() + 8:
        rect.moveTop(image.bottom() + (below - wide.height()) / 2)
    elif rect.intersects(badge.adjusted(0, 0, 8, 0)):
        rect.moveTop(badge.bottom() + 8)
    paint_cached(painter, rect, _paint_wide_legend, settings_key, font.toString())
    return rect


def _paint_card(painter: QPainter, rect: QRectF, radius: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_BORDER)
    painter.setBrush(_BACKGROUND)
    painter.drawRoundedRect(rect, radius, radius)


def _paint_tall_legend(
    painter: QPainter, rect: QRectF, settings_key: tuple[float, float, str], font_name: str
) -> None:
    font = named_font(font_name)
    unit = QFontMetricsF(font).height()
    paint_card(painter, rect)
    strip = QRectF(rect.left() + unit * 0.6, rect.top() + unit * 2, unit * 0.7, unit * 9)
    painter.setPen(QColor(theme.ON_VIDEO))
    paint_scale(painter, strip, settings_key, font)
    title = QRectF(rect.left(), rect.top() + unit * 0.4, rect.width(), unit)
    painter.drawText(title, Qt.AlignmentFlag.AlignCenter, tr("score"))


def _paint_wide_legend(
    painter: QPainter, rect: QRectF, settings_key: tuple[float, float, str], font_name: str
) -> None:
    font = named_font(font_name)
    unit = QFontMetricsF(font).height()
    paint_card(painter, rect, rect.height() / 2)
    strip = QRectF(rect.right() - unit * 6.9, rect.center().y() - unit * 0.3, unit * 5, unit * 0.6)
    painter.fillRect(strip, QColor(40, 42, 48))
    flat = _ramp(*settings_key).transformed(QTransform().rotate(90))
    painter.drawImage(strip, flat)
    painter.setFont(font)
    painter.setPen(QColor(theme.ON_VIDEO))
    line = QRectF(rect.left() + unit * 0.8, rect.top(), unit * 3, rect.height())
    painter.drawText(line, _LEFT, tr("score"))
    for x, text in ((strip.left() - unit, "0"), (strip.right() + unit * 0.4, "1")):
        painter.drawText(QRectF(x, rect.top(), unit, rect.height()), _LEFT, text)


def paint_scale(
    painter: QPainter, strip: QRectF, settings_key: tuple[float, float, str], font: QFont
) -> None:
    """Paint the colours upwards in `strip`, the scores right of it in the painter's pen."""
    unit = QFontMetricsF(font).height()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.fillRect(strip, QColor(40, 42, 48))
    painter.drawImage(strip, _ramp(*settings_key))
    painter.setFont(font)
    for score, text in ((1.0, "1"), (0.5, number(0.5, 1)), (0.0, "0")):
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
    painter: QPainter, corner: QPointF, room: float, notice: RecordingNotice, font: QFont
) -> QRectF:
    """Paint a notice with its lower right corner at `corner`, in lines within the width `room`.

    A red disc marks a recording that is written, a ring that fills up the saving of a video.
    """
    rect, sign = _paint_chip(painter, corner, notice.text, font, room)
    painter.setPen(Qt.PenStyle.NoPen)
    if notice.progress is None:
        painter.setBrush(QColor(theme.DARK.bad if notice.writing else theme.DARK.faint))
        painter.drawEllipse(sign)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, part in ((theme.DARK.faint, 1.0), (theme.ON_VIDEO, notice.progress)):
            painter.setPen(QPen(QColor(colour), sign.width() * 0.25))
            painter.drawArc(sign, 90 * 16, round(-360 * 16 * part))
    return rect


def paint_warning(
    painter: QPainter, corner: QPointF, room: float, text: str, icon: str, font: QFont
) -> QRectF:
    """Paint a warning with its lower right corner at `corner`, in lines within the width `room`."""
    rect, sign = _paint_chip(painter, corner, text, font, room, theme.DARK.caution)
    icons.draw(painter, icon, sign.marginsAdded(QMarginsF(*[sign.width() / 4] * 4)), "#000000")
    return rect


def _paint_chip(
    painter: QPainter, corner: QPointF, text: str, font: QFont, room: float, fill: str = ""
) -> tuple[QRectF, QRectF]:
    """Paint a pill with text at its lower right corner; returns it and the area of its sign."""
    letters = QFontMetricsF(font)
    unit = letters.height()
    lines = letters.boundingRect(QRectF(0, 0, room - unit * 2.6, 0), _WRAPPED, text)
    rect = QRectF(0, 0, lines.width() + unit * 2.6, lines.height() + unit * 0.9)
    rect.moveBottomRight(corner)
    paint_card(painter, rect, unit * 0.95)
    if fill:
        painter.setPen(_BORDER)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(rect, unit * 0.95, unit * 0.95)
    painter.setFont(font)
    painter.setPen(QColor("#000000" if fill else theme.ON_VIDEO))
    painter.drawText(rect.adjusted(unit * 1.8, 0, 0, 0), _WRAPPED, text)
    sign = QRectF(0, 0, unit * 0.8, unit * 0.8)
    sign.moveCenter(QPointF(rect.left() + unit, rect.center().y()))
    return rect, sign


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
