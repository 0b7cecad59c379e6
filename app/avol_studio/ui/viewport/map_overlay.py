"""The map over the image: its age, its colours, and the outlines of pinned sounds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QImage, QPainter

from avol.localization import Verdict
from avol_studio.core.settings.schema import Settings
from avol_studio.ui.viewport import heatmap_painter, reference_outline
from avol_studio.ui.viewport.map_age import FRESH, GONE
from avol_studio.ui.viewport.peak_label import paint_peak_label

if TYPE_CHECKING:
    from avol_studio.core.state.player_state import LocalizationEvent

_BELOW_OUTLINES = 0.35  # opacity of the heat below the outlines of pinned sounds


class MapOverlay:
    """Paints the newest map, which fades once it is older than `FRESH`.

    font: returns a font for a size and a weight (bold or not).
    """

    def __init__(self, font: Callable[[float, bool], QFont]) -> None:
        self._font = font
        self.settings = Settings()
        self.playing = False
        """Whether an older map may be drawn over a newer frame."""
        self.pinned: list[reference_outline.ReferenceMap] = []
        """The pinned sounds, of the same frame as the map."""
        self.located: LocalizationEvent | None = None
        self.badge = QRectF()
        """Where the verdict was painted last, which the label of the peak leaves free."""
        self._arrived = 0.0
        self._heat: QImage | None = None  # cache of `_heat_of`
        self._part: tuple[QSize, tuple[QPoint, QImage] | None] | None = None  # and of `_paint_heat`

    def set_settings(self, settings: Settings) -> None:
        """Take over colours, view and threshold."""
        self.settings, self._heat, self._part = settings, None, None

    def set_localization(self, located: LocalizationEvent | None) -> None:
        """Take over a map; None removes it."""
        self.located, self._heat, self._part = located, None, None
        self._arrived = time.monotonic() - (located.age_ms / 1000 if located else 0)

    def age(self, frame_index: int | None) -> float:
        """Seconds since the frame of the map was shown; infinite if it may not be drawn.

        frame_index: the number of the frame on screen; None without one.
        """
        if self.located is None or frame_index is None:
            return float("inf")
        if self.located.frame_index == frame_index:
            return 0.0
        return time.monotonic() - self._arrived if self.playing else float("inf")

    @property
    def matches(self) -> bool:
        """Whether the map shows a source."""
        return self.located is not None and self.located.localization.verdict == Verdict.MATCH

    @property
    def coloured(self) -> bool:
        """Whether the map is drawn in colours, which need a legend."""
        return self.settings.overlay and self.settings.view in heatmap_painter.COLORED_VIEWS

    def paint(self, painter: QPainter, rect: QRectF, age: float, size: QSize | None) -> None:
        """Paint the map into `rect`.

        size: of `rect` in device pixels, for a smooth map of this size; None while zoomed.
        """
        scores, fade = self._scores(), min(1.0, max(0.0, (GONE - age) / (GONE - FRESH)))
        if fade <= 0:
            return
        painter.save()
        painter.setClipRect(rect)
        outlined = bool(self.pinned) and self.settings.view in heatmap_painter.COLORED_VIEWS
        painter.setOpacity(fade * (_BELOW_OUTLINES if outlined else 1))
        if scores is not None and self.settings.view == "heat" and size is not None:
            self._paint_heat(painter, rect, scores, size)
        elif scores is not None:
            font, heat, style = self._font(12, True), self._heat_of(scores), self.settings
            heatmap_painter.paint_map(painter, rect, scores, style, self.matches, font, heat)
        painter.setOpacity(fade)
        for pinned in self.pinned if self.settings.overlay else ():
            mirrored = replace(pinned, map=self._mirrored(pinned.map))
            threshold, font = self.settings.threshold, self._font(14, True)
            reference_outline.paint_outline(painter, rect, mirrored, threshold, font)
        if scores is not None and self.located is not None and not self.pinned:
            localization, font = self.located.localization, self._font(13, True)
            paint_peak_label(painter, rect, localization, self.settings.mirror, font, self.badge)
        painter.restore()

    def _scores(self) -> np.ndarray | None:
        """The map to draw; None without sound."""
        if self.located is None or not self.settings.overlay:
            return None
        localization = self.located.localization
        return self._mirrored(localization.map) if localization.verdict.has_sound else None

    def _mirrored(self, scores: np.ndarray) -> np.ndarray:
        """A map mirrored like the image."""
        return scores[:, ::-1] if self.settings.mirror else scores

    def _heat_of(self, scores: np.ndarray) -> QImage | None:
        """The small coloured map, cached."""
        view = self.settings.view
        if self._heat is None and view in heatmap_painter.COLORED_VIEWS:
            self._heat = heatmap_painter.heat_image(scores, self.settings, view == "heat")
        return self._heat

    def _paint_heat(self, painter: QPainter, rect: QRectF, scores: np.ndarray, size: QSize) -> None:
        """Paint the coloured part of a smooth map, cached at the size of the screen."""
        if self._part is None or self._part[0] != size:
            self._part = size, heatmap_painter.heat_part(scores, self.settings, size)
        if (part := self._part[1]) is not None:
            (corner, image), ratio = part, size.width() / rect.width()
            place = rect.topLeft() + QPointF(corner) / ratio
            painter.drawImage(QRectF(place, image.size().toSizeF() / ratio), image)
