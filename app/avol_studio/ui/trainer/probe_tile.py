"""A probe: its image with the map or the gradient over it, and what it should show."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from avol_studio.core.settings.schema import Settings
from avol_studio.core.translation import number, tr
from avol_studio.services.training.state import ProbeImage
from avol_studio.ui.style import theme
from avol_studio.ui.trainer.texts import class_text
from avol_studio.ui.viewport.heatmap_painter import heat_image, paint_heat
from avol_studio.ui.viewport.scaled_image import ScaledFrame
from avol_studio.ui.widgets.accessible import GRAPHIC

MATCH = 0.5  # the score of a match
GRADIENT_SHARE = 0.01  # smaller fractions of the largest gradient count as none
RAISE, LOWER = "#f0b04a", "#4cb8d4"
"""Colours of cells whose logit a step raises (▲) or lowers (▼)."""
Map = NDArray[np.float32]


class ProbeTile(QWidget):
    """One probe; `view` is "map" or "gradient"."""

    accessible_role = GRAPHIC

    def __init__(self, number_: int) -> None:
        super().__init__()
        self._number, self._view = number_, "map"
        self._probe: ProbeImage | None = None
        self._frame = ScaledFrame()
        self._map: Map | None = None
        self._gradient: Map | None = None
        self._settings = Settings()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._describe()

    def set_probe(self, probe: ProbeImage | None) -> None:
        """Show another image, without a map."""
        if probe is self._probe:
            return
        self._probe, self._map, self._gradient = probe, None, None
        self._frame = ScaledFrame(None if probe is None else probe.image)
        self._describe()

    def set_maps(self, scores: Map | None, gradient: Map | None) -> None:
        """Show a map and a gradient, (14, 14) each."""
        self._map, self._gradient = scores, gradient
        self._describe()

    def set_view(self, view: str) -> None:
        """Show the "map" or the "gradient"."""
        self._view = view
        self._describe()

    def set_settings(self, settings: Settings) -> None:
        """Draw maps in the colours of the settings."""
        self._settings = settings
        self.update()

    @property
    def texts(self) -> tuple[str, str]:
        """The two lines below the image: what the probe is, and what its map shows."""
        probe = self._probe
        if probe is None:
            return "", ""
        audio = tr("Audio: {name}").format(name=class_text(probe.audio_name))
        return audio, self._gradient_text() if self._view == "gradient" else self._map_text(probe)

    def _map_text(self, probe: ProbeImage) -> str:
        if self._map is None:
            return ""
        score = float(self._map.max())
        shown = self._object_at_peak() if score >= MATCH else ""
        right = (score >= MATCH) == bool(probe.expected)
        if probe.expected and probe.boxes:
            right = shown == probe.expected
        if not probe.expected:
            text = tr("{score} · should be empty") if score >= MATCH else tr("{score} · empty")
        elif score < MATCH:
            text = tr("{score} · nothing found")
        elif not probe.boxes:
            text = tr("{score} · match")
        elif shown:
            text = tr("{score} · on the {name}").format(score="{score}", name=class_text(shown))
        else:
            text = tr("{score} · on the background")
        return f"{'✓' if right else '✗'} " + text.format(score=number(score, 2))

    def _gradient_text(self) -> str:
        if self._gradient is None:
            return ""
        limit = GRADIENT_SHARE * float(np.abs(self._gradient).max())
        raised, lowered = int((self._gradient > limit).sum()), int((self._gradient < -limit).sum())
        counts = [f"{sign} {n}" for sign, n in (("▲", raised), ("▼", lowered)) if n]
        if not counts:
            return tr("no gradient")
        total = self._gradient.size
        return tr("{counts} of {total} cells").format(counts=" ".join(counts), total=total)

    def _object_at_peak(self) -> str:
        """The object whose box holds the centre of the peak's cell."""
        assert self._map is not None
        assert self._probe is not None
        rows, columns = self._map.shape
        row, column = divmod(int(self._map.argmax()), columns)
        x, y = (column + 0.5) / columns, (row + 0.5) / rows
        boxes = self._probe.boxes.items()
        return next((n for n, (x0, y0, x1, y1) in boxes if x0 <= x <= x1 and y0 <= y <= y1), "")

    def _describe(self) -> None:
        name = tr("Probe {number}").format(number=self._number)
        self.setAccessibleName(", ".join(text for text in (name, *self.texts) if text))
        if self._probe is not None and self._probe.expected:
            expected = class_text(self._probe.expected)
            self.setToolTip(
                tr("The map should show the {name} (white frame)").format(name=expected)
                if self._probe.boxes
                else tr("Image and audio are of one video: the map should show something")
            )
        elif self._probe is not None:
            self.setToolTip(tr("Nothing in the image makes this sound: the map should be empty"))
        self.update()

    # -- painting ----------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Large enough to see single cells."""
        return QSize(theme.px(self, 168), theme.px(self, 168))

    def minimumSizeHint(self) -> QSize:
        """Small enough for six of them in a small window."""
        return QSize(theme.px(self, 64), theme.px(self, 96))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint image, map, frame of the expected object, and the texts."""
        painter, palette, rect = QPainter(self), theme.of(self), self.image_rect()
        painter.fillRect(rect, QColor(theme.VIDEO_BACKGROUND))
        if self._probe is not None:
            size = (rect.size() * self.devicePixelRatioF()).toSize()
            painter.drawImage(rect, self._frame.at(size, mirrored=False))
        if self._view == "map" and self._map is not None:
            paint_heat(painter, rect, heat_image(self._map, self._settings, smooth=False))
        elif self._view == "gradient" and self._gradient is not None:
            _paint_gradient(painter, rect, self._gradient)
        self._paint_expected(painter, rect)
        self._paint_texts(painter, rect, palette)
        painter.end()

    def image_rect(self) -> QRectF:
        """Where the image is, above the two lines of text."""
        area = QSizeF(self.width(), self.height() - 2 * self.fontMetrics().height() - 4)
        size = QSize(4, 3) if self._probe is None else self._frame.size
        fitted = size.scaled(area.toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (area.width() - fitted.width()) / 2, (area.height() - fitted.height()) / 2
        return QRectF(round(left), round(top), fitted.width(), fitted.height())

    def _paint_expected(self, painter: QPainter, rect: QRectF) -> None:
        box = None if self._probe is None else self._probe.boxes.get(self._probe.expected)
        if box is None:
            return
        x0, y0, x1, y1 = box
        frame = QRectF(
            rect.left() + x0 * rect.width(), rect.top() + y0 * rect.height(),
            (x1 - x0) * rect.width(), (y1 - y0) * rect.height(),
        )  # fmt: skip
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((theme.VIDEO_BACKGROUND, 3.0), (theme.ON_VIDEO, 1.4)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRect(frame)

    def _paint_texts(self, painter: QPainter, rect: QRectF, palette: theme.Theme) -> None:
        line = self.fontMetrics().height()
        painter.setFont(theme.font(self, 12))
        place = QRectF(0, rect.bottom() + 4, self.width(), line)
        for text, colour in zip(self.texts, (palette.muted, palette.text), strict=True):
            painter.setPen(QColor(colour))
            cut = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, round(place.width())
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, cut)
            place.translate(0, line)


def _paint_gradient(painter: QPainter, rect: QRectF, gradient: Map) -> None:
    """Paint each cell by its share of the largest gradient, over a darkened image."""
    painter.fillRect(rect, QColor(12, 13, 16, 120))
    largest = float(np.abs(gradient).max())
    rows, columns = gradient.shape
    wide, high = rect.width() / columns, rect.height() / rows
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for row in range(rows):
        for column in range(columns):
            value = float(gradient[row, column])
            if abs(value) > GRADIENT_SHARE * largest:
                colour = QColor(RAISE if value > 0 else LOWER)
                colour.setAlphaF(0.25 + 0.75 * abs(value) / largest)
                painter.fillRect(
                    QRectF(rect.left() + column * wide, rect.top() + row * high, wide, high), colour
                )
