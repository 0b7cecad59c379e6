"""The spectrogram of the audio window, on which areas are erased by dragging."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from avol.audio.log_spectrogram import SpectrogramSpec
from avol.perturbation import ErasedArea
from avol_studio.core.translation import number, tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.spectrogram_view import spectrogram_image

EraseMode = Literal["band", "time", "area"]
SMALLEST = 3  # px; a shorter drag is a click, which removes the area below the mouse
_TICKS = (100, 200, 500, 1000, 2000, 5000, 10000, 20000)


class SpectrogramEditor(QWidget):
    """Shows what the audio encoder gets; a drag erases a band, a time or an area of it."""

    erased = Signal(object)  # ErasedArea
    removed = Signal(int)  # number of the area that was clicked

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Spectrogram"))
        self.setToolTip(tr("Drag to erase; click an erased area to restore it"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 72)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.mode: EraseMode = "band"
        self._image = QImage()
        self._spec: SpectrogramSpec | None = None
        self._areas: tuple[ErasedArea, ...] = ()
        self._start: QPointF | None = None
        self._here = QPointF()

    def show_spectrogram(self, values: NDArray[np.float32] | None, spec: SpectrogramSpec) -> None:
        """Show (bins, columns), low frequencies first."""
        self._spec = spec
        self._image = QImage() if values is None else spectrogram_image(values)
        self.update()

    def show_areas(self, areas: Sequence[ErasedArea]) -> None:
        """Outline the erased areas."""
        self._areas = tuple(areas)
        self.update()

    @property
    def plot_rect(self) -> QRectF:
        """Where the spectrogram lies, beside the frequencies and above the times."""
        return QRectF(self.rect()).adjusted(theme.px(self, 44), 2, -2, -theme.px(self, 18))

    def area_rect(self, area: ErasedArea) -> QRectF:
        """Where an area lies."""
        plot = self.plot_rect
        top, bottom = (self._y_of(hz) for hz in (area.high_hz, area.low_hz))
        left, right = (self._x_of(seconds) for seconds in (area.start, area.stop))
        return QRectF(QPointF(left, top), QPointF(right, bottom)).intersected(plot)

    def sizeHint(self) -> QSize:
        """Wide rather than high."""
        return QSize(theme.px(self, 360), theme.px(self, 180))

    # -- axes --------------------------------------------------------------------------------

    def _x_of(self, seconds: float) -> float:
        plot, length = self.plot_rect, self._spec.seconds if self._spec else 1.0
        return plot.left() + min(seconds / length, 1.0) * plot.width()

    def _seconds_at(self, x: float) -> float:
        plot, length = self.plot_rect, self._spec.seconds if self._spec else 1.0
        return min(max((x - plot.left()) / plot.width(), 0.0), 1.0) * length

    def _y_of(self, hertz: float) -> float:
        """The height of a frequency; above the highest row, the upper edge."""
        plot = self.plot_rect
        if self._spec is None:
            return plot.bottom()
        centres = self._spec.bin_hz
        row = float(np.interp(hertz, centres, np.arange(len(centres)) + 0.5))
        row = 0.0 if hertz <= centres[0] / 2 else row
        row = len(centres) if hertz > centres[-1] else row
        return plot.bottom() - row / len(centres) * plot.height()

    def _hertz_at(self, y: float) -> float:
        plot = self.plot_rect
        if self._spec is None:
            return 0.0
        centres = self._spec.bin_hz
        row = (plot.bottom() - y) / plot.height() * len(centres) - 0.5
        if row <= 0:
            return 0.0
        if row >= len(centres) - 1:
            return ErasedArea().high_hz
        return float(np.interp(row, np.arange(len(centres)), centres))

    def _dragged(self) -> ErasedArea | None:
        """The area between the start of the drag and the mouse."""
        start, here = self._start, self._here
        if start is None or (here - start).manhattanLength() < SMALLEST:
            return None
        first, last = sorted((self._seconds_at(start.x()), self._seconds_at(here.x())))
        low, high = sorted((self._hertz_at(start.y()), self._hertz_at(here.y())))
        if self.mode == "band":
            return None if high <= low else ErasedArea(low_hz=low, high_hz=high)
        if self.mode == "time":
            return None if last <= first else ErasedArea(start=first, stop=last)
        return None if high <= low or last <= first else ErasedArea(first, last, low, high)

    # -- Qt events ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag."""
        if event.button() == Qt.MouseButton.LeftButton and self._spec is not None:
            self._start = self._here = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the area that would be erased."""
        self._here = event.position()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Erase the dragged area, or restore the clicked one."""
        self._here = event.position()
        area, was_dragging, self._start = self._dragged(), self._start is not None, None
        self.update()
        if area is not None:
            self.erased.emit(area)
        elif was_dragging:
            hit = (n for n, a in enumerate(self._areas) if self.area_rect(a).contains(self._here))
            if (found := next(hit, None)) is not None:
                self.removed.emit(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the spectrogram, its axes and the areas."""
        painter, palette, plot = QPainter(self), theme.of(self), self.plot_rect
        painter.fillRect(plot, QColor(theme.VIDEO_BACKGROUND))
        if not self._image.isNull():
            painter.drawImage(plot, self._image)
        self._paint_axes(painter, palette)
        pen = QPen(QColor(theme.ON_VIDEO), 1.5, Qt.PenStyle.DashLine)
        dragged = self._dragged()
        for area in (*self._areas, *([] if dragged is None else [dragged])):
            rect = self.area_rect(area)
            painter.fillRect(rect, QColor(12, 13, 16, 150))
            painter.setPen(pen)
            painter.drawRect(rect)
        painter.end()

    def _paint_axes(self, painter: QPainter, palette: theme.Theme) -> None:
        spec, plot = self._spec, self.plot_rect
        painter.setFont(theme.font(self, 12))
        painter.setPen(QColor(palette.muted))
        if spec is None:
            painter.drawText(plot, Qt.AlignmentFlag.AlignCenter, tr("No audio yet"))
            return
        high, last = theme.px(self, 14), plot.bottom() + 99
        for hertz in _TICKS:
            y = self._y_of(hertz)
            if not spec.bin_hz[0] <= hertz <= spec.bin_hz[-1] or last - y < high:
                continue
            last = y
            text = number(hertz) if hertz < 1000 else tr("{n} k").format(n=hertz // 1000)
            area = QRectF(0, y - high / 2, plot.left() - 6, high)
            painter.drawText(
                area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
            )
        below = QRectF(plot.left(), plot.bottom() + 2, plot.width(), high + 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, tr("0 s"))
        end = tr("{seconds} s").format(seconds=number(spec.seconds, 1))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, end)
