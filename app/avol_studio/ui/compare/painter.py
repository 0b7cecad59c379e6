"""Paints a comparison on the screen, in a PNG and in an SVG; usable in any thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QTransform

from avol.localization import Verdict
from avol.visualization.steady_verdict import shown_score
from avol_studio.core.translation import number, tr
from avol_studio.ui.compare.layout import (
    WHOLE,
    CompareFigure,
    ComparePane,
    ComparePlacement,
    arrange_panes,
)
from avol_studio.ui.style import theme
from avol_studio.ui.text.verdict_labels import VERDICT_LABELS
from avol_studio.ui.viewport import heatmap_painter, text_painter
from avol_studio.ui.viewport.reference_outline import paint_swatch
from avol_studio.ui.widgets.spectrogram_view import spectrogram_image

if TYPE_CHECKING:
    from avol.localization import Localization
    from avol_studio.core.settings.schema import Settings

SPECTROGRAM_WIDTH = 7.0
"""In line heights."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class FigurePalette:
    """The colours of a comparison: on the screen, or on white."""

    ground: str
    text: str
    muted: str


SCREEN = FigurePalette(theme.VIDEO_BACKGROUND, theme.ON_VIDEO, theme.ON_VIDEO_MUTED)
PAPER = FigurePalette("#ffffff", theme.LIGHT.text, theme.LIGHT.muted)


def paint_figure(
    painter: QPainter,
    rect: QRectF,
    figure: CompareFigure,
    ink: FigurePalette,
    font: QFont,
    detail: float,
) -> None:
    """Paint a comparison into `rect`. detail: device pixels per unit of the painter."""
    metrics = QFontMetricsF(font)
    placement = arrange_panes(rect, figure, metrics.height())
    painter.fillRect(rect, QColor(ink.ground))
    image = _image(figure, placement, detail)
    for pane, area, below in zip(figure.panes, placement.images, placement.captions, strict=True):
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, image)
        painter.save()
        painter.setClipRect(area)
        _paint_map(painter, _enlarged(area, figure.part), pane, figure.settings, font)
        painter.restore()
        _paint_caption(painter, below, pane, ink, font)
    if figure.legend:
        _paint_legend(painter, placement.legend, figure.settings, ink, font)
    if figure.footer:
        _write(painter, placement.footer, figure.footer, ink.muted, font)


def _image(figure: CompareFigure, placement: ComparePlacement, detail: float) -> QImage:
    """The shown part of the image in the size of the panes, mirrored if set."""
    size, mirror = (placement.images[0].size() * detail).toSize(), figure.settings.mirror
    if figure.part == WHOLE:
        fitted = figure.image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    else:
        part, whole = figure.part, figure.image.size()
        left = 1 - part.right() if mirror else part.left()
        source = QRectF(
            left * whole.width(), part.top() * whole.height(),
            part.width() * whole.width(), part.height() * whole.height(),
        )  # fmt: skip
        fitted = QImage(size, QImage.Format.Format_RGB32)
        painter = QPainter(fitted)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(fitted.rect()), figure.image, source)
        painter.end()
    return fitted.transformed(QTransform.fromScale(-1, 1)) if mirror else fitted


def _enlarged(area: QRectF, part: QRectF) -> QRectF:
    """The rectangle of the whole image, if a part of it fills `area`."""
    wide, high = area.width() / part.width(), area.height() / part.height()
    return QRectF(area.left() - part.left() * wide, area.top() - part.top() * high, wide, high)


def _paint_map(
    painter: QPainter, area: QRectF, pane: ComparePane, settings: Settings, font: QFont
) -> None:
    """Paint the map; that of silence is empty."""
    if pane.localization is None or not settings.overlay or pane.strength <= 0:
        return
    scores = pane.localization.map[:, ::-1] if settings.mirror else pane.localization.map
    heat = None
    if settings.view in heatmap_painter.COLORED_VIEWS:
        heat = _heat(pane.localization, settings)  # pyright: ignore[reportArgumentType] - it is frozen
    painter.save()
    painter.setOpacity(pane.strength)
    matched = pane.localization.verdict == Verdict.MATCH
    heatmap_painter.paint_map(painter, area, scores, settings, matched, font, heat)
    painter.restore()


@lru_cache(maxsize=16)
def _heat(found: Localization, settings: Settings) -> QImage:
    """The coloured map, cached for all frames that show it."""
    scores = found.map[:, ::-1] if settings.mirror else found.map
    return heatmap_painter.heat_image(scores, settings, smooth=settings.view == "heat")


def _paint_caption(
    painter: QPainter, below: QRectF, pane: ComparePane, ink: FigurePalette, font: QFont
) -> None:
    """Paint the spectrogram at the left; title, score, verdict and note beside it."""
    unit = QFontMetricsF(font).height()
    text = below.adjusted(0, unit * 0.45, 0, 0)
    if pane.uses_audio and below.width() > 2 * SPECTROGRAM_WIDTH * unit:
        box = QRectF(text.left(), text.top(), SPECTROGRAM_WIDTH * unit, below.height() - unit * 0.6)
        if pane.spectrogram is None:
            painter.fillRect(box, QColor("#000000"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, spectrogram_image(pane.spectrogram))
        text.setLeft(box.right() + unit * 0.7)
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    first = QRectF(text.left(), text.top(), text.width(), unit)
    lines = [first.translated(0, n * unit * 1.25) for n in range(3)]
    if pane.style is not None:
        area = lines[0].topLeft() + QPointF(unit * 0.55, unit / 2)
        paint_swatch(painter, area, pane.style, _sized(bold, 0.75))
        lines[0].setLeft(lines[0].left() + unit * 1.5)
    _write(painter, lines[0], pane.title, ink.text, bold)
    _write(painter, lines[1], verdict_text(pane), ink.text, font)
    _write(painter, lines[2], pane.note, ink.muted, _sized(font, 0.86))


def _sized(font: QFont, factor: float) -> QFont:
    made = QFont(font)
    made.setPixelSize(max(1, round(font.pixelSize() * factor)))
    return made


def verdict_text(pane: ComparePane) -> str:
    """The score and the verdict as text."""
    if pane.localization is None:
        return "…"
    if not pane.uses_audio:
        return tr("normalised, brightest = 1")
    verdict, score = VERDICT_LABELS[pane.localization.verdict], shown_score(pane.localization)
    return verdict.short if score is None else f"{number(score, 2)}  {verdict.short}"


def _paint_legend(
    painter: QPainter, rect: QRectF, settings: Settings, ink: FigurePalette, font: QFont
) -> None:
    unit = QFontMetricsF(font).height()
    _write(
        painter, QRectF(rect.left(), rect.top(), rect.width(), unit), tr("score"), ink.text, font
    )
    strip = QRectF(rect.left(), rect.top() + unit * 2, unit * 0.8, rect.height() - unit * 2.5)
    painter.setPen(QColor(ink.text))
    key = (settings.opacity, settings.threshold, settings.colormap)
    text_painter.paint_scale(painter, strip, key, font)


def _write(painter: QPainter, rect: QRectF, text: str, colour: str, font: QFont) -> None:
    """Paint one line, elided where it does not fit."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    cut = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, _LEFT, cut)
