"""The log-spectrogram of the audio window, with its axes."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from avol.visualization import heatmap
from avol_studio.core.translation import short_number, tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.accessible import GRAPHIC
from avol_studio.ui.widgets.basic import label
from avol_studio.ui.widgets.plot_library import plot_library

LEVELS = (-2.5, 2.5)
"""Normalised values that are black and brightest, the same for every window."""
SHADE = 215  # of 255: opacity of the shade over a cell without attribution
_TICKS_KHZ = (0, 0.125, 0.25, 0.5, 1, 2, 4, 8, 12, 16, 20, 24)


class SpectrogramView(QWidget):
    """Time around the frame in seconds, frequency upwards in kHz, fixed brightness.

    pyqtgraph draws it. It is imported in steps, after the first map.
    """

    accessible_role = GRAPHIC

    _plot: Any = None  # Qt calls changeEvent before __init__ has ended

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(tr("Log-spectrogram"))
        self.setToolTip(tr("The log-spectrogram that the model gets, one audio window long"))
        self._bin_hz: NDArray[np.float32] | None = None
        self._seconds = 1.0
        self._centred = True
        self._waiting: NDArray[np.float32] | None = None  # to be shown once pyqtgraph is imported
        queued = Qt.ConnectionType.QueuedConnection  # the window lives on between the plots
        plot_library.ready.connect(self._on_plot_library, queued)
        self._empty = label(tr("No audio yet"), "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._empty)

    def set_axis(self, bin_hz: NDArray[np.float32] | None, seconds: float = 1.0) -> None:
        """Set the centre frequency of each row in Hz, low first, and the length of the window."""
        self._bin_hz, self._seconds = bin_hz, seconds
        self._update_axes()

    def set_centred(self, centred: bool) -> None:
        """Set whether the last second lies around the frame; else the window ends with it."""
        if centred != self._centred:
            self._centred = centred
            self._update_axes()

    def set_spectrogram(self, values: NDArray[np.float32] | None) -> None:
        """Show (bins, columns), normalised, low frequencies first; None leaves the plot empty."""
        self._waiting = None
        if values is None:
            if self._plot is not None:
                self._clear_shade()
                self._image.hide()
            return
        if plot_library.loading:
            self._waiting = values
            return
        if self._plot is None:
            self._make_plot()
        self._image.setImage(_colours(values), levels=(0, 255))
        self._image.show()
        self._clear_shade()
        self._pages.setCurrentIndex(1)
        if len(values) != self._bins:
            self._bins = len(values)
            self._update_axes()

    def set_attribution(self, attribution: NDArray[np.float32] | None) -> None:
        """Shade what did not drive a score: (bins, columns) in 0..1; None shades nothing."""
        if self._plot is None:
            return
        if attribution is None:
            self._clear_shade()
            return
        attribution = attribution[: self._bins]  # the rows that are shown
        pixels = np.zeros((*attribution.shape, 4), np.uint8)
        # The root, so that weak attributions show too.
        pixels[..., 3] = np.rint(SHADE * (1 - np.sqrt(attribution)))
        self._shade.setImage(pixels, levels=(0, 255))
        self._shade.setRect(self._extent())

    def _clear_shade(self) -> None:
        """Remove the shade; removing none would paint the plot again."""
        if self._shade.image is not None:
            self._shade.clear()

    def sizeHint(self) -> QSize:
        """Wide rather than high."""
        return QSize(theme.px(self, 280), theme.px(self, 172))

    def changeEvent(self, event: QEvent) -> None:
        """Take over other colours and text sizes."""
        super().changeEvent(event)
        if self._plot is not None:
            self._update_axes()

    def _on_plot_library(self) -> None:
        if self._waiting is not None:
            self.set_spectrogram(self._waiting)
        elif self._plot is None:
            self._make_plot()  # now, not with the first map of a file

    def _make_plot(self) -> None:
        import pyqtgraph as pg

        self._plot = pg.PlotWidget(enableMenu=False)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._plot.hideButtons()
        self._plot.setMouseEnabled(False, False)
        self._image, self._shade = (pg.ImageItem(axisOrder="row-major") for _ in range(2))
        pen = pg.mkPen(QColor(255, 255, 255, 150), style=Qt.PenStyle.DashLine)
        for item in (self._image, self._shade, pg.InfiniteLine(0.0, pen=pen)):
            self._plot.addItem(item, ignoreBounds=True)
        self._bins = 0
        self._pages.addWidget(self._plot)

    def _extent(self) -> QRectF:
        """Seconds and rows of the image."""
        end = 0.5 if self._centred else 0.0
        return QRectF(end - self._seconds, 0, self._seconds, self._bins)

    def _update_axes(self) -> None:
        if self._plot is None or not self._bins:
            return
        extent, palette, font = self._extent(), theme.of(self), theme.font(self, 12)
        self._plot.setBackground(palette.surface)
        self._image.setRect(extent)
        self._plot.setRange(extent, padding=0, disableAutoRange=True)
        plot = self._plot.getPlotItem()
        plot.layout.setContentsMargins(0, theme.px(self, 6), theme.px(self, 32), 0)
        ticks = {"bottom": self._time_ticks(), "left": self._frequency_ticks()}
        for side, pairs in ticks.items():
            axis = plot.getAxis(side)
            axis.setTicks([list(pairs)])
            axis.setStyle(tickFont=font, tickLength=0, tickTextOffset=4, hideOverlappingLabels=60)
            axis.setPen(None)
            axis.setTextPen(palette.muted)
        plot.getAxis("left").setWidth(theme.px(self, 52))

    def _time_ticks(self) -> list[tuple[float, str]]:
        """The frame, and times before and after it; of long windows also their begin."""
        extent = self._extent()
        times = (extent.left(), -1.5, 0.0) if self._seconds > 1 else (-1.0, -0.5, 0.0, 0.5)
        inside = [t for t in times if extent.left() <= t <= extent.right()]
        return [(t, tr("this frame") if t == 0 else _signed_seconds(t)) for t in inside]

    def _frequency_ticks(self) -> list[tuple[float, str]]:
        """Rows of round frequencies in kHz, with room for their text."""
        if self._bin_hz is None or len(self._bin_hz) != self._bins:
            return []
        rows, ticks = np.arange(self._bins), list[tuple[float, str]]()
        apart = self._bins * theme.px(self, 16) / max(1, self.height() - theme.px(self, 32))
        for khz in _TICKS_KHZ:
            if self._bin_hz[0] <= khz * 1000 <= self._bin_hz[-1]:
                row = float(np.interp(khz * 1000, self._bin_hz, rows)) + 0.5
                fits = row <= self._bins - apart / 2
                if fits and (not ticks or row - ticks[-1][0] >= apart):
                    ticks.append((row, short_number(khz, 2)))
        return [*ticks[:-1], (ticks[-1][0], f"{ticks[-1][1]} kHz")] if ticks else []


def _signed_seconds(time: float) -> str:
    return ("−" if time < 0 else "+") + short_number(abs(time), 2) + " s"


def _colours(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The colours (bins, columns, 4) of normalised values."""
    low, high = LEVELS
    levels = ((values - low) * (255 / (high - low))).clip(0, 255).astype(np.uint8)
    return _opaque_table()[levels]


@cache
def _opaque_table() -> NDArray[np.uint8]:
    """The colours of 256 levels, with alpha."""
    rgb = heatmap.colormap_table("inferno")
    return np.pad(rgb, ((0, 0), (0, 1)), constant_values=255)


def spectrogram_image(values: NDArray[np.float32]) -> QImage:
    """The coloured image of (bins, columns), normalised, low frequencies first."""
    rgba = np.ascontiguousarray(_colours(values[::-1]))
    height, width = rgba.shape[:2]
    return QImage(rgba.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
