"""The log-spectrogram as the network sees it, with its axes."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from avol.visualization import heatmap
from avol_studio.ui.style import theme

LOW, HIGH = -2.5, 2.5  # deviations from the mean that are black and brightest, always the same
SHADE = 215  # of 255, how dark it becomes where nothing drove the score
_TICKS_KHZ = (0, 0.125, 0.25, 0.5, 1, 2, 4, 8, 12, 16, 20, 24)

_ALIGNED = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignHCenter,
    Qt.AlignmentFlag.AlignRight,
)


class SpectrogramView(QWidget):
    """Time from -0.5 to +0.5 s around the frame, frequency upwards in kHz, fixed brightness."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Log-spectrogram")
        self.setToolTip("The very picture of the sound that the network gets, one second long")
        self._image, self._shade = QImage(), QImage()
        self._bin_hz: NDArray[np.float32] | None = None
        self._centred = True

    def set_axis(self, bin_hz: NDArray[np.float32] | None) -> None:
        """Centre frequency of each row in Hz, low first."""
        self._bin_hz = bin_hz
        self.update()

    def set_centred(self, centred: bool) -> None:
        """Whether the second lies around the frame, else it ends with it."""
        self._centred = centred
        self.update()

    def set_spectrogram(self, values: NDArray[np.float32] | None) -> None:
        """(bins, columns), normalised, low frequencies first; None for nothing."""
        self._image = QImage() if values is None else spectrogram_image(values)
        self._shade = QImage()
        self.update()

    def set_attribution(self, drive: NDArray[np.float32] | None) -> None:
        """Darken what did not drive a score: (bins, columns) in 0..1, as the spectrogram lies."""
        if drive is not None or not self._shade.isNull():
            self._shade = QImage() if drive is None else _shade(drive)
            self.update()

    def sizeHint(self) -> QSize:
        """Wide rather than high."""
        return QSize(theme.px(self, 280), theme.px(self, 172))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, the line of the frame, and both axes."""
        painter, look = QPainter(self), theme.of(self)
        painter.setFont(theme.font(self, 12))
        plot = QRectF(
            theme.px(self, 36), theme.px(self, 8),
            self.width() - theme.px(self, 40), self.height() - theme.px(self, 32),
        )  # fmt: skip
        painter.fillRect(plot, QColor(theme.VIDEO_BACKGROUND))
        if self._image.isNull():
            painter.setPen(QColor(theme.ON_VIDEO_MUTED))
            painter.drawText(plot, Qt.AlignmentFlag.AlignCenter, "No sound heard yet")
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(plot, self._image)
            if not self._shade.isNull():
                painter.drawImage(plot, self._shade)
        self._paint_time(painter, look, plot)
        if self._bin_hz is not None and self._image.height() == len(self._bin_hz):
            self._paint_frequency(painter, look, plot, self._bin_hz)
        painter.end()

    def _paint_time(self, painter: QPainter, look: theme.Theme, plot: QRectF) -> None:
        frame = plot.center().x() if self._centred else plot.right()
        painter.setPen(QPen(QColor(255, 255, 255, 150), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(frame, plot.top()), QPointF(frame, plot.bottom()))
        painter.setPen(QColor(look.muted))
        base = QRectF(plot.left(), plot.bottom() + 4, plot.width(), theme.px(self, 18))
        centred, ending = ("−0.5 s", "this frame", "+0.5 s"), ("−1 s", "−0.5 s", "this frame")
        for words, align in zip(centred if self._centred else ending, _ALIGNED, strict=True):
            painter.drawText(base, align, words)

    def _paint_frequency(
        self, painter: QPainter, look: theme.Theme, plot: QRectF, bin_hz: NDArray[np.float32]
    ) -> None:
        rows = np.arange(len(bin_hz))
        high, last = theme.px(self, 16), float("inf")
        for khz in _TICKS_KHZ:
            if not bin_hz[0] <= khz * 1000 <= bin_hz[-1]:
                continue
            share = (float(np.interp(khz * 1000, bin_hz, rows)) + 0.5) / len(rows)
            y = plot.bottom() - share * plot.height()
            if last - y < high or y < plot.top() + high * 1.4:
                continue
            last = y
            where = QRectF(0, y - high / 2, plot.left() - 6, high)
            painter.drawText(
                where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{khz:g}"
            )
        where = QRectF(0, plot.top() - 2, plot.left() - 6, high)
        painter.drawText(where, Qt.AlignmentFlag.AlignRight, "kHz")


def _shade(drive: NDArray[np.float32]) -> QImage:
    """Black, the clearer the more a cell drove; the root, so that the weaker half shows too."""
    alpha = np.ascontiguousarray(np.rint(SHADE * (1 - np.sqrt(drive[::-1]))).astype(np.uint8))
    height, width = alpha.shape
    return QImage(alpha.data, width, height, width, QImage.Format.Format_Alpha8).copy()


def spectrogram_image(values: NDArray[np.float32]) -> QImage:
    """(bins, columns), normalised, low frequencies first, as it is always coloured."""
    levels = ((values[::-1] - LOW) * (255 / (HIGH - LOW))).clip(0, 255).astype(np.uint8)
    rgb = np.ascontiguousarray(heatmap.colormap_lut("inferno")[levels])
    height, width = levels.shape
    return QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
