"""Drawing a figure, the same on the screen, in a PNG and in an SVG; fit for any thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from avol.localizer import Verdict
from avol_studio.ui.compare.layout import CompareFigure, ComparePane, ComparePlacement, place_panes
from avol_studio.ui.style import theme
from avol_studio.ui.text.verdict_labels import VERDICT_LABELS
from avol_studio.ui.viewport import heatmap_painter, overlay_text
from avol_studio.ui.viewport.reference_outline import paint_swatch
from avol_studio.ui.widgets.spectrogram_view import spectrogram_image

if TYPE_CHECKING:
    from avol.localizer import Localization
    from avol_studio.core.settings import Settings

HEARD = 7.0
"""Width of a spectrogram in heights of a line."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class FigurePalette:
    """The colours of a figure: on the screen's dark stage, or on paper."""

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
    """Draw a figure into `rect`. `detail`: pixels that a unit of the painter is worth."""
    letters = QFontMetricsF(font)
    places = place_panes(rect, figure, letters.height())
    painter.fillRect(rect, QColor(ink.ground))
    picture = _picture(figure, places, detail)
    for pane, spot, below in zip(figure.panes, places.images, places.captions, strict=True):
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(spot, picture)
        _paint_map(painter, spot, pane, figure.settings, font)
        _paint_caption(painter, below, pane, ink, font)
    if figure.legend:
        _paint_legend(painter, places.legend, figure.settings, ink, font)
    if figure.footer:
        _write(painter, places.footer, figure.footer, ink.muted, font)


def _picture(figure: CompareFigure, places: ComparePlacement, detail: float) -> QImage:
    """The picture once, as large as it is drawn; in a mirror, the other way round."""
    size = (places.images[0].size() * detail).toSize()
    fitted = figure.image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return fitted.mirrored(True, False) if figure.settings.mirror else fitted


def _paint_map(
    painter: QPainter, spot: QRectF, pane: ComparePane, settings: Settings, font: QFont
) -> None:
    """The map as it is, in silence too: what silence lights is what one looks for here."""
    if pane.localization is None or not settings.overlay or pane.strength <= 0:
        return
    scores = pane.localization.map[:, ::-1] if settings.mirror else pane.localization.map
    heat = None
    if settings.view in heatmap_painter.COLORED_VIEWS:
        heat = _heat(pane.localization, settings)  # pyright: ignore[reportArgumentType] - it is frozen
    painter.save()
    painter.setOpacity(pane.strength)
    sure = pane.localization.verdict == Verdict.MATCH
    heatmap_painter.paint_map(painter, spot, scores, settings, sure, font, heat)
    painter.restore()


@lru_cache(maxsize=16)
def _heat(found: Localization, settings: Settings) -> QImage:
    """The coloured map, made once for all frames that it lies over."""
    scores = found.map[:, ::-1] if settings.mirror else found.map
    return heatmap_painter.heat_image(scores, settings, smooth=settings.view == "heat")


def _paint_caption(
    painter: QPainter, below: QRectF, pane: ComparePane, ink: FigurePalette, font: QFont
) -> None:
    """The second that was heard at the left; name, score and verdict, and a note beside it."""
    unit = QFontMetricsF(font).height()
    text = below.adjusted(0, unit * 0.45, 0, 0)
    if pane.uses_audio and below.width() > 2 * HEARD * unit:
        box = QRectF(text.left(), text.top(), HEARD * unit, below.height() - unit * 0.6)
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
        spot = lines[0].topLeft() + QPointF(unit * 0.55, unit / 2)
        paint_swatch(painter, spot, pane.style, _sized(bold, 0.75))
        lines[0].setLeft(lines[0].left() + unit * 1.5)
    _write(painter, lines[0], pane.title, ink.text, bold)
    _write(painter, lines[1], verdict_text(pane), ink.text, font)
    _write(painter, lines[2], pane.note, ink.muted, _sized(font, 0.86))


def _sized(font: QFont, share: float) -> QFont:
    made = QFont(font)
    made.setPixelSize(max(1, round(font.pixelSize() * share)))
    return made


def verdict_text(pane: ComparePane) -> str:
    """The score and what it means, in words."""
    if pane.localization is None:
        return "…"
    if not pane.uses_audio:
        return "its own scale, brightest = 1"
    saying = VERDICT_LABELS[pane.localization.verdict]
    return (
        saying.short
        if saying.icon == "silence"
        else f"{pane.localization.score:.2f}  {saying.short}"
    )


def _paint_legend(
    painter: QPainter, place: QRectF, settings: Settings, ink: FigurePalette, font: QFont
) -> None:
    unit = QFontMetricsF(font).height()
    _write(painter, QRectF(place.left(), place.top(), place.width(), unit), "score", ink.text, font)
    strip = QRectF(place.left(), place.top() + unit * 2, unit * 0.8, place.height() - unit * 2.5)
    painter.setPen(QColor(ink.text))
    key = (settings.opacity, settings.threshold, settings.colormap)
    overlay_text.paint_scale(painter, strip, key, font)


def _write(painter: QPainter, place: QRectF, text: str, colour: str, font: QFont) -> None:
    """One line, cut where there is no room."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    cut = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, _LEFT, cut)
