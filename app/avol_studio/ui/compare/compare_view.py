"""The comparison in the viewport, in place of the single image."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from avol_studio.core.settings.schema import Settings
from avol_studio.core.translation import tr
from avol_studio.ui.compare.layout import CompareFigure, ComparePane, arrange_panes
from avol_studio.ui.compare.painter import SCREEN, paint_figure
from avol_studio.ui.style import theme
from avol_studio.ui.viewport.map_age import FRESH, GONE, delay_note

if TYPE_CHECKING:
    from avol_studio.ui.viewport.video_view import VideoView

FAINTEST = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class PaneState:
    """A pane, the frame number of its map and the monotonic time of that frame."""

    pane: ComparePane
    index: int = -1
    since: float = 0.0


class CompareView:
    """A viewport mode: the newest frame in each pane, under the map of the pane.

    While playing, the map of an older frame fades and shows its delay. While paused, only the map
    of exactly the shown frame is drawn.
    """

    def __init__(self, viewport: VideoView) -> None:
        self._viewport = viewport
        self._shown: tuple[PaneState, ...] = ()
        self._settings, self.playing = Settings(), False

    def show(self, shown: tuple[PaneState, ...]) -> None:
        """Show these panes."""
        self._shown = shown
        self._viewport.update()

    def set_settings(self, settings: Settings) -> None:
        """Take over the settings of the map."""
        self._settings = settings
        self._viewport.update()

    def figure(self, image: QImage, index: int) -> CompareFigure:
        """The figure to draw while frame `index` is shown: the part that is zoomed to."""
        return replace(self._whole(image, index), part=self._viewport.zoom.part)

    def _whole(self, image: QImage, index: int) -> CompareFigure:
        return CompareFigure(
            image, tuple(self._aged(shown, index) for shown in self._shown), self._settings
        )

    def paint(self, painter: QPainter, rect: QRectF, image: QImage, index: int) -> None:
        """Paint all panes."""
        detail = self._viewport.devicePixelRatioF()
        paint_figure(painter, rect, self.figure(image, index), SCREEN, self._font(), detail)

    def image_rects(self, rect: QRectF, image: QImage) -> tuple[QRectF, ...]:
        """The rectangles of the images."""
        unit = QFontMetricsF(self._font()).height()
        return arrange_panes(rect, self._whole(image, -1), unit).images

    def _font(self) -> QFont:
        """A font that scales with the window."""
        return theme.font(self._viewport, 14 * min(2.5, max(1.0, self._viewport.height() / 700)))

    def _aged(self, shown: PaneState, index: int) -> ComparePane:
        pane = shown.pane
        if shown.index == index:
            return pane
        age = time.monotonic() - shown.since if self.playing else float("inf")
        if pane.localization is None or age >= GONE:
            return replace(pane, localization=None, note=tr("computing…"))
        if age < FRESH:
            return pane
        strength = 1 - (1 - FAINTEST) * (age - FRESH) / (GONE - FRESH)
        return replace(
            pane,
            strength=strength,
            note=_and(delay_note(age), pane.note),
        )


def _and(*notes: str) -> str:
    return " · ".join(note for note in notes if note)
