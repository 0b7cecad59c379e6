"""Pictures side by side on the screen, in the place of the one picture."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from avol_studio.core.settings import Settings
from avol_studio.ui.compare.layout import Board, Cell, lay_out
from avol_studio.ui.compare.painter import SCREEN, paint_board
from avol_studio.ui.style import theme

if TYPE_CHECKING:
    from avol_studio.ui.viewport.video_view import VideoView

FRESH, GONE = 0.3, 3.0
"""Seconds of age at which a map begins to fade and is gone; other models may be slow."""
FAINTEST = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A cell with the number of the frame its map is of, and when that was shown (monotonic)."""

    cell: Cell
    index: int = -1
    since: float = 0.0


class CompareView:
    """A face of the viewport: the newest frame in each cell, under the map that each cell has.

    While playing, a map of an older frame fades and its age is said; standing still, only the map
    of the very frame on screen is shown.
    """

    def __init__(self, viewport: VideoView) -> None:
        self._viewport = viewport
        self._shown: tuple[Shown, ...] = ()
        self._settings, self.playing = Settings(), False

    def show(self, shown: tuple[Shown, ...]) -> None:
        """Show these from now on."""
        self._shown = shown
        self._viewport.update()

    def set_settings(self, settings: Settings) -> None:
        """Follow the settings."""
        self._settings = settings
        self._viewport.update()

    def board(self, image: QImage, index: int) -> Board:
        """What is to be drawn while frame `index` is on screen."""
        return Board(
            image, tuple(self._aged(shown, index) for shown in self._shown), self._settings
        )

    def paint(self, painter: QPainter, rect: QRectF, image: QImage, index: int) -> None:
        """Paint all cells."""
        detail = self._viewport.devicePixelRatioF()
        paint_board(painter, rect, self.board(image, index), SCREEN, self._font(), detail)

    def picture_rect(self, rect: QRectF, image: QImage) -> QRectF:
        """Where the first picture lies."""
        unit = QFontMetricsF(self._font()).height()
        return lay_out(rect, self.board(image, -1), unit).pictures[0]

    def _font(self) -> QFont:
        """Letters grow with the window, to be read from further away."""
        return theme.font(self._viewport, 14 * min(2.5, max(1.0, self._viewport.height() / 700)))

    def _aged(self, shown: Shown, index: int) -> Cell:
        cell = shown.cell
        if shown.index == index:
            return cell
        age = time.monotonic() - shown.since if self.playing else float("inf")
        if cell.found is None or age >= GONE:
            return replace(cell, found=None, note="catching up…")
        if age < FRESH:
            return cell
        strength = 1 - (1 - FAINTEST) * (age - FRESH) / (GONE - FRESH)
        return replace(cell, strength=strength, note=_and(f"{age:.1f} s old", cell.note))


def _and(*notes: str) -> str:
    return " · ".join(note for note in notes if note)
