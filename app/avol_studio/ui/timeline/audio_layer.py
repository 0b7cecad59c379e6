"""The strip of sound: a waveform or a log-spectrogram, one column of pixels at a time."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from avol.visualization import heatmap
from avol_studio.services.analysis.audio_overview import AudioOverview
from avol_studio.ui.style import theme
from avol_studio.ui.timeline.time_range import TimeRange

TrackKind = Literal["waveform", "spectrogram", "none"]


def paint_sound(
    painter: QPainter,
    look: theme.Theme,
    rect: QRectF,
    view: TimeRange,
    sound: AudioOverview,
    strip: TrackKind,
) -> None:
    """Draw what of `sound` lies in the view over `rect`."""
    count = max(1, round(rect.width()))
    if sound.step > 2 * view.span / count and len(sound) > 1 and strip == "waveform":
        _paint_samples(painter, look, rect, view, sound)
        return
    edges = np.linspace(view.low, view.high, count + 1)
    columns = ((edges - sound.start) / sound.step).astype(int)
    inside = (columns[:-1] < len(sound)) & (edges[:-1] >= sound.start - sound.step)
    first = columns[:-1].clip(0, len(sound) - 1)
    image = _spectrogram if strip == "spectrogram" else _waveform
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(rect, image(sound, first, inside, look, round(rect.height())))


def _waveform(
    sound: AudioOverview,
    first: NDArray[np.int_],
    inside: NDArray[np.bool_],
    look: theme.Theme,
    high: int,
) -> QImage:
    ends = int(first[-1]) + max(1, int(first[-1] - first[0]) // max(1, len(first) - 1))
    tops = np.maximum.reduceat(sound.high[:ends], first) / 127
    lows = np.minimum.reduceat(sound.low[:ends], first) / 127
    loud = np.sign(tops) * np.sqrt(np.abs(tops)), np.sign(lows) * np.sqrt(np.abs(lows))
    rows = 1 - (np.arange(high)[:, None] + 0.5) / high * 2  # from 1 at the top to -1
    half = 1 / high
    lit = (rows <= loud[0] + half) & (rows >= loud[1] - half) & inside
    ink = QColor(look.muted)
    pixels = np.zeros((high, len(first), 4), np.uint8)
    pixels[lit] = ink.red(), ink.green(), ink.blue(), 255
    return _image(pixels)


def _spectrogram(
    sound: AudioOverview,
    first: NDArray[np.int_],
    inside: NDArray[np.bool_],
    look: theme.Theme,
    high: int,
) -> QImage:
    levels = np.maximum.reduceat(sound.bands, first, axis=0)[:, ::-1].T
    pixels = np.full((*levels.shape, 4), 255, np.uint8)
    pixels[..., :3] = heatmap.colormap_lut("inferno")[levels]
    pixels[:, ~inside, 3] = 0
    return _image(pixels)


def _image(pixels: NDArray[np.uint8]) -> QImage:
    height, width = pixels.shape[:2]
    data = np.ascontiguousarray(pixels)
    return QImage(data.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def _paint_samples(
    painter: QPainter, look: theme.Theme, rect: QRectF, view: TimeRange, sound: AudioOverview
) -> None:
    """So close that samples lie apart: a line through them, and a dot on each."""
    times = sound.start + np.arange(len(sound)) * sound.step
    shown = (times >= view.low - sound.step) & (times <= view.high + sound.step)
    values = (sound.high.astype(float) + sound.low)[shown] / 254
    middle, half = rect.center().y(), rect.height() / 2
    points = [
        QPointF(view.x(time), middle - np.sign(value) * abs(value) ** 0.5 * half)
        for time, value in zip(times[shown].tolist(), values.tolist(), strict=True)
    ]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.muted), 1))
    painter.drawPolyline(QPolygonF(points))
    if rect.width() > 5 * len(points):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.text))
        for point in points:
            painter.drawEllipse(point, 2, 2)
